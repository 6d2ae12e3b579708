"""Modality worklists of other makers, and other makers' modalities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from iodize.network import connect
from iodize.services import ModalityWorklist

from . import dcmtk as dcmtk_programs
from . import orthanc as orthanc_program
from .heard import Heard
from .objects import worklist_item, write_worklist
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


def query(port: int, **keys: object) -> tuple[list[ModalityWorklist.Answer], list[str]]:
    """Return what a RIS answers, and what is wrong with that."""
    heard = Heard()
    with connect(
        HOST,
        port,
        services=[ModalityWorklist],
        called_ae=dcmtk_programs.WORKLIST,
        on_findings=heard,
    ) as association:
        return [*association.find(ModalityWorklist.Query(**keys))], heard


def step(**keys: object) -> object:
    return ModalityWorklist.Query.ScheduledProcedureStepItem(**keys)


def patients(answers: list[ModalityWorklist.Answer]) -> list[str]:
    return sorted(str(answer.PatientID) for answer in answers)


def test_everything_is_asked_for(ris: int) -> None:
    answers, heard = query(ris)

    assert patients(answers) == ["P1", "P2", "P3"]
    first = min(answers, key=lambda answer: str(answer.PatientID))
    assert first.ScheduledProcedureStepSequence[0].ScheduledProcedureStepID == "SPS1"
    assert str(first.PatientName) == "Müller^Number1"
    assert heard == []


def test_matching_is_left_to_the_peer(ris: int) -> None:
    by_modality, _ = query(ris, ScheduledProcedureStepSequence=step(Modality="MR"))
    by_day, _ = query(
        ris,
        ScheduledProcedureStepSequence=step(
            ScheduledProcedureStepStartDate="20260103-"
        ),
    )
    by_patient, _ = query(ris, PatientID="P1")

    assert patients(by_modality) == ["P2"]
    assert patients(by_day) == ["P3"]
    assert patients(by_patient) == ["P1"]
