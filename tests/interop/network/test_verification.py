"""Verification with every peer, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from iodize.network import connect
from iodize.services import Verification

from . import ctn as ctn_programs
from . import dcmjs as dcmjs_scripts
from . import dcmtk as dcmtk_programs
from . import pynetdicom_apps as apps
from .orthanc import OTHER, Orthanc
from .own_peer import OwnPeer
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


def test_dcmtk_asks(dcmtk: None, peer: OwnPeer) -> None:
    done = dcmtk_programs.client("echoscu", peer.port)

    assert done.status == 0, done.text
    assert peer.findings() == []


def test_orthanc_asks(orthanc: Orthanc, peer: OwnPeer) -> None:
    orthanc.introduce("IODIZE", peer.port)

    assert orthanc.ask(f"modalities/{OTHER}/echo", {}) == {}
    assert peer.findings() == []


def test_ctn_asks(ctn: None, peer: OwnPeer) -> None:
    done = ctn_programs.echo(peer.port, "-r", "3")

    assert done.text.count("Successful operation") == 3
    assert peer.findings() == []


def test_dcmjs_asks(dcmjs: None, folder: Folder, peer: OwnPeer) -> None:
    (answer,) = dcmjs_scripts.send(
        peer.port, folder("client"), dcmjs_scripts.request("CEcho")
    )

    assert answer.status == 0
    assert peer.findings() == []


def test_pynetdicom_asks(peer: OwnPeer) -> None:
    assert apps.client("echoscu", peer.port).status == 0
    assert peer.findings() == []
