"""Fixtures: the other tools, each with an empty folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .systems import ctn as ctn_programs
from .systems import dcmjs as dcmjs_scripts
from .systems import orthanc as orthanc_program
from .systems.dcmjs import need_dcmjs
from .systems.own_emulator import OwnEmulator, own_emulator
from .systems.peers import need
from .systems.processes import Server


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], Path]:
    """Creates an empty folder with a name."""

    def make(name: str) -> Path:
        place = tmp_path / name
        place.mkdir()
        return place

    return make


@pytest.fixture
def dcmtk() -> None:
    """The test needs DCMTK."""
    need("dcmtk")


@pytest.fixture
def ctn() -> None:
    """The test needs CTN."""
    need("ctn")


@pytest.fixture
def dcmjs() -> None:
    """The test needs dcmjs-dimse."""
    need_dcmjs()


@pytest.fixture
def orthanc(folder: Callable[[str], Path]) -> Iterator[orthanc_program.Orthanc]:
    """A running Orthanc."""
    need("orthanc")
    with orthanc_program.orthanc(folder("orthanc")) as running:
        yield running


@pytest.fixture
def simple_storage(
    ctn: None, folder: Callable[[str], Path]
) -> Iterator[tuple[Server, Path]]:
    """CTN's storage SCP and its folder."""
    place = folder("ctn")
    with ctn_programs.simple_storage(place) as server:
        yield server, place


@pytest.fixture
def recorder(
    dcmjs: None, folder: Callable[[str], Path]
) -> Iterator[dcmjs_scripts.Recorder]:
    """A server of dcmjs-dimse that responds with success."""
    with dcmjs_scripts.recorder(folder("dcmjs")) as running:
        yield running


@pytest.fixture
def emulator(folder: Callable[[str], Path]) -> Iterator[OwnEmulator]:
    """The emulator of iodize, which refuses requests with errors."""
    with own_emulator(folder("peer"), strict=True) as running:
        yield running
