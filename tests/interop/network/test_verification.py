"""Verification with every peer, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from iodize.network import connect
from iodize.services import Verification

from . import dcmjs as dcmjs_scripts
from . import dcmtk as dcmtk_programs
from . import pynetdicom_apps as apps
from .orthanc import Orthanc
from .processes import HOST, Server

Folder = Callable[[str], Path]


def echo(port: int, called: str = "ANY-SCP") -> int:
    """Return what a server answers; it must be a message without fault."""
    with connect(HOST, port, services=[Verification], called_ae=called) as association:
        outcome = association.echo()
    assert outcome.findings == ()
    return outcome.code


def test_storescp_answers(dcmtk: None, folder: Folder) -> None:
    with dcmtk_programs.storescp(folder("store")) as server:
        assert echo(server.port) == 0


def test_dcmqrscp_answers(dcmtk: None, folder: Folder) -> None:
    with dcmtk_programs.dcmqrscp(folder("archive")) as server:
        assert echo(server.port, dcmtk_programs.ARCHIVE) == 0


def test_wlmscpfs_answers(dcmtk: None, folder: Folder) -> None:
    with dcmtk_programs.wlmscpfs(folder("worklists")) as server:
        assert echo(server.port, dcmtk_programs.WORKLIST) == 0


def test_orthanc_answers(orthanc: Orthanc) -> None:
    assert echo(orthanc.port) == 0


def test_ctn_answers(simple_storage: tuple[Server, Path]) -> None:
    assert echo(simple_storage[0].port) == 0


def test_dcmjs_answers(recorder: dcmjs_scripts.Recorder) -> None:
    assert echo(recorder.port) == 0


def test_pynetdicom_answers(folder: Folder) -> None:
    with apps.echoscp(folder("echo")) as server:
        assert echo(server.port) == 0
