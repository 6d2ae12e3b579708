"""The emulator adds what it receives to the journal, and its data survive."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pynetdicom import evt
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    StudyRootQueryRetrieveInformationModelGet as StudyRootGet,
)

from iodize import example
from iodize.emulator.data.database import FolderInUseError
from iodize.emulator.emulator import Emulator
from iodize.emulator.journal import Journal
from iodize.emulator.outbox import Address
from iodize.emulator.services.classes import event_of
from iodize.services import ModalityPerformedProcedureStepNotification as Notification

from .calls import call
from .requests import (
    COMMITMENT,
    COMMITMENT_INSTANCE,
    CT_IMAGE,
    MPPS,
    UPS_EVENT,
    UPS_PUSH,
    UPS_WATCH,
    commitment,
    dataset,
    step_completed,
    step_in_progress,
    workitem,
)
from .running import RecordingListener, running
from .station import station


def test_wrong_status_of_the_response_to_a_report_is_a_finding(tmp_path: Path) -> None:
    """The response has a status of N-SET."""

    def answer(event: evt.Event) -> tuple[int, Dataset]:
        return 0x0105, Dataset()

    with (
        running(tmp_path / "data", "commit") as server,
        server.association(
            COMMITMENT, handlers=[(evt.EVT_N_EVENT_REPORT, answer)]
        ) as association,
    ):
        association.send_n_action(
            commitment((CT_IMAGE, "1.2.3")), 1, COMMITMENT, COMMITMENT_INSTANCE
        )
        message = server.listener.wait("N-EVENT-REPORT-RSP")

    assert [each.code for each in message.findings] == ["status-unknown"]
    assert server.run.status == 1


def test_wrong_status_of_the_response_to_a_sub_operation_is_a_finding(
    tmp_path: Path,
) -> None:
    """C-GET: the response to a C-STORE has a status of N-SET."""
    scan = example.build("CTImage")
    query = dataset(QueryRetrieveLevel="STUDY", StudyInstanceUID=scan.StudyInstanceUID)
    with running(tmp_path / "data", "storage", "qr") as server:
        with server.association(
            CT_IMAGE,
            StudyRootGet,
            provides=(CT_IMAGE,),
            handlers=[(evt.EVT_C_STORE, lambda event: 0x0105)],
        ) as association:
            association.send_c_store(scan)
            *_, (last, _) = association.send_c_get(query, StudyRootGet)

        assert last.Status == 0xA702
        assert server.codes("C-STORE-RSP") == ["status-unknown"]


def test_data_survive_a_restart(tmp_path: Path) -> None:
    scan = example.build("CTImage")
    with (
        running(tmp_path / "data", "storage", "mpps") as server,
        server.association(CT_IMAGE, MPPS) as association,
    ):
        association.send_c_store(scan)
        association.send_n_create(step_in_progress(), MPPS, "1.2.3")

    with running(tmp_path / "data", "storage", "mpps") as server:
        (entry,) = server.emulator.archive.entries([scan.SOPInstanceUID])
        with server.association(MPPS) as association:
            status, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")

    assert dcmread(entry.file).SOPInstanceUID == scan.SOPInstanceUID
    assert status.Status == 0


def test_folder_has_one_emulator(tmp_path: Path) -> None:
    first = Emulator(tmp_path, Journal())

    with pytest.raises(FolderInUseError, match="another emulator"):
        Emulator(tmp_path, Journal())
    first.close()


def test_subscribers_are_notified_of_a_restart(tmp_path: Path) -> None:
    """PS3.4 CC.2.4.3."""
    with station(UPS_EVENT) as (receiver, address):
        with (
            running(tmp_path / "data", "ups", addresses=[address]) as server,
            server.association(UPS_PUSH, UPS_WATCH) as association,
        ):
            association.send_n_create(workitem(), UPS_PUSH, "1.2.3")
            association.send_n_action(
                dataset(ReceivingAE="STATION", DeletionLock="FALSE"),
                3,
                UPS_PUSH,
                "1.2.3",
                meta_uid=UPS_WATCH,
            )
            receiver.wait(1)
        with running(tmp_path / "data", "ups", addresses=[address]):
            *_, (event, _, information) = receiver.wait(2)

    assert event == 4
    assert information.SCPStatus == "RESTARTED"


def test_broken_worklist_file_is_remarked(tmp_path: Path) -> None:
    listener = RecordingListener()
    emulator = Emulator(tmp_path, Journal(listener))
    (emulator.layout.worklist / "broken.json").write_text("{", "utf-8")

    assert list(emulator.worklist) == []
    emulator.close()
    assert "broken.json" in listener.wait_remark()


def test_incomplete_worklist_item_is_remarked_with_a_hint(tmp_path: Path) -> None:
    listener = RecordingListener()
    emulator = Emulator(tmp_path, Journal(listener))
    item = dataset(PatientID="P1")
    (emulator.layout.worklist / "1.json").write_text(item.to_json(), "utf-8")

    assert len(list(emulator.worklist)) == 1
    emulator.close()
    assert listener.wait_remark().endswith("; complete it; it is served unchanged")


def test_receiver_needs_an_address_or_its_own_association(tmp_path: Path) -> None:
    known = Address("STATION", "127.0.0.1", 1)
    emulator = Emulator(tmp_path, Journal(), addresses=[known])
    request = call("N-ACTION", calling_ae="CT1")

    assert emulator.add_receiver("STATION", request)
    assert emulator.add_receiver("CT1", request)
    assert not emulator.add_receiver("OTHER", request)
    emulator.close()


def test_report_without_an_address_is_remarked(tmp_path: Path) -> None:
    listener = RecordingListener()
    emulator = Emulator(tmp_path, Journal(listener))
    emulator.send("OTHER", Notification, "1.2.3", 1, Dataset())

    assert "--ae OTHER=HOST:PORT" in listener.wait_remark()
    emulator.close()


def test_report_follows_the_response_of_its_request(tmp_path: Path) -> None:
    listener = RecordingListener()
    emulator = Emulator(tmp_path, Journal(listener))
    request = call("N-SET", MPPS)
    request.association.is_established = False  # type: ignore[misc]
    emulator.send("OTHER", Notification, "1.2.3", 1, Dataset(), request)
    assert listener.remarks == []

    emulator.answered(request)

    listener.wait("N-SET-RQ")
    assert "no report" in listener.wait_remark()
    emulator.close()


def test_unknown_event_type_is_an_error() -> None:
    assert event_of(Notification, 1).type_id == 1
    with pytest.raises(LookupError, match="no event type 9"):
        event_of(Notification, 9)
