"""The other tools among each other; a failure here is not caused by iodize."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom import dcmread

from .messages import dataset
from .objects import CT, sample, worklist_item, write_worklist
from .systems import ctn as ctn_programs
from .systems import dcmjs as dcmjs_scripts
from .systems import dcmtk as dcmtk_programs
from .systems import pynetdicom_apps as apps
from .systems.orthanc import OTHER, TITLE, Orthanc
from .systems.processes import Server, wait_until

Folder = Callable[[str], Path]
STUDY = ("-S", "-k", "QueryRetrieveLevel=STUDY")

pytestmark = pytest.mark.usefixtures("dcmtk")


def test_dcmtk_stores_finds_moves_and_gets(folder: Folder) -> None:
    ct = sample(CT)
    moved, gotten, answers = folder("moved"), folder("gotten"), folder("answers")
    study = (*STUDY, "-k", f"StudyInstanceUID={ct.dataset.StudyInstanceUID}")
    with (
        dcmtk_programs.storescp(moved) as store,
        dcmtk_programs.dcmqrscp(folder("qr"), movers={"DEST": store.port}) as archive,
    ):
        to = dcmtk_programs.ARCHIVE
        sent = dcmtk_programs.client(
            "storescu", archive.port, files=[ct.path], called=to
        )
        _, found = dcmtk_programs.find(archive.port, answers, *study, called=to)
        dcmtk_programs.client(
            "movescu", archive.port, "-aem", "DEST", *study, called=to
        )
        dcmtk_programs.client("getscu", archive.port, "-od", gotten, *study, called=to)

    assert sent.status == 0
    assert [answer.RetrieveAETitle for answer in found] == ["ARCHIVE"]
    for place in (moved, gotten):
        (arrived,) = (dcmread(path) for path in place.glob("CT.*"))
        assert arrived.PixelData == ct.dataset.PixelData


def test_wlmscpfs_answers_findscu_and_ctn(folder: Folder, ctn: None) -> None:
    place = folder("worklists")
    ris = place / dcmtk_programs.WORKLIST
    ris.mkdir()
    write_worklist(ris, worklist_item(1), worklist_item(2, modality="MR"))
    answers = folder("answers")
    with dcmtk_programs.wlmscpfs(place) as server:
        done, found = dcmtk_programs.find(
            server.port,
            answers,
            *("-W", "-k", "PatientID"),
            *("-k", "ScheduledProcedureStepSequence[0].Modality=MR"),
            called=dcmtk_programs.WORKLIST,
        )
        foreign = ctn_programs.worklist(
            server.port,
            dataset({"PatientID": "P1", "PatientName": ""}),
            folder("ctn"),
            called=dcmtk_programs.WORKLIST,
        )

    assert done.status == 0
    assert [item.PatientID for item in found] == ["P2"]
    assert "Number1" in foreign.text
    assert "Number2" not in foreign.text


def test_orthanc_stores_and_answers(folder: Folder, orthanc: Orthanc) -> None:
    ct = sample(CT)
    write_worklist(orthanc.worklists, worklist_item(1))
    received, items = folder("received"), folder("items")
    with dcmtk_programs.storescp(received) as store:
        orthanc.introduce(dcmtk_programs.STORAGE, store.port)
        dcmtk_programs.client("storescu", orthanc.port, files=[ct.path], called=TITLE)
        (instance,) = orthanc.request("instances")
        orthanc.request(f"modalities/{OTHER}/store", instance)
        _, found = dcmtk_programs.find(
            orthanc.port, items, "-W", "-k", "PatientID", called=TITLE
        )

    (arrived,) = (dcmread(path) for path in received.glob("CT.*"))
    assert arrived.PixelData == ct.dataset.PixelData
    assert [item.PatientID for item in found] == ["P1"]


def test_ctn_echoes_and_stores(
    folder: Folder, simple_storage: tuple[Server, Path]
) -> None:
    server, place = simple_storage
    ct = sample(CT)
    assert "Successful operation" in ctn_programs.echo(server.port).text
    assert "Successful operation" in ctn_programs.send(server.port, ct.path).text
    dcmtk_programs.client("storescu", server.port, files=[sample("rtplan.dcm").path])

    assert wait_until(lambda: len([*place.rglob("1.*")]) == 2), server.text()


def test_dcmjs_answers_itself(folder: Folder, recorder: dcmjs_scripts.Recorder) -> None:
    mpps = "1.2.840.10008.3.1.2.3.3"
    created, changed = dcmjs_scripts.send(
        recorder.port,
        folder("client"),
        dcmjs_scripts.request("NCreate", mpps, "1.2.3", dataset={"PatientID": "1"}),
        dcmjs_scripts.request("NSet", mpps, "1.2.3", dataset={"PatientID": "2"}),
    )

    assert (created.status, changed.status) == (0, 0)
    assert [message.kind for message in recorder.messages()] == ["nCreate", "nSet"]


def test_pynetdicom_stores_finds_and_moves(folder: Folder) -> None:
    ct = sample(CT)
    moved = folder("moved")
    study = (*STUDY, "-k", f"StudyInstanceUID={ct.dataset.StudyInstanceUID}")
    with (
        apps.storescp(moved) as store,
        apps.qrscp(folder("qr"), movers={"DEST": store.port}) as archive,
    ):
        sent = apps.client("storescu", archive.port, files=[ct.path])
        done = apps.client("movescu", archive.port, "-aem", "DEST", *study)

    assert sent.status == 0
    assert done.status == 0
    assert len([*moved.glob("CT.*")]) == 1, done.text
