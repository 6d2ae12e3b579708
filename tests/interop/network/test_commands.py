"""The commands with other tools: the workflow of a modality."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydicom import dcmread

from iodize.cli import cli

from .files import elements, held
from .objects import CT, instances, sample, worklist_item, write_worklist
from .systems import dcmjs as dcmjs_scripts
from .systems import dcmtk as dcmtk_programs
from .systems.orthanc import TITLE, Orthanc
from .systems.processes import HOST, free_port

Folder = Callable[[str], Path]

pytestmark = pytest.mark.usefixtures("dcmtk")


def run(command: str, port: int, *arguments: str | Path) -> Result:
    """Run a command of iodize with a port of this host; it must succeed."""
    done = CliRunner().invoke(
        cli, [*command.split(), HOST, str(port), *map(str, arguments)]
    )
    assert done.exit_code == 0, done.output
    return done


def test_step_is_performed_from_the_worklist_to_its_completion(
    folder: Folder, recorder: dcmjs_scripts.Recorder
) -> None:
    """Scheduled by DCMTK's RIS, reported to dcmjs-dimse."""
    place = folder("worklists")
    (place / dcmtk_programs.WORKLIST).mkdir()
    write_worklist(
        place / dcmtk_programs.WORKLIST,
        worklist_item(1),
        worklist_item(2, modality="MR"),
    )
    with dcmtk_programs.wlmscpfs(place, "-csk") as ris:
        asked = ("--called", dcmtk_programs.WORKLIST, "--json", "Modality=MR")
        found = run("worklist", ris.port, *asked).stdout
    (line,) = (line for line in found.splitlines() if line.startswith("{"))
    item = folder("item") / "item.json"
    item.write_text(line, "utf-8")
    images = instances(folder("images"))

    started = run("mpps start", recorder.port, "--from", item)
    uid = started.stdout.split()[-1]
    run("mpps complete", recorder.port, uid, "--images", images[0].parent)

    created, completed = recorder.messages()
    assert created.command["AffectedSOPInstanceUID"] == uid
    assert created.dataset is not None
    (step,) = created.dataset["ScheduledStepAttributesSequence"]
    assert step["ScheduledProcedureStepID"] == "SPS2"
    assert step["StudyInstanceUID"] == "1.2.3.4.2"
    assert completed.command["RequestedSOPInstanceUID"] == uid
    assert completed.dataset is not None
    assert completed.dataset["PerformedProcedureStepStatus"] == "COMPLETED"
    assert len(completed.dataset["PerformedSeriesSequence"]) == 2


def test_images_are_stored_and_committed(folder: Folder, orthanc: Orthanc) -> None:
    """Orthanc reports the commitment on another association."""
    images = instances(folder("images"))
    port = free_port()
    orthanc.introduce("IODIZE", port)
    run("echo", orthanc.port, "--called", TITLE)
    run("store", orthanc.port, "--called", TITLE, images[0].parent)
    run(
        "commit",
        orthanc.port,
        *("--called", TITLE, "--listen", str(port), "--wait", "20"),
        images[0].parent,
    )

    assert len(orthanc.instances()) == len(images)


def test_all_files_below_a_folder_are_sent(folder: Folder) -> None:
    """Including compressed and deflated objects, each in its transfer syntax."""
    place = folder("store")
    names = (CT, "MR_small_RLE.dcm", "image_dfl.dcm", "SC_rgb_jpeg_dcmtk.dcm")
    sent = folder("sent")
    for name in names:
        (sent / name).symlink_to(sample(name).path)
    with dcmtk_programs.storescp(place, "+xa") as store:
        run("store", store.port, sent)

    for name in names:
        one = sample(name)
        arrived = dcmread(held(place, one.uid))
        assert arrived.file_meta.TransferSyntaxUID == one.syntax
        assert elements(arrived) == elements(one.dataset)


def test_study_is_found_and_retrieved(folder: Folder) -> None:
    """In DCMTK's archive, with C-FIND, C-GET, and C-MOVE to DCMTK's storage SCP."""
    images = instances(folder("images"))
    study = str(dcmread(images[0]).StudyInstanceUID)
    gotten, moved = folder("gotten"), folder("moved")
    to = ("--called", dcmtk_programs.ARCHIVE)
    with (
        dcmtk_programs.storescp(moved) as store,
        dcmtk_programs.dcmqrscp(folder("qr"), movers={"DEST": store.port}) as archive,
    ):
        run("store", archive.port, *to, images[0].parent)
        found = run("find", archive.port, *to, "--json", "PatientID=INTEROP")
        get = ("--out", gotten, "--storage", "CTImageStorage")
        run("get", archive.port, *to, *get, f"StudyInstanceUID={study}")
        run("move", archive.port, *to, "--to", "DEST", f"StudyInstanceUID={study}")

    (line,) = (line for line in found.stdout.splitlines() if line.startswith("{"))
    assert json.loads(line)["0020000D"]["Value"] == [study]
    for path in images:
        one = dcmread(path)
        for place in (gotten, moved):
            arrived = dcmread(held(place, str(one.SOPInstanceUID)))
            assert elements(arrived) == elements(one)
