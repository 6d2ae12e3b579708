"""Modality worklists of other tools, and queries of other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydicom import dcmread

from iodize.network import connect
from iodize.services import ModalityWorklist

from .messages import WORKLIST, dataset
from .objects import worklist_item, write_worklist
from .systems import ctn as ctn_programs
from .systems import dcmjs as dcmjs_scripts
from .systems import dcmtk as dcmtk_programs
from .systems import orthanc as orthanc_program
from .systems import pynetdicom_apps as apps
from .systems.collected_findings import CollectedFindings
from .systems.own_emulator import OwnEmulator
from .systems.peers import need
from .systems.processes import HOST

Folder = Callable[[str], Path]


@pytest.fixture(params=["wlmscpfs", "orthanc"])
def ris(request: pytest.FixtureRequest, folder: Folder) -> Iterator[int]:
    """The port of a RIS with three steps: CT, MR, and CT one day later."""
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
) -> tuple[list[ModalityWorklist.Answer], CollectedFindings]:
    """Return the answers of a RIS, and their findings."""
    reported = CollectedFindings()
    with connect(
        HOST,
        port,
        services=[ModalityWorklist],
        called_ae=dcmtk_programs.WORKLIST,
        on_findings=reported,
    ) as association:
        return [*association.find(asked)], reported


Step = ModalityWorklist.Query.ScheduledProcedureStepItem


def patients(answers: list[ModalityWorklist.Answer]) -> list[str]:
    return sorted(str(answer.PatientID) for answer in answers)


def test_universal_query_returns_all_items(ris: int) -> None:
    answers, reported = query(ris, ModalityWorklist.Query())

    assert patients(answers) == ["P1", "P2", "P3"]
    first = min(answers, key=lambda answer: str(answer.PatientID))
    assert first.ScheduledProcedureStepSequence[0].ScheduledProcedureStepID == "SPS1"
    assert str(first.PatientName) == "Müller^Number1"
    assert reported == []


def test_peer_matches_the_keys(ris: int) -> None:
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


def test_name_without_its_character_set_is_reported(
    dcmtk: None, folder: Folder
) -> None:
    """wlmscpfs sends the character set of its files only with -csk."""
    place = folder("ris")
    (place / dcmtk_programs.WORKLIST).mkdir()
    write_worklist(place / dcmtk_programs.WORKLIST, worklist_item(1))
    with dcmtk_programs.wlmscpfs(place) as server:
        answers, reported = query(server.port, ModalityWorklist.Query())

    assert patients(answers) == ["P1"]
    (line,) = reported
    assert "PatientName" in line
    assert "character set" in line


@pytest.fixture
def own(emulator: OwnEmulator) -> OwnEmulator:
    """The emulator, with the same three steps."""
    write_worklist(
        emulator.folder / "worklist",
        worklist_item(1),
        worklist_item(2, modality="MR"),
        worklist_item(3, day="20260103"),
    )
    return emulator


def test_dcmtk_sends_requests(dcmtk: None, folder: Folder, own: OwnEmulator) -> None:
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


def test_dcmtk_queries_by_name(dcmtk: None, folder: Folder, own: OwnEmulator) -> None:
    """With wildcards, and characters outside ASCII."""
    _, found = dcmtk_programs.find(
        own.port,
        folder("answers"),
        *("-W", "-k", "PatientID", "-k", "PatientName=M*^Number3"),
    )

    assert [item.PatientID for item in found] == ["P3"]
    assert found[0].PatientName == "Müller^Number3"


def test_dcmtk_cancels_a_query(dcmtk: None, folder: Folder, own: OwnEmulator) -> None:
    write_worklist(
        own.folder / "worklist", *(worklist_item(number) for number in range(200))
    )
    done = dcmtk_programs.client(
        "findscu", own.port, "-W", "--cancel", "2", "-k", "PatientID"
    )

    assert done.status == 0, done.text
    assert "Cancel" in done.text


def test_ctn_sends_requests(ctn: None, folder: Folder, own: OwnEmulator) -> None:
    done = ctn_programs.worklist(
        own.port,
        dataset({"PatientID": "P1", "PatientName": ""}),
        folder("ctn"),
    )

    assert "Number1" in done.text
    assert "Number2" not in done.text
    assert own.findings() == []


def test_orthanc_sends_requests(
    orthanc: orthanc_program.Orthanc, own: OwnEmulator
) -> None:
    orthanc.introduce("IODIZE", own.port)
    found = orthanc.request(
        f"modalities/{orthanc_program.OTHER}/find-worklist",
        {"PatientID": "", "ScheduledProcedureStepSequence": [{"Modality": "MR"}]},
    )

    assert [item["PatientID"] for item in found] == ["P2"]
    assert own.findings() == []


def test_dcmjs_sends_requests(dcmjs: None, folder: Folder, own: OwnEmulator) -> None:
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


def test_pynetdicom_sends_requests(folder: Folder, own: OwnEmulator) -> None:
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
