"""The commands as a user types them, against the servers of DCMTK."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydicom import dcmread

from iodize.cli import cli

from . import dcmtk as dcmtk_programs
from .files import elements, held
from .objects import instances, worklist_item, write_worklist
from .processes import HOST

Folder = Callable[[str], Path]

pytestmark = pytest.mark.usefixtures("dcmtk")


def run(command: str, port: int, *arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, [command, HOST, str(port), *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result


def test_an_archive_is_filled_queried_and_emptied(folder: Folder) -> None:
    sent = instances(folder("sent"))
    moved, gotten = folder("moved"), folder("gotten")
    called = ("--called", dcmtk_programs.ARCHIVE)
    study = f"StudyInstanceUID={dcmread(sent[0]).StudyInstanceUID}"
    with (
        dcmtk_programs.storescp(moved) as store,
        dcmtk_programs.dcmqrscp(folder("qr"), movers={"DEST": store.port}) as archive,
    ):
        run("echo", archive.port, *called)
        stored = run("store", archive.port, sent[0].parent, *called)
        found = run("find", archive.port, "PatientName", study, *called)
        images = run(
            "find",
            archive.port,
            *("--root", "patient", "--level", "IMAGE", "--check", "warn"),
            *("--json", "PatientID=INTEROP", study),
            f"SeriesInstanceUID={dcmread(sent[0]).SeriesInstanceUID}",
            *called,
        )
        run("move", archive.port, "--to", "DEST", study, *called)
        run("get", archive.port, "--out", gotten, study, *called)

    assert f"{len(sent)} of {len(sent)} instances stored" in stored.output
    assert "INTEROP" in found.output
    lines = [line for line in images.output.splitlines() if line.startswith("{")]
    uids = {json.loads(line)["00080018"]["Value"][0] for line in lines}
    assert uids <= {str(dcmread(path).SOPInstanceUID) for path in sent}
    assert uids
    for path in sent:
        one = dcmread(path)
        for place in (moved, gotten):
            assert elements(dcmread(held(place, one.SOPInstanceUID))) == elements(one)


def test_a_worklist_is_asked_by_what_is_nested(folder: Folder) -> None:
    place = folder("worklists")
    (place / dcmtk_programs.WORKLIST).mkdir()
    write_worklist(
        place / dcmtk_programs.WORKLIST,
        worklist_item(1),
        worklist_item(2, modality="MR"),
    )
    with dcmtk_programs.wlmscpfs(place, "-csk") as ris:
        listed = run(
            "worklist", ris.port, "Modality=MR", "--called", dcmtk_programs.WORKLIST
        )
    assert "P2" in listed.output
    assert "P1" not in listed.output
    assert "1 item" in listed.output
