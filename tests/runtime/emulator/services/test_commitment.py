"""Storage Commitment: PS3.4 Annex J."""

from __future__ import annotations

from pathlib import Path

from pynetdicom import evt

from iodize import example
from iodize.emulator.emulator import Emulator
from iodize.emulator.services.commitment import (
    FAILURES_EXIST,
    SUCCESSFUL,
    StorageCommitment,
)
from iodize.emulator.services.services import providers
from iodize.statuses import CLASS_INSTANCE_CONFLICT, NO_SUCH_SOP_INSTANCE

from ..calls import call, codes
from ..requests import COMMITMENT, COMMITMENT_INSTANCE, CT_IMAGE, commitment
from ..running import running
from ..station import Station, station


def test_system_without_address_is_responseed_on_its_association(
    tmp_path: Path,
) -> None:
    scu = Station()
    scan = example.build("CTImage")
    with (
        running(tmp_path / "data", "storage", "commit") as server,
        server.association(
            CT_IMAGE, COMMITMENT, handlers=[(evt.EVT_N_EVENT_REPORT, scu.report)]
        ) as association,
    ):
        association.send_c_store(scan)
        status, _ = association.send_n_action(
            commitment((CT_IMAGE, scan.SOPInstanceUID), (CT_IMAGE, "1.2.3")),
            1,
            COMMITMENT,
            COMMITMENT_INSTANCE,
        )
        ((event, uid, information),) = scu.wait(1)
        response = server.listener.wait("N-EVENT-REPORT-RSP")

    assert status.Status == 0
    assert (response.association.number, response.association.outgoing) == (1, False)
    assert (event, uid) == (2, COMMITMENT_INSTANCE)
    (committed,) = information.ReferencedSOPSequence
    (failed,) = information.FailedSOPSequence
    assert committed.ReferencedSOPInstanceUID == scan.SOPInstanceUID
    assert (failed.ReferencedSOPInstanceUID, failed.FailureReason) == (
        "1.2.3",
        NO_SUCH_SOP_INSTANCE.number,
    )
    assert "reference-not-stored" in server.codes("N-ACTION-RQ")


def test_system_with_address_is_responseed_on_a_new_association(tmp_path: Path) -> None:
    """The emulator is the requestor, as the SCP: pynetdicom issue 617."""
    scan = example.build("CTImage")
    with (
        station(COMMITMENT) as (scu, address),
        running(tmp_path / "data", "storage", "commit", addresses=[address]) as server,
    ):
        with server.association(
            CT_IMAGE, COMMITMENT, calling_ae="STATION"
        ) as association:
            association.send_c_store(scan)
            association.send_n_action(
                commitment((CT_IMAGE, scan.SOPInstanceUID)),
                1,
                COMMITMENT,
                COMMITMENT_INSTANCE,
            )
        ((event, _, information),) = scu.wait(1)
        response = server.listener.wait("N-EVENT-REPORT-RSP")

    assert event == 1
    assert information.TransactionUID == "1.2.3.99"
    assert (response.association.number, response.association.outgoing) == (2, True)
    assert (response.status, response.findings) == (0, ())


MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4"


def service(emulator: Emulator) -> StorageCommitment:
    provider, _ = providers(emulator, ["commit"])  # the push and the pull model
    assert isinstance(provider, StorageCommitment)
    return provider


def stored(emulator: Emulator) -> str:
    """Store an object, and return its UID."""
    scan = example.build("CTImage")
    path = emulator.layout.incoming / "received.dcm"
    scan.save_as(path, enforce_file_format=True)
    emulator.archive.store(path, scan, scan.file_meta.TransferSyntaxUID)
    return str(scan.SOPInstanceUID)


def test_stored_instances_are_committed(emulator: Emulator) -> None:
    request = call("N-ACTION", COMMITMENT)
    event, result = service(emulator).outcome(
        commitment((CT_IMAGE, stored(emulator))), request
    )

    assert event == SUCCESSFUL
    assert "FailedSOPSequence" not in result
    assert codes(request) == []


def test_instance_of_another_sop_class_fails(emulator: Emulator) -> None:
    request = call("N-ACTION", COMMITMENT)
    event, result = service(emulator).outcome(
        commitment((MR_IMAGE, stored(emulator))), request
    )

    assert event == FAILURES_EXIST
    (failed,) = result.FailedSOPSequence
    assert failed.FailureReason == CLASS_INSTANCE_CONFLICT.number
    assert codes(request) == ["reference-not-stored"]


def test_instance_with_deleted_file_fails(emulator: Emulator) -> None:
    uid = stored(emulator)
    (entry,) = emulator.archive.entries([uid])
    entry.file.unlink()
    _, result = service(emulator).outcome(
        commitment((CT_IMAGE, uid)), call("N-ACTION", COMMITMENT)
    )

    (failed,) = result.FailedSOPSequence
    assert failed.FailureReason == NO_SUCH_SOP_INSTANCE.number
