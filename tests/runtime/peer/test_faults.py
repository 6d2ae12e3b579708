"""Every class of faulty message is answered as the standard says, and told of."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import UID
from pynetdicom import evt
from pynetdicom.dimse_primitives import C_STORE, N_ACTION
from pynetdicom.dsutils import encode
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    StudyRootQueryRetrieveInformationModelGet as StudyRootGet,
)

from iodize import example

from .requests import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    MPPS,
    MPPS_RETRIEVE,
    UPS_PULL,
    UPS_PUSH,
    WORKLIST,
    change_state,
    commitment,
    dataset,
    step_completed,
    step_in_progress,
    workitem,
)
from .running_peer import RunningPeer, running, send

MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4"


def encoded(dataset: Dataset, syntax: UID) -> bytes:
    """Return a data set as it is sent."""
    data = encode(dataset, syntax.is_implicit_VR, syntax.is_little_endian)
    assert data is not None
    return data


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[RunningPeer]:
    with running(
        tmp_path / "data", "storage", "worklist", "mpps", "commit", "ups"
    ) as peer:
        yield peer


def test_what_is_right_has_no_findings(peer: RunningPeer) -> None:
    with peer.association(MPPS) as association:
        created, _ = association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        ended, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert (created.Status, ended.Status) == (0, 0)
    assert peer.codes("N-CREATE-RQ") == peer.codes("N-SET-RQ") == []
    assert peer.run.status == 0


def test_missing_type_1(peer: RunningPeer) -> None:
    """pynetdicom issues 664 and 56: what N-CREATE of a step must contain."""
    step = step_in_progress()
    del step.PerformedProcedureStepID
    del step.ScheduledStepAttributesSequence[0].StudyInstanceUID

    with peer.association(MPPS) as association:
        status, _ = association.send_n_create(step, MPPS, "1.2.3")
        again, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert status.Status == 0x0120  # Missing Attribute
    assert again.Status == 0x0112  # nothing was created
    found = {each.path: each for each in peer.heard.wait("N-CREATE-RQ").findings}
    assert {each.code for each in found.values()} == {"type1-missing"}
    assert set(found) == {
        "PerformedProcedureStepID",
        "ScheduledStepAttributesSequence[0].StudyInstanceUID",
    }
    assert "F.7.2" in found["PerformedProcedureStepID"].reference
    assert peer.run.status == 1


def test_missing_type_2(peer: RunningPeer) -> None:
    """fo-dicom-samples, pull request 62: steps without their type 2 attributes."""
    step = step_in_progress()
    del step.PatientBirthDate
    del step.PerformedStationName

    with peer.association(MPPS) as association:
        status, _ = association.send_n_create(step, MPPS, "1.2.3")

    assert status.Status == 0x0120
    assert peer.codes("N-CREATE-RQ") == ["type2-missing"] * 2
    assert "empty" in peer.heard.wait("N-CREATE-RQ").findings[0].suggestion


def test_empty_type_1(peer: RunningPeer) -> None:
    with peer.association(MPPS) as association:
        status, _ = association.send_n_create(
            step_in_progress(PerformedProcedureStepID=""), MPPS, "1.2.3"
        )

    assert status.Status == 0x0121  # Missing Attribute Value
    assert peer.codes("N-CREATE-RQ") == ["type1-empty"]


def test_attribute_not_allowed(peer: RunningPeer) -> None:
    with peer.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        status, _ = association.send_n_set(
            step_completed(PatientName="Doe^Sam"), MPPS, "1.2.3"
        )

    assert status.Status == 0x0105  # No such Attribute
    assert peer.codes("N-SET-RQ") == ["attribute-not-allowed"]
    assert peer.heard.wait("N-SET-RQ").findings[0].keyword == "PatientName"


def test_a_step_is_created_in_progress(peer: RunningPeer) -> None:
    with peer.association(MPPS) as association:
        status, _ = association.send_n_create(
            step_in_progress(PerformedProcedureStepStatus="COMPLETED"), MPPS, "1.2.3"
        )

    assert status.Status == 0x0106  # Invalid Attribute Value
    assert "state-initial" in peer.codes("N-CREATE-RQ")


def test_a_step_that_has_ended_is_not_changed(peer: RunningPeer) -> None:
    with peer.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        association.send_n_set(step_completed(), MPPS, "1.2.3")
        status, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert (status.Status, status.ErrorID) == (0x0110, 0xA710)
    assert peer.codes("N-SET-RQ", 2) == ["state-final"]


def test_a_step_ends_with_what_a_final_state_needs(peer: RunningPeer) -> None:
    with peer.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        status, _ = association.send_n_set(
            step_completed(PerformedSeriesSequence=[]), MPPS, "1.2.3"
        )
        again, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert status.Status == 0x0121
    assert again.Status == 0  # it was not ended by the first one
    assert "PerformedSeriesSequence" in [
        each.keyword for each in peer.heard.wait("N-SET-RQ").findings
    ]


@pytest.mark.parametrize(
    ("states", "status", "code"),
    [
        (["COMPLETED"], 0xC310, "state-transition"),
        (["SCHEDULED"], 0xC303, "state-transition"),
        (["IN PROGRESS", "IN PROGRESS"], 0xC302, "state-transition"),
        (["IN PROGRESS", "CANCELED", "COMPLETED"], 0xC300, "state-final"),
        (["IN PROGRESS", "COMPLETED"], 0xC304, "type1c-empty"),
    ],
)
def test_wrong_transitions_of_a_workitem(
    peer: RunningPeer, states: list[str], status: int, code: str
) -> None:
    """PS3.4 Table CC.1.1-2."""
    progress = dataset(
        ProcedureStepDiscontinuationReasonCodeSequence=[
            dataset(
                CodeValue="110513",
                CodingSchemeDesignator="DCM",
                CodeMeaning="Discontinued for unspecified reason",
            )
        ],
    )
    with peer.association(UPS_PUSH, UPS_PULL) as association:
        association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
        for state in states:
            if state == "CANCELED":
                association.send_n_set(
                    dataset(
                        TransactionUID="1.2.3.77",
                        ProcedureStepProgressInformationSequence=[progress],
                    ),
                    UPS_PUSH,
                    "1.2.3",
                    meta_uid=UPS_PULL,
                )
            answer, _ = association.send_n_action(
                change_state(state), 1, UPS_PUSH, "1.2.3", meta_uid=UPS_PULL
            )

    assert answer.Status == status, f"{answer.Status:04X}"
    assert code in peer.codes("N-ACTION-RQ", len(states))


def test_the_lock_of_a_workitem_is_not_guessed(peer: RunningPeer) -> None:
    with peer.association(UPS_PUSH, UPS_PULL) as association:
        association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
        for uid in ("1.2.3.77", "1.2.3.78"):
            answer, _ = association.send_n_action(
                change_state("IN PROGRESS", uid),
                1,
                UPS_PUSH,
                "1.2.3",
                meta_uid=UPS_PULL,
            )
        _, got = association.send_n_get([], UPS_PUSH, "1.2.3", meta_uid=UPS_PULL)

    assert answer.Status == 0xC301
    assert peer.codes("N-ACTION-RQ", 2) == ["transaction-uid"]
    assert "TransactionUID" not in got


def test_unknown_instance(peer: RunningPeer) -> None:
    with peer.association(MPPS, MPPS_RETRIEVE, UPS_PULL) as association:
        step, _ = association.send_n_set(step_completed(), MPPS, "1.9")
        got, _ = association.send_n_get([], MPPS_RETRIEVE, "1.9")
        item, _ = association.send_n_get([], UPS_PUSH, "1.9", meta_uid=UPS_PULL)

    assert (step.Status, got.Status, item.Status) == (0x0112, 0x0112, 0xC307)
    assert "instance-unknown" in peer.codes("N-SET-RQ")
    assert peer.codes("N-GET-RQ", 2) == ["instance-unknown"]


def test_duplicate_instance(peer: RunningPeer) -> None:
    with peer.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        status, _ = association.send_n_create(step_in_progress(), MPPS, "1.2.3")

    assert status.Status == 0x0111
    assert peer.codes("N-CREATE-RQ", 2) == ["state-transition"]


def test_unknown_action(peer: RunningPeer) -> None:
    with peer.association(COMMITMENT) as association:
        status, _ = association.send_n_action(
            commitment((CT_IMAGE, "1.2.3")), 99, COMMITMENT, COMMITMENT_INSTANCE
        )

    assert status.Status == 0x0123  # No such Action Type
    assert peer.codes("N-ACTION-RQ") == ["action-unknown"]


def test_operation_that_the_sop_class_lacks(peer: RunningPeer) -> None:
    with peer.association(MPPS) as association:
        status, _ = association.send_n_get([], MPPS, "1.2.3")

    assert status.Status == 0x0211  # Unrecognized Operation
    assert peer.codes("N-GET-RQ") == ["operation-unknown"]


def test_wrong_sop_class_for_the_context(peer: RunningPeer) -> None:
    """A C-STORE, and an N-ACTION, on the context of another SOP class."""
    scan = example.build("CTImage")
    with peer.association(CT_IMAGE, MPPS) as association:
        contexts = {
            each.abstract_syntax: each for each in association.accepted_contexts
        }
        store = C_STORE()
        store.MessageID, store.Priority = 1, 2
        store.AffectedSOPClassUID = MR_IMAGE
        store.AffectedSOPInstanceUID = scan.SOPInstanceUID
        syntax = contexts[CT_IMAGE].transfer_syntax[0]
        store.DataSet = BytesIO(encoded(scan, syntax))
        stored = send(association, store, contexts[CT_IMAGE].context_id)

        action = N_ACTION()
        action.MessageID, action.ActionTypeID = 2, 1
        action.RequestedSOPClassUID = COMMITMENT
        action.RequestedSOPInstanceUID = COMMITMENT_INSTANCE
        acted = send(association, action, contexts[MPPS].context_id)

    assert stored.Status == 0x0122  # SOP Class not supported
    assert acted.Status == 0x0118  # No such SOP Class
    assert "command-sop-class" in peer.codes("C-STORE-RQ")
    assert "command-sop-class" in peer.codes("N-ACTION-RQ")
    assert not list((peer.run.peer.places.objects).rglob("*.dcm"))


def test_wrong_status(peer: RunningPeer) -> None:
    """The other side answers a report of an event with a status of N-SET."""

    def answer(event: evt.Event) -> tuple[int, Dataset]:
        return 0x0105, Dataset()

    with peer.association(
        COMMITMENT,
        provides=(),
        handlers=[(evt.EVT_N_EVENT_REPORT, answer)],
    ) as association:
        association.send_n_action(
            commitment((CT_IMAGE, "1.2.3")), 1, COMMITMENT, COMMITMENT_INSTANCE
        )
        message = peer.heard.wait("N-EVENT-REPORT-RSP")

    assert [each.code for each in message.findings] == ["status-unknown"]
    assert peer.run.status == 1


def test_wrong_status_of_who_is_sent_objects(tmp_path: Path) -> None:
    """C-GET: the other side answers a C-STORE with a status of N-SET."""
    scan = example.build("CTImage")
    query = dataset(QueryRetrieveLevel="STUDY", StudyInstanceUID=scan.StudyInstanceUID)
    with running(tmp_path / "data", "storage", "qr") as peer:
        with peer.association(
            CT_IMAGE,
            StudyRootGet,
            provides=(CT_IMAGE,),
            handlers=[(evt.EVT_C_STORE, lambda event: 0x0105)],
        ) as association:
            association.send_c_store(scan)
            *_, (last, _) = association.send_c_get(query, StudyRootGet)

        assert last.Status == 0xA702
        assert peer.codes("C-STORE-RSP") == ["status-unknown"]


def test_objects_that_are_not_what_their_message_says(peer: RunningPeer) -> None:
    scan = example.build("CTImage")
    with peer.association(CT_IMAGE) as association:
        contexts = association.accepted_contexts
        store = C_STORE()
        store.MessageID, store.Priority = 1, 2
        store.AffectedSOPClassUID = CT_IMAGE
        store.AffectedSOPInstanceUID = "1.2.3"  # another one
        syntax = contexts[0].transfer_syntax[0]
        store.DataSet = BytesIO(encoded(scan, syntax))
        stored = send(association, store, contexts[0].context_id)

    assert stored.Status == 0xA900
    assert "store-mismatch" in peer.codes("C-STORE-RQ")


def test_objects_are_validated(peer: RunningPeer) -> None:
    scan = example.build("CTImage")
    del scan.Rows
    with peer.association(CT_IMAGE) as association:
        status = association.send_c_store(scan)

    assert status.Status == 0  # it is stored all the same
    assert "type1-missing" in peer.codes("C-STORE-RQ")


def test_a_worklist_query_with_a_wrong_key(peer: RunningPeer) -> None:
    with peer.association(WORKLIST) as association:
        query = dataset(
            PatientName="*",
            ScheduledProcedureStepSequence=[dataset(Modality="CT"), dataset()],
        )
        list(association.send_c_find(query, WORKLIST))

    assert "key-items" in peer.codes("C-FIND-RQ")


def test_a_lenient_peer_only_tells(tmp_path: Path) -> None:
    step = step_in_progress()
    del step.PerformedProcedureStepID

    with (
        running(tmp_path / "data", "mpps", lenient=True) as peer,
        peer.association(MPPS) as association,
    ):
        status, _ = association.send_n_create(step, MPPS, "1.2.3")
        assert peer.codes("N-CREATE-RQ") == ["type1-missing"]

    assert status.Status == 0


def test_a_lenient_peer_ends_a_step_that_lacks_something(tmp_path: Path) -> None:
    """PS3.4 F.7.2.2.2 asks the SCU, and no SCP to refuse."""
    with (
        running(tmp_path / "data", "mpps", lenient=True) as peer,
        peer.association(MPPS) as association,
    ):
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        without = step_completed(PerformedSeriesSequence=[])
        status, _ = association.send_n_set(without, MPPS, "1.2.3")
        again, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")
        found = peer.codes("N-SET-RQ")

    assert (status.Status, again.Status) == (0, 0x0110)
    assert found == ["type1-empty"]


def test_what_is_set_was_created(peer: RunningPeer) -> None:
    """PS3.4 F.7.2.2.2: told, and done nevertheless."""
    with peer.association(MPPS) as association:
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        change = dataset(PerformedProcedureStepDiscontinuationReasonCodeSequence=[])
        status, _ = association.send_n_set(change, MPPS, "1.2.3")

    assert status.Status == 0
    assert peer.codes("N-SET-RQ") == ["attribute-not-created"]


@pytest.mark.parametrize(
    ("options", "who", "help_"),
    [
        ({"allowed_ae": ["CT2"]}, "CT1", "--allow-ae"),
        ({"allowed_addresses": ["10.0.0.0/8"]}, "?", "--allow"),
    ],
)
def test_who_is_not_let_in_is_told_of(
    tmp_path: Path, options: dict[str, list[str]], who: str, help_: str
) -> None:
    """Live and in the report: else a system that calls in vain leaves no trace."""
    with running(tmp_path / "data", "mpps", **options) as peer:
        refused = pytest.raises(AssertionError, match="no association")
        with refused, peer.association(MPPS):
            pass
        message = peer.heard.wait("A-ASSOCIATE-RQ")
    (file,) = peer.run.journal.report("2023a").files

    assert (message.visit.calling_ae, message.visit.address) == (who, "127.0.0.1")
    assert [each.code for each in file.findings] == ["association-rejected"]
    assert help_ in file.findings[0].suggestion
