"""Associations that end before their time, or never begin: neither side takes harm."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from iodize.network import (
    AssociationAbortedError,
    AssociationRejectedError,
    NoPresentationContextError,
    PeerTimeoutError,
    Proposal,
    Server,
    StorageProvider,
    Timeouts,
    UnreachableError,
    connect,
    serve,
)

from . import dcmtk as dcmtk_programs
from .messages import CT_IMAGE, WORKLIST
from .objects import CT, UNCOMPRESSED, sample
from .processes import HOST, free_port, wait_until

Folder = Callable[[str], Path]

pytestmark = pytest.mark.usefixtures("dcmtk")


@pytest.fixture
def stored(folder: Folder) -> Path:
    return folder("stored")


@pytest.fixture
def server(stored: Path) -> Iterator[Server]:
    """This side's store; whatever the test did to it, it answers C-ECHO in the end."""
    with serve(0, services=[StorageProvider(stored)]) as running:
        yield running
        done = dcmtk_programs.client("echoscu", running.port)
        assert done.status == 0, done.text
        assert wait_until(lambda: running.associations == 0)


def test_nobody_can_shut_the_server_down(server: Server) -> None:
    """The private SOP class of termscu is not among its services."""
    done = dcmtk_programs.terminate(server.port)

    assert done.status != 0
    assert "No Acceptable Presentation Contexts" in done.text


def test_a_client_aborts_instead_of_releasing(server: Server, stored: Path) -> None:
    for name, files in (("echoscu", []), ("storescu", [sample(CT).path])):
        done = dcmtk_programs.client(name, server.port, "--abort", files=files)
        assert done.status == 0, done.text

    assert len([*stored.iterdir()]) == 1


def test_a_client_repeats_itself(server: Server) -> None:
    done = dcmtk_programs.client("echoscu", server.port, "--repeat", "20")

    assert done.status == 0, done.text
    assert done.text.count("Received Echo Response (Success)") == 20


def test_a_client_sends_small_parts(server: Server, stored: Path) -> None:
    done = dcmtk_programs.client(
        "storescu",
        server.port,
        *("-R", "-pdu", "4096", "--max-send-pdu", "4096"),
        files=[sample(name).path for name in UNCOMPRESSED],
    )

    assert done.status == 0, done.text
    assert len([*stored.iterdir()]) == len(UNCOMPRESSED)


def test_a_client_dies_amid_an_object(
    server: Server, stored: Path, folder: Folder
) -> None:
    """Nothing is left of what has not come whole."""
    big = sample(CT).dataset
    big.PixelData = bytes(200 << 20)
    path = folder("sent") / "big.dcm"
    big.save_as(path, enforce_file_format=True)
    client = subprocess.Popen(
        ["storescu", "-R", "-aec", "IODIZE", HOST, str(server.port), path]
    )
    try:
        assert wait_until(lambda: any(stored.iterdir()))
    finally:
        client.kill()
        client.wait(5)

    assert wait_until(lambda: not [*stored.iterdir()])


def test_a_server_refuses(folder: Folder) -> None:
    with (
        dcmtk_programs.storescp(folder("store"), "--refuse") as other,
        pytest.raises(AssociationRejectedError) as caught,
    ):
        connect(HOST, other.port, services=[CT_IMAGE])

    assert not caught.value.is_transient


@pytest.mark.parametrize("when", ["--abort-after", "--abort-during"])
def test_a_server_aborts(folder: Folder, when: str) -> None:
    with (
        dcmtk_programs.storescp(folder("store"), when) as other,
        connect(HOST, other.port, services=[CT_IMAGE]) as association,
    ):
        with pytest.raises(AssociationAbortedError, match="C-STORE"):
            association.store(sample(CT).path)
        assert not association.is_established


def test_a_server_takes_too_long(folder: Folder) -> None:
    with (
        dcmtk_programs.storescp(folder("store"), "--sleep-during", "3") as other,
        connect(
            HOST, other.port, services=[CT_IMAGE], timeout=Timeouts(dimse=0.5)
        ) as association,
        pytest.raises(PeerTimeoutError, match="C-STORE"),
    ):
        association.store(sample(CT).path)


def test_a_server_knows_none_of_the_classes(folder: Folder) -> None:
    with (
        dcmtk_programs.storescp(folder("store")) as other,
        pytest.raises(NoPresentationContextError),
    ):
        connect(HOST, other.port, services=[WORKLIST])


def test_a_server_rejects_what_it_knows_nothing_of(folder: Folder) -> None:
    """wlmscpfs closes the connection with its answer."""
    with dcmtk_programs.wlmscpfs(folder("worklists")) as other:
        for _ in range(10):
            with pytest.raises(AssociationRejectedError):
                connect(
                    HOST,
                    other.port,
                    services=[CT_IMAGE],
                    called_ae=dcmtk_programs.WORKLIST,
                )


def test_a_server_knows_not_the_transfer_syntax(folder: Folder) -> None:
    """storescp takes nothing compressed unless it is told to."""
    sent = sample("MR_small_RLE.dcm")
    with (
        dcmtk_programs.storescp(folder("store")) as other,
        connect(
            HOST,
            other.port,
            services=[CT_IMAGE, Proposal(sent.sop_class, (sent.syntax,))],
        ) as association,
        pytest.raises(NoPresentationContextError, match="RLE Lossless"),
    ):
        association.store(sent.path)


def test_nobody_is_there() -> None:
    with pytest.raises(UnreachableError):
        connect(HOST, free_port(), services=[CT_IMAGE])
