"""What people of other projects stumbled over, as it happened on the wire.

Messages of performed steps and worklists pass every tool that does not know the tables;
each of these is sent by a client that does not look at it, and told by the peer.
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

from .heard import Heard
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
from .own_peer import OwnPeer, own_peer
from .processes import HOST, wait_until
from .raw import associated

Folder = Callable[[str], Path]
UID = "1.2.3.4.5"


def create(port: int, elements: dict[str, Any]) -> int:
    """Send N-CREATE of a performed step with a client that checks nothing."""
    with associated(port, MPPS) as association:
        answer, _ = association.send_n_create(dataset(elements), MPPS, UID)
    return int(answer.Status)


def test_a_scheduled_step_is_no_performed_one(peer: OwnPeer) -> None:
    """pynetdicom, issue 664: a performed step made of what a worklist item has.

    N-CREATE wants Scheduled Step Attributes Sequence, the step's own ID and its start.
    """
    status = create(
        peer.port,
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
        assert peer.tells("N-CREATE-RQ", f": {keyword}:", "type1-missing"), keyword


def test_a_step_needs_its_own_class(peer: OwnPeer) -> None:
    """pynetdicom, issue 664: the association was for a class of images."""
    with associated(peer.port, CT_IMAGE) as association:
        answer, _ = association.send_n_create(
            dataset(mpps_create()), MPPS, UID, meta_uid=CT_IMAGE
        )

    assert int(answer.Status) != 0
    assert peer.tells("N-CREATE-RQ", "context")


def test_a_step_is_made_and_completed(peer: OwnPeer) -> None:
    """pynetdicom, issue 56: what the two messages of a performed step hold."""
    with associated(peer.port, MPPS) as association:
        made, _ = association.send_n_create(dataset(mpps_create()), MPPS, UID)
        done, _ = association.send_n_set(dataset(mpps_complete()), MPPS, UID)

    assert (int(made.Status), int(done.Status)) == (0, 0)
    assert peer.findings() == []


@pytest.mark.parametrize(
    "keyword",
    [
        "PerformedProcedureStepEndDate",
        "PerformedProcedureStepEndTime",
        "PerformedSeriesSequence",
    ],
)
def test_completion_needs_its_end_and_its_series(peer: OwnPeer, keyword: str) -> None:
    """pynetdicom, issue 56: the final state asks for more than N-SET does."""
    with associated(peer.port, MPPS) as association:
        made, _ = association.send_n_create(dataset(mpps_create()), MPPS, UID)
        association.send_n_set(dataset(mpps_complete(**{keyword: None})), MPPS, UID)

    assert int(made.Status) == 0
    assert peer.tells("N-SET-RQ", keyword)


@pytest.mark.parametrize(
    "keyword", ["ProcedureCodeSequence", "PerformedSeriesSequence"]
)
def test_a_step_has_its_empty_sequences(peer: OwnPeer, keyword: str) -> None:
    """fo-dicom-samples, pull request 62: sequences of type 2 were left out."""
    status = create(peer.port, mpps_create(**{keyword: None}))

    assert status == 0x0120
    assert peer.tells("N-CREATE-RQ", keyword, "type2-missing")


def test_an_empty_sequence_has_no_empty_item(peer: OwnPeer) -> None:
    """fo-dicom-samples, pull request 62: one item without attributes is not none."""
    step = dict(mpps_create()["ScheduledStepAttributesSequence"][0])
    step["ScheduledProtocolCodeSequence"] = [{}]
    step["ReferencedStudySequence"] = [{}]
    create(
        peer.port,
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
        assert peer.tells("N-CREATE-RQ", path), path


def test_a_series_has_its_protocol_and_its_references(peer: OwnPeer) -> None:
    """fo-dicom-samples, pull request 62: a type 1 value, and a sequence of type 2."""
    series = dict(mpps_complete()["PerformedSeriesSequence"][0])
    series["ProtocolName"] = ""
    del series["ReferencedNonImageCompositeSOPInstanceSequence"]
    with associated(peer.port, MPPS) as association:
        association.send_n_create(dataset(mpps_create()), MPPS, UID)
        association.send_n_set(
            dataset(mpps_complete(PerformedSeriesSequence=[series])), MPPS, UID
        )

    place = "PerformedSeriesSequence[0]"
    assert peer.tells("N-SET-RQ", f"{place}.ProtocolName", "type1-empty")
    assert peer.tells(
        "N-SET-RQ",
        f"{place}.ReferencedNonImageCompositeSOPInstanceSequence",
        "type2-missing",
    )


def test_a_worklist_answer_has_what_was_asked_for() -> None:
    """pynetdicom, issue 909: which keys an answer needs.

    It has the patient, and neither the step with its attributes nor the study.
    """
    answer = dataset({"PatientName": "A^B", "PatientID": "1"})

    def find(event: evt.Event) -> Any:
        yield 0xFF00, answer

    entity = AE(ae_title="RIS")
    entity.add_supported_context(WORKLIST, IMPLICIT)
    heard = Heard()
    server = entity.start_server(
        (HOST, 0), block=False, evt_handlers=[(evt.EVT_C_FIND, find)]
    )
    try:
        with connect(
            HOST,
            server.server_address[1],  # type: ignore[union-attr]
            services=[ModalityWorklist],
            on_findings=heard,
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
        assert any(f": {keyword}: " in line for line in heard), keyword


def test_worklists_have_no_level(peer: OwnPeer) -> None:
    """pynetdicom, issue 909: the server looked at a Query/Retrieve Level."""
    asked = dataset({"QueryRetrieveLevel": "WORKLIST", "PatientID": ""})
    with associated(peer.port, WORKLIST) as association:
        statuses = [
            int(status.Status) for status, _ in association.send_c_find(asked, WORKLIST)
        ]

    assert statuses == [0]
    assert peer.tells("C-FIND-RQ", "QueryRetrieveLevel")


class Committer:
    """pynetdicom as the SCP of storage commitment: it reports on another association."""

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
            as_scp: Whether the role of the SCP is proposed.

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
    """Whether the requestor may be the SCP of what was accepted."""
    return any(bool(context.as_scp) for context in association.accepted_contexts)


class Outcome(StorageCommitmentPushModel.User):
    def __init__(self) -> None:
        self.transactions: list[str] = []

    def storage_commitment_request_successful(self, event: Any, call: Any) -> None:
        self.transactions.append(str(event.TransactionUID))


def test_the_outcome_comes_on_a_new_association() -> None:
    """pynetdicom, issue 617: who asks for the association is its SCP, and says so."""
    committer, outcome, heard = Committer(), Outcome(), Heard()
    other = committer.entity.start_server(
        (HOST, 0), block=False, evt_handlers=[(evt.EVT_N_ACTION, committer.asked)]
    )
    try:
        with serve(0, services=[outcome], on_findings=heard) as own:
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
    assert heard == []


def test_the_peer_reports_as_scp(folder: Folder) -> None:
    """pynetdicom, issue 617: the other way round, to a client that listens."""
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
        with own_peer(folder("peer"), {"FOREIGN": port}) as peer:
            with associated(peer.port, COMMITMENT) as association:
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
