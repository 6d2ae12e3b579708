"""Retired print classes, and the pull model of storage commitment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iodize import example
from iodize.emulator.printer.faults import FAULTS
from iodize.network import FailedStatusError, connect
from iodize.services import (
    BasicFilmBox,
    BasicFilmSession,
    BasicPrintImageOverlayBox,
    ImageOverlayBox,
    PrintQueueManagement,
    PullPrintRequest,
    PullStoredPrintManagement,
    ReferencedGrayscalePrintManagement,
    ReferencedImageBox,
    StorageCommitmentPullModel,
    VOILUTBox,
)

from ...running import RunningEmulator, running
from .receiver import receiver


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "print") as server:
        yield server


@pytest.mark.parametrize(
    ("sop_class", "changes"),
    [
        (VOILUTBox, {"WindowCenter": [40], "WindowWidth": [400]}),
        (ImageOverlayBox, {"OverlaySmoothingType": "NONE"}),
        (BasicPrintImageOverlayBox, {"OverlayForegroundDensity": "WHITE"}),
    ],
)
def test_box_is_created_changed_and_deleted(
    server: RunningEmulator, sop_class: Any, changes: dict[str, object]
) -> None:
    with connect("127.0.0.1", server.port, [sop_class]) as scu:
        scu.create(sop_class.Create.example(), "1.2.3")
        scu.set(sop_class.Set(**changes), "1.2.3")
        scu.delete(sop_class.Delete(), "1.2.3")
        with pytest.raises(FailedStatusError, match="0112"):
            scu.delete(sop_class.Delete(), "1.2.3")

    assert server.codes("N-CREATE-RQ") == []
    assert server.codes("N-DELETE-RQ", 2) == ["instance-unknown"]


def test_film_of_the_referenced_meta_class_has_referenced_image_boxes(
    server: RunningEmulator,
) -> None:
    services = [ReferencedGrayscalePrintManagement]
    with connect("127.0.0.1", server.port, services) as scu:
        scu.create(BasicFilmSession.Create(), "1.2.1")
        request = BasicFilmBox.Create.example()
        request.ImageDisplayFormat = r"STANDARD\1,1"
        request.ReferencedFilmSessionSequence[0].ReferencedSOPInstanceUID = "1.2.1"
        film = scu.create(request, "1.2.2")
        (box,) = film.ReferencedImageBoxSequence or []
        scu.set(
            ReferencedImageBox.Set(ImageBoxPosition=1), box.ReferencedSOPInstanceUID
        )

    assert box.ReferencedSOPClassUID == ReferencedImageBox.uid


def queued(scu: Any, owner: str) -> None:
    """Create a print job of an owner."""
    scu.create(BasicFilmSession.Create(OwnerID=owner), "1.2.1")
    request = BasicFilmBox.Create.example()
    request.ImageDisplayFormat = r"STANDARD\1,1"
    request.ReferencedFilmSessionSequence[0].ReferencedSOPInstanceUID = "1.2.1"
    scu.create(request, "1.2.2")
    scu.action(BasicFilmBox.Print(), "1.2.2")


def test_owner_can_prefer_and_delete_a_waiting_job(tmp_path: Path) -> None:
    fault = next(each for each in FAULTS.values() if each.holds_jobs)
    services = [*(ReferencedGrayscalePrintManagement, PrintQueueManagement)]
    with (
        running(tmp_path / "data", "print", fault=fault) as server,
        connect("127.0.0.1", server.port, services) as scu,
    ):
        queued(scu, "Ward 3")
        queue = scu.get(PrintQueueManagement.Get())
        (job,) = queue.PrintJobDescriptionSequence or []
        number = str(job.PrintJobID)
        act = PrintQueueManagement
        with pytest.raises(FailedStatusError, match="C652"):
            scu.action(_of(act.DeleteJob(OwnerID="Ward 4"), number))
        scu.action(_of(act.PrioritizeJob(OwnerID="Ward 3"), number))
        jobs = scu.get(PrintQueueManagement.Get()).PrintJobDescriptionSequence
        (preferred,) = jobs or []
        scu.action(_of(act.DeleteJob(OwnerID="Ward 3"), number))
        empty = scu.get(PrintQueueManagement.Get())

    assert queue.QueueStatus == "HALTED"
    assert (job.OwnerID, job.ExecutionStatus) == ("Ward 3", "PENDING")
    assert preferred.PrintPriority == "HIGH"
    assert not empty.PrintJobDescriptionSequence


def _of(request: Any, job: str) -> Any:
    """Add the Print Job ID, which no source lists for the action."""
    attributes = request.to_dataset()
    attributes.PrintJobID = job
    return type(request).from_dataset(attributes)


def test_pull_print_request_names_prints_that_are_not_stored(
    server: RunningEmulator,
) -> None:
    with connect("127.0.0.1", server.port, [PullStoredPrintManagement]) as scu:
        made = scu.create(PullPrintRequest.Create.example())
        scu.action(PullPrintRequest.Print(), made.sop_instance_uid)
        scu.delete(PullPrintRequest.Delete(), made.sop_instance_uid)

    assert "reference-not-stored" in server.codes("N-CREATE-RQ")


def test_pull_model_of_storage_commitment_reports_the_result(tmp_path: Path) -> None:
    scan = example.build("CTImage")
    pull = StorageCommitmentPullModel
    with (
        receiver(pull) as (reports, address),
        running(tmp_path / "data", "storage", "commit", addresses=[address]) as server,
    ):
        with server.association(scan.SOPClassUID) as association:
            association.send_c_store(scan)
        with connect(
            "127.0.0.1", server.port, [pull], calling_ae=address.ae
        ) as association:
            request = pull.RequestStorageCommitment.example().to_dataset()
            item, *_ = request.ReferencedSOPSequence
            item.ReferencedSOPClassUID = scan.SOPClassUID
            item.ReferencedSOPInstanceUID = scan.SOPInstanceUID
            request.ReferencedSOPSequence = [item]
            association.action(pull.RequestStorageCommitment.from_dataset(request))
        event, uid, information = reports.wait()

    assert (event, uid) == (1, pull.instance_uid)
    assert information.ReferencedSOPSequence[0].ReferencedSOPInstanceUID == (
        scan.SOPInstanceUID
    )
