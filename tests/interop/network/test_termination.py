"""Rejected, aborted and lost associations with other tools."""

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

from .messages import CT_IMAGE, WORKLIST
from .objects import CT, UNCOMPRESSED, sample
from .systems import dcmtk as dcmtk_programs
from .systems.processes import HOST, free_port, wait_until

Folder = Callable[[str], Path]

pytestmark = pytest.mark.usefixtures("dcmtk")


@pytest.fixture
def stored(folder: Folder) -> Path:
    return folder("stored")


@pytest.fixture
def server(stored: Path) -> Iterator[Server]:
    """The storage SCP of iodize; it must respond to C-ECHO after the test."""
    with serve(0, services=[StorageProvider(stored)]) as running:
        yield running
        done = dcmtk_programs.client("echoscu", running.port)
        assert done.status == 0, done.text
        assert wait_until(lambda: running.associations == 0)


def test_shutdown_request_is_rejected(server: Server) -> None:
    """The private SOP class of termscu is not supported."""
    done = dcmtk_programs.terminate(server.port)

    assert done.status != 0
    assert "No Acceptable Presentation Contexts" in done.text


def test_client_may_abort_instead_of_releasing(server: Server, stored: Path) -> None:
    for name, files in (("echoscu", []), ("storescu", [sample(CT).path])):
        done = dcmtk_programs.client(name, server.port, "--abort", files=files)
        assert done.status == 0, done.text

    assert len([*stored.iterdir()]) == 1


def test_client_may_repeat_echo(server: Server) -> None:
    done = dcmtk_programs.client("echoscu", server.port, "--repeat", "20")

    assert done.status == 0, done.text
    assert done.text.count("Received Echo Response (Success)") == 20


def test_client_may_send_small_pdus(server: Server, stored: Path) -> None:
    done = dcmtk_programs.client(
        "storescu",
        server.port,
        *("-R", "-pdu", "4096", "--max-send-pdu", "4096"),
        files=[sample(name).path for name in UNCOMPRESSED],
    )

    assert done.status == 0, done.text
    assert len([*stored.iterdir()]) == len(UNCOMPRESSED)


def test_incomplete_object_leaves_no_file(
    server: Server, stored: Path, folder: Folder
) -> None:
    """The temporary file is removed."""
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


def test_server_rejects_the_association(folder: Folder) -> None:
    with (
        dcmtk_programs.storescp(folder("store"), "--refuse") as other,
        pytest.raises(AssociationRejectedError) as caught,
    ):
        connect(HOST, other.port, services=[CT_IMAGE])

    assert not caught.value.is_transient


@pytest.mark.parametrize("when", ["--abort-after", "--abort-during"])
def test_server_aborts_during_an_operation(folder: Folder, when: str) -> None:
    with (
        dcmtk_programs.storescp(folder("store"), when) as other,
        connect(HOST, other.port, services=[CT_IMAGE]) as association,
    ):
        with pytest.raises(AssociationAbortedError, match="C-STORE"):
            association.store(sample(CT).path)
        assert not association.is_established


def test_slow_server_times_out(folder: Folder) -> None:
    with (
        dcmtk_programs.storescp(folder("store"), "--sleep-during", "3") as other,
        connect(
            HOST, other.port, services=[CT_IMAGE], timeout=Timeouts(dimse=0.5)
        ) as association,
        pytest.raises(PeerTimeoutError, match="C-STORE"),
    ):
        association.store(sample(CT).path)


def test_server_accepts_no_context(folder: Folder) -> None:
    with (
        dcmtk_programs.storescp(folder("store")) as other,
        pytest.raises(NoPresentationContextError),
    ):
        connect(HOST, other.port, services=[WORKLIST])


def test_rejection_before_the_end_of_the_connection_is_read(folder: Folder) -> None:
    """wlmscpfs closes the connection after its rejection."""
    with dcmtk_programs.wlmscpfs(folder("worklists")) as other:
        for _ in range(10):
            with pytest.raises(AssociationRejectedError):
                connect(
                    HOST,
                    other.port,
                    services=[CT_IMAGE],
                    called_ae=dcmtk_programs.WORKLIST,
                )


def test_server_rejects_the_transfer_syntax(folder: Folder) -> None:
    """storescp accepts compressed transfer syntaxes only by option."""
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


def test_closed_port_is_unreachable() -> None:
    with pytest.raises(UnreachableError):
        connect(HOST, free_port(), services=[CT_IMAGE])
