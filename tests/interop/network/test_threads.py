"""Faults of messages that were reported to other projects.

Tools without the tables of PS3.4 do not notice them. They are sent by a client that does
not check messages; the emulator reports them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pynetdicom import AE, evt
from pynetdicom.association import Association

from iodize.network import connect, serve
from iodize.services import ModalityWorklist, StorageCommitmentPushModel

from .messages import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    IMPLICIT,
    MPPS,
    WORKLIST,
    commitment,
    dataset,
    mpps_complete,
    mpps_create,
)
from .systems.collected_findings import CollectedFindings
from .systems.own_emulator import OwnEmulator, own_emulator
from .systems.processes import HOST, wait_until
from .systems.raw import associated

Folder = Callable[[str], Path]
UID = "1.2.3.4.5"


def create(port: int, elements: dict[str, Any]) -> int:
    """Send N-CREATE of a performed step with pynetdicom, which does not check it."""
    with associated(port, MPPS) as association:
        answer, _ = association.send_n_create(dataset(elements), MPPS, UID)
    return int(answer.Status)


def test_scheduled_step_is_not_a_performed_one(emulator: OwnEmulator) -> None:
    """pynetdicom, issue 664: a performed step with the attributes of a worklist item.

    N-CREATE requires Scheduled Step Attributes Sequence, the ID of the step and its start.
    """
    status = create(
        emulator.port,
        {
            "PatientName": "FirstName^SurName",
            "PatientID": "12345678",
            "ScheduledProcedureStepSequence": [
                {
                    "ScheduledStationAETitle": "SCANNER",
                    "ScheduledProcedureStepStartDate": "20210729",
                    "ScheduledProcedureStepStartTime": "1200",
                    "Modality": "US",
                }
            ],
        },
    )

    assert status == 0x0120
    for keyword in (
        "ScheduledStepAttributesSequence",
        "PerformedProcedureStepID",
        "PerformedStationAETitle",
        "PerformedProcedureStepStartDate",
        "PerformedProcedureStepStartTime",
        "PerformedProcedureStepStatus",
        "Modality",
    ):
        assert emulator.reports(
            "N-CREATE-RQ", f": {keyword}:", "type1-missing"
        ), keyword


def test_step_in_another_context_is_reported(emulator: OwnEmulator) -> None:
    """pynetdicom, issue 664: the association had the context of an image class."""
    with associated(emulator.port, CT_IMAGE) as association:
        answer, _ = association.send_n_create(
            dataset(mpps_create()), MPPS, UID, meta_uid=CT_IMAGE
        )

    assert int(answer.Status) != 0
    assert emulator.reports("N-CREATE-RQ", "context")


def test_complete_step_has_no_findings(emulator: OwnEmulator) -> None:
    """pynetdicom, issue 56: the attributes of both messages."""
    with associated(emulator.port, MPPS) as association:
        made, _ = association.send_n_create(dataset(mpps_create()), MPPS, UID)
        done, _ = association.send_n_set(dataset(mpps_complete()), MPPS, UID)

    assert (int(made.Status), int(done.Status)) == (0, 0)
    assert emulator.findings() == []


@pytest.mark.parametrize(
    "keyword",
    [
        "PerformedProcedureStepEndDate",
        "PerformedProcedureStepEndTime",
        "PerformedSeriesSequence",
    ],
)
def test_completion_without_end_or_series_is_reported(
    emulator: OwnEmulator, keyword: str
) -> None:
    """pynetdicom, issue 56: the final state requires more than N-SET."""
    with associated(emulator.port, MPPS) as association:
        made, _ = association.send_n_create(dataset(mpps_create()), MPPS, UID)
        association.send_n_set(dataset(mpps_complete(**{keyword: None})), MPPS, UID)

    assert int(made.Status) == 0
    assert emulator.reports("N-SET-RQ", keyword)


@pytest.mark.parametrize(
    "keyword", ["ProcedureCodeSequence", "PerformedSeriesSequence"]
)
def test_missing_type_2_sequence_is_reported(
    emulator: OwnEmulator, keyword: str
) -> None:
    """fo-dicom-samples, pull request 62: sequences of type 2 were missing."""
    status = create(emulator.port, mpps_create(**{keyword: None}))

    assert status == 0x0120
    assert emulator.reports("N-CREATE-RQ", keyword, "type2-missing")


def test_empty_item_of_a_sequence_is_reported(emulator: OwnEmulator) -> None:
    """fo-dicom-samples, pull request 62: an empty item is not an empty sequence."""
    step = dict(mpps_create()["ScheduledStepAttributesSequence"][0])
    step["ScheduledProtocolCodeSequence"] = [{}]
    step["ReferencedStudySequence"] = [{}]
    create(
        emulator.port,
        mpps_create(
            ScheduledStepAttributesSequence=[step],
            ReferencedPatientSequence=[{}],
            ProcedureCodeSequence=[{}],
        ),
    )

    for path in (
        "ScheduledStepAttributesSequence[0].ReferencedStudySequence[0]"
        ".ReferencedSOPClassUID",
        "ReferencedPatientSequence[0].ReferencedSOPClassUID",
        "ScheduledStepAttributesSequence[0].ScheduledProtocolCodeSequence[0].CodeValue",
        "ProcedureCodeSequence[0].CodeValue",
    ):
        assert emulator.reports("N-CREATE-RQ", path), path


def test_incomplete_series_is_reported(emulator: OwnEmulator) -> None:
    """fo-dicom-samples, pull request 62: an empty type 1 value, a missing type 2 sequence."""
    series = dict(mpps_complete()["PerformedSeriesSequence"][0])
    series["ProtocolName"] = ""
    del series["ReferencedNonImageCompositeSOPInstanceSequence"]
    with associated(emulator.port, MPPS) as association:
        association.send_n_create(dataset(mpps_create()), MPPS, UID)
        association.send_n_set(
            dataset(mpps_complete(PerformedSeriesSequence=[series])), MPPS, UID
        )

    place = "PerformedSeriesSequence[0]"
    assert emulator.reports("N-SET-RQ", f"{place}.ProtocolName", "type1-empty")
    assert emulator.reports(
        "N-SET-RQ",
        f"{place}.ReferencedNonImageCompositeSOPInstanceSequence",
        "type2-missing",
    )


def test_worklist_answer_without_requested_keys_is_reported() -> None:
    """pynetdicom, issue 909: required keys of an answer.

    This one has the patient, but neither the step nor the study.
    """
    answer = dataset({"PatientName": "A^B", "PatientID": "1"})

    def find(event: evt.Event) -> Any:
        yield 0xFF00, answer

    entity = AE(ae_title="RIS")
    entity.add_supported_context(WORKLIST, IMPLICIT)
    reported = CollectedFindings()
    server = entity.start_server(
        (HOST, 0), block=False, evt_handlers=[(evt.EVT_C_FIND, find)]
    )
    try:
        with connect(
            HOST,
            server.server_address[1],  # type: ignore[union-attr]
            services=[ModalityWorklist],
            on_findings=reported,
        ) as association:
            (item,) = association.find(ModalityWorklist.Query())
    finally:
        server.shutdown()  # type: ignore[union-attr]

    assert item.PatientID == "1"
    for keyword in (
        "ScheduledProcedureStepSequence",
        "RequestedProcedureID",
        "StudyInstanceUID",
    ):
        assert any(f": {keyword}: " in line for line in reported), keyword


def test_level_in_a_worklist_query_is_reported(emulator: OwnEmulator) -> None:
    """pynetdicom, issue 909: the server used a Query/Retrieve Level."""
    asked = dataset({"QueryRetrieveLevel": "WORKLIST", "PatientID": ""})
    with associated(emulator.port, WORKLIST) as association:
        statuses = [
            int(status.Status) for status, _ in association.send_c_find(asked, WORKLIST)
        ]

    assert statuses == [0]
    assert emulator.reports("C-FIND-RQ", "QueryRetrieveLevel")


class Committer:
    """pynetdicom as the SCP of storage commitment, which reports on another association."""

    def __init__(self) -> None:
        self.requests: list[Any] = []
        self.entity = AE(ae_title="COMMITTER")
        self.entity.add_supported_context(COMMITMENT, IMPLICIT)

    def asked(self, event: evt.Event) -> tuple[int, None]:
        self.requests.append(event.action_information)
        return 0x0000, None

    def report(self, port: int, *, as_scp: bool) -> tuple[bool, int | None]:
        """Report success of the first request.

        Args:
            as_scp: Whether to propose the SCP role.

        Returns:
            Whether the role was accepted, and the status.
        """
        (request,) = self.requests
        with associated(
            port,
            COMMITMENT,
            calling="COMMITTER",
            provides=[COMMITMENT] if as_scp else [],
        ) as association:
            role = _accepted_role(association)
            answer, _ = association.send_n_event_report(
                request, 1, COMMITMENT, COMMITMENT_INSTANCE
            )
        return role, getattr(answer, "Status", None)


def _accepted_role(association: Association) -> bool:
    """True if the SCP role of the requestor was accepted."""
    return any(bool(context.as_scp) for context in association.accepted_contexts)


class Outcome(StorageCommitmentPushModel.User):
    def __init__(self) -> None:
        self.transactions: list[str] = []

    def storage_commitment_request_successful(self, event: Any, call: Any) -> None:
        self.transactions.append(str(event.TransactionUID))


def test_event_is_reported_on_a_new_association() -> None:
    """pynetdicom, issue 617: the requestor is the SCP, and proposes that role."""
    committer, outcome, reported = Committer(), Outcome(), CollectedFindings()
    other = committer.entity.start_server(
        (HOST, 0), block=False, evt_handlers=[(evt.EVT_N_ACTION, committer.asked)]
    )
    try:
        with serve(0, services=[outcome], on_findings=reported) as own:
            with connect(
                HOST,
                other.server_address[1],  # type: ignore[union-attr]
                services=[StorageCommitmentPushModel],
            ) as association:
                association.action(
                    StorageCommitmentPushModel.RequestStorageCommitment.from_dataset(
                        dataset(commitment((CT_IMAGE, "1.2.3"), transaction="1.2.4"))
                    )
                )
            accepted, status = committer.report(own.port, as_scp=True)
            assert wait_until(lambda: outcome.transactions == ["1.2.4"])
    finally:
        other.shutdown()  # type: ignore[union-attr]

    assert accepted
    assert status == 0
    assert reported == []


def test_emulator_reports_as_scp(folder: Folder) -> None:
    """pynetdicom, issue 617: in the other direction, to a listening client."""
    events: list[tuple[int | None, Any]] = []
    roles: list[bool] = []

    def reported(event: evt.Event) -> tuple[int, None]:
        roles.extend(bool(context.as_scu) for context in event.assoc.accepted_contexts)
        events.append((event.event_type, event.event_information))
        return 0x0000, None

    entity = AE(ae_title="FOREIGN")
    entity.add_supported_context(COMMITMENT, IMPLICIT, scu_role=False, scp_role=True)
    listener = entity.start_server(
        (HOST, 0), block=False, evt_handlers=[(evt.EVT_N_EVENT_REPORT, reported)]
    )
    port = listener.server_address[1]  # type: ignore[union-attr]
    try:
        with own_emulator(folder("peer"), {"FOREIGN": port}) as emulator:
            with associated(emulator.port, COMMITMENT) as association:
                answer, _ = association.send_n_action(
                    dataset(commitment((CT_IMAGE, "1.2.3"), transaction="1.2.4")),
                    1,
                    COMMITMENT,
                    COMMITMENT_INSTANCE,
                )
            assert wait_until(lambda: bool(events))
    finally:
        listener.shutdown()  # type: ignore[union-attr]

    assert int(answer.Status) == 0
    assert roles == [True]
    ((kind, information),) = events
    assert kind == 2
    assert information.TransactionUID == "1.2.4"
    assert information.FailedSOPSequence[0].FailureReason == 0x0112
