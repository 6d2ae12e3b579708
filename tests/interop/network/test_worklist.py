"""Modality worklists of other makers, and other makers' modalities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydicom import dcmread

from iodize.network import connect
from iodize.services import ModalityWorklist

from . import ctn as ctn_programs
from . import dcmjs as dcmjs_scripts
from . import dcmtk as dcmtk_programs
from . import orthanc as orthanc_program
from . import pynetdicom_apps as apps
from .heard import Heard
from .messages import WORKLIST, dataset
from .objects import worklist_item, write_worklist
from .own_peer import OwnPeer
from .peers import need
from .processes import HOST

Folder = Callable[[str], Path]


@pytest.fixture(params=["wlmscpfs", "orthanc"])
def ris(request: pytest.FixtureRequest, folder: Folder) -> Iterator[int]:
    """The port of a RIS that has three steps: CT, MR, and CT a day later."""
    place = folder("ris")
    items = (
        worklist_item(1),
        worklist_item(2, modality="MR"),
        worklist_item(3, day="20260103"),
    )
    if request.param == "wlmscpfs":
        need("dcmtk")
        own = place / dcmtk_programs.WORKLIST
        own.mkdir()
        write_worklist(own, *items)
        with dcmtk_programs.wlmscpfs(place, "-csk") as server:
            yield server.port
    else:
        need("orthanc")
        with orthanc_program.orthanc(place) as running:
            write_worklist(running.worklists, *items)
            yield running.port


def query(
    port: int, asked: ModalityWorklist.Query
) -> tuple[list[ModalityWorklist.Answer], Heard]:
    """Return what a RIS answers, and what is wrong with that."""
    heard = Heard()
    with connect(
        HOST,
        port,
        services=[ModalityWorklist],
        called_ae=dcmtk_programs.WORKLIST,
        on_findings=heard,
    ) as association:
        return [*association.find(asked)], heard


Step = ModalityWorklist.Query.ScheduledProcedureStepItem


def patients(answers: list[ModalityWorklist.Answer]) -> list[str]:
    return sorted(str(answer.PatientID) for answer in answers)


def test_everything_is_asked_for(ris: int) -> None:
    answers, heard = query(ris, ModalityWorklist.Query())

    assert patients(answers) == ["P1", "P2", "P3"]
    first = min(answers, key=lambda answer: str(answer.PatientID))
    assert first.ScheduledProcedureStepSequence[0].ScheduledProcedureStepID == "SPS1"
    assert str(first.PatientName) == "Müller^Number1"
    assert heard == []


def test_matching_is_left_to_the_peer(ris: int) -> None:
    by_modality, _ = query(
        ris, ModalityWorklist.Query(ScheduledProcedureStepSequence=Step(Modality="MR"))
    )
    by_day, _ = query(
        ris,
        ModalityWorklist.Query(
            ScheduledProcedureStepSequence=Step(
                ScheduledProcedureStepStartDate="20260103-"
            )
        ),
    )
    by_patient, _ = query(ris, ModalityWorklist.Query(PatientID="P1"))

    assert patients(by_modality) == ["P2"]
    assert patients(by_day) == ["P3"]
    assert patients(by_patient) == ["P1"]


def test_a_name_without_its_character_set_is_told(dcmtk: None, folder: Folder) -> None:
    """wlmscpfs keeps the set of its files only with -csk."""
    place = folder("ris")
    (place / dcmtk_programs.WORKLIST).mkdir()
    write_worklist(place / dcmtk_programs.WORKLIST, worklist_item(1))
    with dcmtk_programs.wlmscpfs(place) as server:
        answers, heard = query(server.port, ModalityWorklist.Query())

    assert patients(answers) == ["P1"]
    (line,) = heard
    assert "PatientName" in line
    assert "character set" in line


@pytest.fixture
def own(peer: OwnPeer) -> OwnPeer:
    """This side's RIS, with the same three steps."""
    write_worklist(
        peer.folder / "worklist",
        worklist_item(1),
        worklist_item(2, modality="MR"),
        worklist_item(3, day="20260103"),
    )
    return peer


def test_dcmtk_asks(dcmtk: None, folder: Folder, own: OwnPeer) -> None:
    done, found = dcmtk_programs.find(
        own.port,
        folder("answers"),
        *("-W", "-k", "PatientID", "-k", "PatientName", "-k", "AccessionNumber"),
        *("-k", "ScheduledProcedureStepSequence[0].Modality=CT"),
        *("-k", "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartDate"),
    )

    assert done.status == 0, done.text
    assert sorted(item.PatientID for item in found) == ["P1", "P3"]
    first = min(found, key=lambda item: str(item.PatientID))
    (step,) = first.ScheduledProcedureStepSequence
    assert step.ScheduledProcedureStepStartDate == "20260102"
    assert first.AccessionNumber == "A1"
    assert own.findings() == []


def test_dcmtk_asks_by_name(dcmtk: None, folder: Folder, own: OwnPeer) -> None:
    """Wildcards, and letters beyond ASCII."""
    _, found = dcmtk_programs.find(
        own.port,
        folder("answers"),
        *("-W", "-k", "PatientID", "-k", "PatientName=M*^Number3"),
    )

    assert [item.PatientID for item in found] == ["P3"]
    assert found[0].PatientName == "Müller^Number3"


def test_dcmtk_changes_its_mind(dcmtk: None, folder: Folder, own: OwnPeer) -> None:
    write_worklist(
        own.folder / "worklist", *(worklist_item(number) for number in range(200))
    )
    done = dcmtk_programs.client(
        "findscu", own.port, "-W", "--cancel", "2", "-k", "PatientID"
    )

    assert done.status == 0, done.text
    assert "Cancel" in done.text


def test_ctn_asks(ctn: None, folder: Folder, own: OwnPeer) -> None:
    done = ctn_programs.worklist(
        own.port,
        dataset({"PatientID": "P1", "PatientName": ""}),
        folder("ctn"),
    )

    assert "Number1" in done.text
    assert "Number2" not in done.text
    assert own.findings() == []


def test_orthanc_asks(orthanc: orthanc_program.Orthanc, own: OwnPeer) -> None:
    orthanc.introduce("IODIZE", own.port)
    found = orthanc.ask(
        f"modalities/{orthanc_program.OTHER}/find-worklist",
        {"PatientID": "", "ScheduledProcedureStepSequence": [{"Modality": "MR"}]},
    )

    assert [item["PatientID"] for item in found] == ["P2"]
    assert own.findings() == []


def test_dcmjs_asks(dcmjs: None, folder: Folder, own: OwnPeer) -> None:
    asked = dcmjs_scripts.request(
        "CFind",
        dataset={
            "PatientID": "P2",
            "PatientName": "",
            "ScheduledProcedureStepSequence": [{"Modality": ""}],
        },
        command={"AffectedSOPClassUID": WORKLIST},
    )
    answers = dcmjs_scripts.send(own.port, folder("client"), asked)

    assert [answer.status for answer in answers] == [0xFF00, 0]
    assert answers[0].dataset is not None
    (step,) = answers[0].dataset["ScheduledProcedureStepSequence"]
    assert step["Modality"] == "MR"
    assert own.findings() == []


def test_pynetdicom_asks(folder: Folder, own: OwnPeer) -> None:
    place = folder("answers")
    done = apps.client(
        "findscu",
        own.port,
        *("-W", "-w", "-k", "PatientID=P3", "-k", "PatientName"),
        folder=place,
    )

    assert done.status == 0, done.text
    (found,) = (dcmread(path, force=True) for path in place.glob("rsp*.dcm"))
    assert found.PatientID == "P3"
