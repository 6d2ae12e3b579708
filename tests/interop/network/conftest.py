"""Objects to send, and the peers as fixtures: each in a folder of its own, each empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from . import ctn as ctn_programs
from . import dcmjs as dcmjs_scripts
from . import orthanc as orthanc_program
from .dcmjs import need_dcmjs
from .own_peer import OwnPeer, own_peer
from .peers import need
from .processes import Server


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], Path]:
    """Make an empty folder of a name."""

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
    """An Orthanc that runs."""
    need("orthanc")
    with orthanc_program.orthanc(folder("orthanc")) as running:
        yield running


@pytest.fixture
def simple_storage(
    ctn: None, folder: Callable[[str], Path]
) -> Iterator[tuple[Server, Path]]:
    """CTN's store, and where it stores."""
    place = folder("ctn")
    with ctn_programs.simple_storage(place) as server:
        yield server, place


@pytest.fixture
def recorder(
    dcmjs: None, folder: Callable[[str], Path]
) -> Iterator[dcmjs_scripts.Recorder]:
    """A server of dcmjs-dimse that says yes to everything."""
    with dcmjs_scripts.recorder(folder("dcmjs")) as running:
        yield running


@pytest.fixture
def peer(folder: Callable[[str], Path]) -> Iterator[OwnPeer]:
    """This side's peer."""
    with own_peer(folder("peer")) as running:
        yield running
