"""Queries and retrievals of other tools with the emulator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from pydicom import dcmread

from iodize.services import (
    CTImageStorage,
    StudyRootFind,
    StudyRootGet,
)

from .files import elements, held
from .messages import IMPLICIT
from .objects import instances
from .systems import dcmjs as dcmjs_scripts
from .systems import dcmtk as dcmtk_programs
from .systems import orthanc as orthanc_program
from .systems import pynetdicom_apps as apps
from .systems.own_emulator import OwnEmulator, own_emulator
from .systems.peers import need

Folder = Callable[[str], Path]
STORE = "STORE"


class Own(NamedTuple):
    """The emulator, with the study and the destination `STORE`."""

    emulator: OwnEmulator
    sent: list[Path]

    @property
    def study(self) -> tuple[str, ...]:
        uid = dcmread(self.sent[0]).StudyInstanceUID
        return ("-k", "QueryRetrieveLevel=STUDY", "-k", f"StudyInstanceUID={uid}")

    def is_in(self, place: Path) -> bool:
        """True if a folder contains the whole study, unchanged."""
        return all(
            elements(dcmread(held(place, str(one.SOPInstanceUID)))) == elements(one)
            for one in map(dcmread, self.sent)
        )


@contextmanager
def own_archive(folder: Folder, store: int = 1) -> Iterator[Own]:
    """Run the emulator, with a study sent by DCMTK's storescu.

    Args:
        store: Port of the destination `STORE`.
    """
    need("dcmtk")
    sent = instances(folder("sent"))
    with own_emulator(folder("peer"), {STORE: store}) as emulator:
        done = dcmtk_programs.client("storescu", emulator.port, files=sent)
        assert done.status == 0, done.text
        yield Own(emulator, sent)


@pytest.mark.parametrize("model", ["-P", "-S", "-O"])
def test_dcmtk_finds(folder: Folder, model: str) -> None:
    with own_archive(folder) as own:
        done, studies = dcmtk_programs.find(
            own.emulator.port,
            folder("studies"),
            *(model, "-k", "QueryRetrieveLevel=STUDY", "-k", "PatientID=INTEROP"),
            *("-k", "StudyInstanceUID", "-k", "StudyDate", "-k", "ModalitiesInStudy"),
            *("-k", "NumberOfStudyRelatedInstances"),
        )
        findings = own.emulator.findings()

    assert done.status == 0, done.text
    (study,) = studies
    assert study.StudyInstanceUID == dcmread(own.sent[0]).StudyInstanceUID
    assert study.StudyDate == dcmread(own.sent[0]).StudyDate
    assert findings == []


def test_dcmtk_finds_down_to_the_image(folder: Folder) -> None:
    with own_archive(folder) as own:
        _, series = dcmtk_programs.find(
            own.emulator.port,
            folder("series"),
            *("-S", "-k", "QueryRetrieveLevel=SERIES", *own.study[2:]),
            *("-k", "SeriesInstanceUID", "-k", "Modality"),
        )
        _, images = dcmtk_programs.find(
            own.emulator.port,
            folder("images"),
            *("-S", "-k", "QueryRetrieveLevel=IMAGE", *own.study[2:]),
            *("-k", f"SeriesInstanceUID={series[0].SeriesInstanceUID}"),
            *("-k", "SOPInstanceUID"),
        )
        findings = own.emulator.findings()

    assert [one.Modality for one in series] == ["CT", "CT"]
    assert len(images) == 2
    assert findings == []


@pytest.mark.parametrize("model", ["-P", "-S", "-O"])
def test_dcmtk_gets(folder: Folder, model: str) -> None:
    place = folder("gotten")
    above = ("-k", "PatientID=INTEROP") if model != "-S" else ()
    with own_archive(folder) as own:
        done = dcmtk_programs.client(
            "getscu", own.emulator.port, model, "-od", place, *above, *own.study
        )
        findings = own.emulator.findings()

    assert done.status == 0, done.text
    assert own.is_in(place)
    assert findings == []


@pytest.mark.parametrize("model", ["-P", "-S", "-O"])
def test_dcmtk_moves(folder: Folder, model: str) -> None:
    place = folder("moved")
    above = ("-k", "PatientID=INTEROP") if model != "-S" else ()
    with (
        dcmtk_programs.storescp(place) as store,
        own_archive(folder, store.port) as own,
    ):
        done = dcmtk_programs.client(
            "movescu", own.emulator.port, model, "-aem", STORE, *above, *own.study
        )
        findings = own.emulator.findings()

    assert done.status == 0, done.text
    assert own.is_in(place)
    assert findings == []


def test_unknown_destination_is_reported(folder: Folder) -> None:
    with own_archive(folder) as own:
        done = dcmtk_programs.client(
            "movescu", own.emulator.port, "-S", "-aem", "NOWHERE", *own.study
        )

    assert done.status != 0
    assert "MoveDestinationUnknown" in done.text


def test_orthanc_finds_and_moves(
    folder: Folder, orthanc: orthanc_program.Orthanc
) -> None:
    """With Orthanc itself as the destination."""
    need("dcmtk")
    with own_emulator(
        folder("peer"), {orthanc_program.TITLE: orthanc.port}
    ) as emulator:
        dcmtk_programs.client(
            "storescu", emulator.port, files=instances(folder("sent"))
        )
        orthanc.introduce("IODIZE", emulator.port)
        query = orthanc.request(
            f"modalities/{orthanc_program.OTHER}/query",
            {"Level": "Study", "Query": {"PatientID": "INTEROP"}},
        )
        answers = orthanc.request(f"queries/{query['ID']}/answers")
        orthanc.request(f"queries/{query['ID']}/retrieve", {"TargetAet": "ORTHANC"})
        findings = emulator.findings()

    assert len(answers) == 1
    assert len(orthanc.instances()) == 4
    assert findings == []


def test_dcmjs_finds_and_gets(folder: Folder, dcmjs: None) -> None:
    with own_archive(folder) as own:
        uid = str(dcmread(own.sent[0]).StudyInstanceUID)
        answers = dcmjs_scripts.send(
            own.emulator.port,
            folder("client"),
            dcmjs_scripts.request(
                "CFind",
                dataset={
                    "QueryRetrieveLevel": "STUDY",
                    "PatientID": "INTEROP",
                    "StudyInstanceUID": "",
                },
                command={"AffectedSOPClassUID": StudyRootFind.uid},
            ),
            dcmjs_scripts.request(
                "CGet",
                dataset={"QueryRetrieveLevel": "STUDY", "StudyInstanceUID": uid},
                command={"AffectedSOPClassUID": StudyRootGet.uid},
            ),
            contexts=[(CTImageStorage.uid, IMPLICIT)],
        )
        findings = own.emulator.findings()

    found = [answer for answer in answers if answer.kind == "CFind"]
    assert [answer.status for answer in found] == [0xFF00, 0]
    assert found[0].dataset is not None
    assert found[0].dataset["StudyInstanceUID"] == uid
    assert len([answer for answer in answers if answer.kind == "cStore"]) == 4
    assert answers[-1].status == 0
    assert findings == []


def test_pynetdicom_finds_gets_and_moves(folder: Folder) -> None:
    gotten, moved = folder("gotten"), folder("moved")
    with (
        apps.storescp(moved) as store,
        own_archive(folder, store.port) as own,
    ):
        port = own.emulator.port
        done = [
            apps.client("findscu", port, "-S", *own.study, folder=folder("found")),
            apps.client("getscu", port, "-S", "-od", gotten, *own.study),
            apps.client("movescu", port, "-S", "-aem", STORE, *own.study),
        ]

    assert [one.status for one in done] == [0, 0, 0]
    assert own.is_in(gotten)
    assert own.is_in(moved)
