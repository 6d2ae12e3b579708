"""Messages that break the standard, heard on an association."""

from __future__ import annotations

from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from iodize import editions
from iodize.proxy.content import Content
from iodize.proxy.conversation import Conversation
from iodize.proxy.negotiation import Side
from iodize.proxy.observation import Observation
from iodize.proxy.sop_classes import sop_classes_of

from . import speech

A, B = Side.REQUESTOR, Side.ACCEPTOR

STEP = "1.2.840.10008.3.1.2.3.3"
COMMITMENT = "1.2.840.10008.1.20.1"
WORKLIST = "1.2.840.10008.5.1.4.31"
PRINT = "1.2.840.10008.5.1.1.9"
FILM_SESSION = "1.2.840.10008.5.1.1.1"


def content() -> Content:
    edition = editions.bundled()
    return Content(edition, sop_classes_of(edition))


class Talk:
    """An association for one abstract syntax, and what is heard on it."""

    def __init__(self, abstract_syntax: str) -> None:
        self._conversation = Conversation(1, content())
        self.heard: list[Observation] = []
        self.say(A, speech.request(abstract_syntax))
        self.say(B, speech.answer(1))

    def say(self, side: Side, data: bytes) -> list[str]:
        """Return the codes of what is found in what a side says."""
        heard = list(self._conversation.hear(side, data))
        self.heard += heard
        return [finding.code for each in heard for finding in each.findings]

    def asked(
        self, field: int, data: Dataset | None = None, **fields: Any
    ) -> list[str]:
        return self.say(A, speech.message(field, data, MessageID=1, **fields))

    def answered(
        self, field: int, data: Dataset | None = None, status: int = 0, **fields: Any
    ) -> list[str]:
        return self.say(
            B,
            speech.message(
                field, data, MessageIDBeingRespondedTo=1, Status=status, **fields
            ),
        )


def step(**values: object) -> Dataset:
    """The attributes of a performed procedure step that has begun."""
    from datetime import datetime

    from iodize.cli.performed_steps import started

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
def begun() -> Talk:
    """An association on which a step was created."""
    talk = Talk(STEP)
    uid: dict[str, Any] = {
        "AffectedSOPClassUID": STEP,
        "AffectedSOPInstanceUID": "1.2.3.4",
    }
    assert talk.asked(0x0140, step(), **uid) == []
    assert talk.answered(0x8140, **uid) == []
    return talk


REQUESTED: dict[str, Any] = {
    "RequestedSOPClassUID": STEP,
    "RequestedSOPInstanceUID": "1.2.3.4",
}
AFFECTED: dict[str, Any] = {
    "AffectedSOPClassUID": STEP,
    "AffectedSOPInstanceUID": "1.2.3.4",
}


def test_an_attribute_of_type_1_is_missing() -> None:
    data = step()
    del data.PerformedStationAETitle
    assert Talk(STEP).asked(0x0140, data, **AFFECTED) == ["type1-missing"]


def test_an_attribute_that_a_change_may_not_have(begun: Talk) -> None:
    data = Dataset()
    data.Modality = "MR"
    assert "attribute-not-allowed" in begun.asked(0x0120, data, **REQUESTED)


def test_a_step_begins_in_progress() -> None:
    data = step(PerformedProcedureStepStatus="COMPLETED")
    assert "state-initial" in Talk(STEP).asked(0x0140, data, **AFFECTED)


def test_what_has_ended_stays_so(begun: Talk) -> None:
    begun.asked(0x0120, ended("DISCONTINUED"), **REQUESTED)
    assert begun.answered(0x8120, **AFFECTED) == []

    again = begun.asked(0x0120, ended("COMPLETED"), **REQUESTED)
    assert "state-final" in again
    refused = begun.answered(0x8120, status=0x0110, ErrorID=0xA710, **AFFECTED)
    assert refused == []


def test_a_provider_that_lets_a_wrong_change_pass_is_told_of(begun: Talk) -> None:
    begun.asked(0x0120, ended("DISCONTINUED"), **REQUESTED)
    begun.answered(0x8120, **AFFECTED)
    begun.asked(0x0120, ended("COMPLETED"), **REQUESTED)

    assert begun.answered(0x8120, **AFFECTED) == ["state-transition"]
    assert begun.heard[-1].findings[0].message == (
        "success, where the state asks for 0110"
    )


def test_a_sop_class_without_the_operation() -> None:
    found = Talk(STEP).asked(0x0150, **REQUESTED)
    assert found == ["operation-unknown"]


def test_an_action_that_the_sop_class_does_not_have() -> None:
    found = Talk(COMMITMENT).asked(
        0x0130,
        Dataset(),
        RequestedSOPClassUID=COMMITMENT,
        RequestedSOPInstanceUID="1.2.840.10008.1.20.1.1",
        ActionTypeID=9,
    )
    assert "action-unknown" in found


def test_a_sop_class_that_is_not_the_context_s() -> None:
    found = Talk(STEP).asked(
        0x0140, step(), AffectedSOPClassUID=COMMITMENT, AffectedSOPInstanceUID="1.2"
    )
    assert "command-sop-class" in found


def test_messages_of_a_meta_sop_class_name_its_members() -> None:
    session = Dataset()
    found = Talk(PRINT).asked(0x0140, session, AffectedSOPClassUID=FILM_SESSION)
    assert "command-sop-class" not in found


def test_a_status_that_the_service_does_not_have(begun: Talk) -> None:
    begun.asked(0x0120, ended("DISCONTINUED"), **REQUESTED)
    assert "status-unknown" in begun.answered(0x8120, status=0xFF00, **AFFECTED)


def test_statuses_are_told_in_words(begun: Talk) -> None:
    begun.asked(0x0120, ended("DISCONTINUED"), **REQUESTED)
    begun.answered(0x8120, status=0x0110, **AFFECTED)
    assert begun.heard[-1].status.startswith("0110 ")
    assert "rocessing" in begun.heard[-1].status


def test_a_field_that_a_command_needs() -> None:
    talk = Talk(STEP)
    found = talk.say(A, speech.message(0x0140, step(), MessageID=1))
    assert "command-missing" in found


def test_a_query_and_answers_that_do_not_answer_it() -> None:
    talk = Talk(speech.STUDY_FIND)
    query = Dataset()
    query.QueryRetrieveLevel = "STUDY"
    query.PatientID = "P1"
    query.StudyInstanceUID = ""
    uid: dict[str, Any] = {"AffectedSOPClassUID": speech.STUDY_FIND}
    assert talk.asked(0x0020, query, Priority=0, **uid) == []

    match = Dataset()
    match.QueryRetrieveLevel = "STUDY"
    match.PatientID = "P2"
    assert set(talk.answered(0x8020, match, status=0xFF00, **uid)) >= {
        "answer-mismatch",
        "key-not-returned",
    }


def test_a_query_that_is_cancelled() -> None:
    talk = Talk(speech.STUDY_FIND)
    query = Dataset()
    query.QueryRetrieveLevel = "STUDY"
    query.StudyInstanceUID = ""
    uid: dict[str, Any] = {"AffectedSOPClassUID": speech.STUDY_FIND}
    assert talk.asked(0x0020, query, Priority=0, **uid) == []
    cancel = speech.message(0x0FFF, MessageIDBeingRespondedTo=1)

    assert talk.say(A, cancel) == []
    match = Dataset()
    match.QueryRetrieveLevel = "STUDY"
    match.StudyInstanceUID, match.RetrieveAETitle = "1.2", "PACS"
    assert talk.answered(0x8020, match, status=0xFF00, **uid) == []
    assert talk.answered(0x8020, status=0xFE00, **uid) == []
    assert talk.heard[-1].status.startswith("FE00 ")


def test_a_query_without_a_level() -> None:
    query = Dataset()
    query.PatientID = "P1"
    found = Talk(speech.STUDY_FIND).asked(
        0x0020, query, Priority=0, AffectedSOPClassUID=speech.STUDY_FIND
    )
    assert "query-level-missing" in found


def test_objects_are_validated_and_compared_with_their_message() -> None:
    image = dcmread(str(get_testdata_file("CT_small.dcm", download=False)))
    del image.KVP
    uid: dict[str, Any] = {
        "AffectedSOPClassUID": speech.CT,
        "AffectedSOPInstanceUID": image.SOPInstanceUID,
    }
    dataset = Dataset()
    dataset.update(image)
    talk = Talk(speech.CT)
    assert "type2-missing" in talk.asked(0x0001, dataset, Priority=0, **uid)
    assert talk.heard[-1].report.iod == "CT Image"
    talk.answered(0x8001, **uid)

    uid["AffectedSOPInstanceUID"] = "1.2.3"
    assert "store-mismatch" in talk.asked(0x0001, dataset, Priority=0, **uid)


def test_an_unknown_sop_class_is_no_fault() -> None:
    private = "1.2.3.4.5.6"
    assert Talk(private).asked(0x0140, Dataset(), AffectedSOPClassUID=private) == []
