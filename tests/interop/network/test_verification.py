"""Verification with all other tools, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from iodize.network import connect
from iodize.services import Verification

from .systems import ctn as ctn_programs
from .systems import dcmjs as dcmjs_scripts
from .systems import dcmtk as dcmtk_programs
from .systems import pynetdicom_apps as apps
from .systems.orthanc import OTHER, Orthanc
from .systems.own_emulator import OwnEmulator
from .systems.processes import HOST, Server

Folder = Callable[[str], Path]


def echo(port: int, called: str = "ANY-SCP") -> int:
    """Return the status of a server's response, which must have no findings."""
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


def test_dcmtk_sends_requests(dcmtk: None, emulator: OwnEmulator) -> None:
    done = dcmtk_programs.client("echoscu", emulator.port)

    assert done.status == 0, done.text
    assert emulator.findings() == []


def test_orthanc_sends_requests(orthanc: Orthanc, emulator: OwnEmulator) -> None:
    orthanc.introduce("IODIZE", emulator.port)

    assert orthanc.request(f"modalities/{OTHER}/echo", {}) == {}
    assert emulator.findings() == []


def test_ctn_sends_requests(ctn: None, emulator: OwnEmulator) -> None:
    done = ctn_programs.echo(emulator.port, "-r", "3")

    assert done.text.count("Successful operation") == 3
    assert emulator.findings() == []


def test_dcmjs_sends_requests(
    dcmjs: None, folder: Folder, emulator: OwnEmulator
) -> None:
    (answer,) = dcmjs_scripts.send(
        emulator.port, folder("client"), dcmjs_scripts.request("CEcho")
    )

    assert answer.status == 0
    assert emulator.findings() == []


def test_pynetdicom_sends_requests(emulator: OwnEmulator) -> None:
    assert apps.client("echoscu", emulator.port).status == 0
    assert emulator.findings() == []
