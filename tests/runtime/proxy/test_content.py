"""Findings of the contents of messages on an association."""

from __future__ import annotations

from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from iodize.proxy.content import ContentChecker
from iodize.proxy.conversation import Conversation
from iodize.proxy.observation import Observation
from iodize.proxy.sides import Side
from iodize.proxy.sop_classes import sop_classes_of
from iodize.tables import editions

from . import encoded

A, B = Side.REQUESTOR, Side.ACCEPTOR

STEP = "1.2.840.10008.3.1.2.3.3"
COMMITMENT = "1.2.840.10008.1.20.1"
WORKLIST = "1.2.840.10008.5.1.4.31"
PRINT = "1.2.840.10008.5.1.1.9"
FILM_SESSION = "1.2.840.10008.5.1.1.1"


def content() -> ContentChecker:
    edition = editions.bundled()
    return ContentChecker(edition, sop_classes_of(edition))


class Association:
    """An observed association for one abstract syntax."""

    def __init__(self, abstract_syntax: str) -> None:
        self._conversation = Conversation(1, content())
        self.observations: list[Observation] = []
        self.send(A, encoded.request(abstract_syntax))
        self.send(B, encoded.answer(1))

    def send(self, side: Side, data: bytes) -> list[str]:
        """Send bytes and return the codes of the findings."""
        observations = list(self._conversation.receive(side, data))
        self.observations += observations
        return [finding.code for each in observations for finding in each.findings]

    def request(
        self, field: int, data: Dataset | None = None, **fields: Any
    ) -> list[str]:
        return self.send(A, encoded.message(field, data, MessageID=1, **fields))

    def respond(
        self, field: int, data: Dataset | None = None, status: int = 0, **fields: Any
    ) -> list[str]:
        return self.send(
            B,
            encoded.message(
                field, data, MessageIDBeingRespondedTo=1, Status=status, **fields
            ),
        )


def step(**values: object) -> Dataset:
    """The attributes of a performed procedure step in progress."""
    from datetime import datetime

    from iodize.cli.network.performed_steps import started

    made = started(None, "CT01", datetime(2026, 1, 2, 3, 4, 5))
    made.Modality = "CT"
    made.ScheduledStepAttributesSequence[0].StudyInstanceUID = "1.2.3"
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def ended(state: str) -> Dataset:
    made = Dataset()
    made.PerformedProcedureStepStatus = state
    return made


@pytest.fixture
def begun() -> Association:
    """An association on which a step was created."""
    association = Association(STEP)
    uid: dict[str, Any] = {
        "AffectedSOPClassUID": STEP,
        "AffectedSOPInstanceUID": "1.2.3.4",
    }
    assert association.request(0x0140, step(), **uid) == []
    assert association.respond(0x8140, **uid) == []
    return association


REQUESTED: dict[str, Any] = {
    "RequestedSOPClassUID": STEP,
    "RequestedSOPInstanceUID": "1.2.3.4",
}
AFFECTED: dict[str, Any] = {
    "AffectedSOPClassUID": STEP,
    "AffectedSOPInstanceUID": "1.2.3.4",
}


def test_missing_type_1_attribute_is_reported() -> None:
    data = step()
    del data.PerformedStationAETitle
    assert Association(STEP).request(0x0140, data, **AFFECTED) == ["type1-missing"]


def test_attribute_that_n_set_may_not_have_is_reported(begun: Association) -> None:
    data = Dataset()
    data.Modality = "MR"
    assert "attribute-not-allowed" in begun.request(0x0120, data, **REQUESTED)


def test_initial_state_other_than_in_progress_is_reported() -> None:
    data = step(PerformedProcedureStepStatus="COMPLETED")
    assert "state-initial" in Association(STEP).request(0x0140, data, **AFFECTED)


def test_change_of_a_final_state_is_reported(begun: Association) -> None:
    begun.request(0x0120, ended("DISCONTINUED"), **REQUESTED)
    assert begun.respond(0x8120, **AFFECTED) == []

    again = begun.request(0x0120, ended("COMPLETED"), **REQUESTED)
    assert "state-final" in again
    refused = begun.respond(0x8120, status=0x0110, ErrorID=0xA710, **AFFECTED)
    assert refused == []


def test_success_for_a_forbidden_change_is_reported(begun: Association) -> None:
    begun.request(0x0120, ended("DISCONTINUED"), **REQUESTED)
    begun.respond(0x8120, **AFFECTED)
    begun.request(0x0120, ended("COMPLETED"), **REQUESTED)

    assert begun.respond(0x8120, **AFFECTED) == ["state-transition"]
    assert begun.observations[-1].findings[0].message == (
        "success; the state requires 0110"
    )


def test_operation_that_the_sop_class_lacks_is_reported() -> None:
    found = Association(STEP).request(0x0150, **REQUESTED)
    assert found == ["operation-unknown"]


def test_action_that_the_sop_class_lacks_is_reported() -> None:
    found = Association(COMMITMENT).request(
        0x0130,
        Dataset(),
        RequestedSOPClassUID=COMMITMENT,
        RequestedSOPInstanceUID="1.2.840.10008.1.20.1.1",
        ActionTypeID=9,
    )
    assert "action-unknown" in found


def test_sop_class_of_another_context_is_reported() -> None:
    found = Association(STEP).request(
        0x0140, step(), AffectedSOPClassUID=COMMITMENT, AffectedSOPInstanceUID="1.2"
    )
    assert "command-sop-class" in found


def test_member_of_a_meta_sop_class_is_no_fault() -> None:
    session = Dataset()
    found = Association(PRINT).request(
        0x0140, session, AffectedSOPClassUID=FILM_SESSION
    )
    assert "command-sop-class" not in found


def test_status_that_the_service_lacks_is_reported(begun: Association) -> None:
    begun.request(0x0120, ended("DISCONTINUED"), **REQUESTED)
    assert "status-unknown" in begun.respond(0x8120, status=0xFF00, **AFFECTED)


def test_statuses_are_shown_with_their_labels(begun: Association) -> None:
    begun.request(0x0120, ended("DISCONTINUED"), **REQUESTED)
    begun.respond(0x8120, status=0x0110, **AFFECTED)
    assert begun.observations[-1].status.startswith("0110 ")
    assert "rocessing" in begun.observations[-1].status


def test_missing_command_element_is_reported() -> None:
    association = Association(STEP)
    found = association.send(A, encoded.message(0x0140, step(), MessageID=1))
    assert "command-missing" in found


def test_answer_that_does_not_match_its_query_is_reported() -> None:
    association = Association(encoded.STUDY_FIND)
    query = Dataset()
    query.QueryRetrieveLevel = "STUDY"
    query.PatientID = "P1"
    query.StudyInstanceUID = ""
    uid: dict[str, Any] = {"AffectedSOPClassUID": encoded.STUDY_FIND}
    assert association.request(0x0020, query, Priority=0, **uid) == []

    match = Dataset()
    match.QueryRetrieveLevel = "STUDY"
    match.PatientID = "P2"
    assert set(association.respond(0x8020, match, status=0xFF00, **uid)) >= {
        "answer-mismatch",
        "key-not-returned",
    }


def test_cancelled_query_has_no_findings() -> None:
    association = Association(encoded.STUDY_FIND)
    query = Dataset()
    query.QueryRetrieveLevel = "STUDY"
    query.StudyInstanceUID = ""
    uid: dict[str, Any] = {"AffectedSOPClassUID": encoded.STUDY_FIND}
    assert association.request(0x0020, query, Priority=0, **uid) == []
    cancel = encoded.message(0x0FFF, MessageIDBeingRespondedTo=1)

    assert association.send(A, cancel) == []
    match = Dataset()
    match.QueryRetrieveLevel = "STUDY"
    match.StudyInstanceUID, match.RetrieveAETitle = "1.2", "PACS"
    assert association.respond(0x8020, match, status=0xFF00, **uid) == []
    assert association.respond(0x8020, status=0xFE00, **uid) == []
    assert association.observations[-1].status.startswith("FE00 ")


def test_query_without_a_level_is_reported() -> None:
    query = Dataset()
    query.PatientID = "P1"
    found = Association(encoded.STUDY_FIND).request(
        0x0020, query, Priority=0, AffectedSOPClassUID=encoded.STUDY_FIND
    )
    assert "query-level-missing" in found


def test_stored_objects_are_validated_and_compared_with_the_command_set() -> None:
    image = dcmread(str(get_testdata_file("CT_small.dcm", download=False)))
    del image.KVP
    uid: dict[str, Any] = {
        "AffectedSOPClassUID": encoded.CT,
        "AffectedSOPInstanceUID": image.SOPInstanceUID,
    }
    dataset = Dataset()
    dataset.update(image)
    association = Association(encoded.CT)
    assert "type2-missing" in association.request(0x0001, dataset, Priority=0, **uid)
    assert association.observations[-1].report.iod == "CT Image"
    association.respond(0x8001, **uid)

    uid["AffectedSOPInstanceUID"] = "1.2.3"
    assert "store-mismatch" in association.request(0x0001, dataset, Priority=0, **uid)


def test_unknown_sop_class_is_no_fault() -> None:
    private = "1.2.3.4.5.6"
    assert (
        Association(private).request(0x0140, Dataset(), AffectedSOPClassUID=private)
        == []
    )
