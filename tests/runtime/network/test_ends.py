"""The end of operations, associations and servers."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from pydicom.data import get_testdata_file

from iodize.dimse.services.sides import Call
from iodize.network import AssociationAbortedError, StorageProvider, serve
from iodize.network.requests import outgoing
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist

from .samples import (
    CT,
    Patients,
    Steps,
    association_with,
    connected,
    new_step,
    query_all,
)
from .test_trouble import STORE, responds
from .wire import ABORT, command_pdu, data_pdu, raw_association, read_pdu

FILE = Path(str(get_testdata_file("CT_small.dcm")))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if the block takes longer."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds


def test_instance_in_an_unknown_context_leaves_no_file(tmp_path: Path) -> None:
    with serve(0, [StorageProvider(tmp_path)]) as server:
        with raw_association(server.port, CT) as connection:
            connection.sendall(command_pdu(STORE, 99) + data_pdu(bytes(100), 2, 99))
            assert read_pdu(connection)[0] in (ABORT, 0)
        assert responds(server)

    assert list(tmp_path.iterdir()) == []


def test_waiting_instances_leave_no_file_when_the_server_stops(
    tmp_path: Path,
) -> None:
    arrived = threading.Event()

    def slowly(path: Path, call: Call) -> None:
        arrived.set()
        time.sleep(0.3)

    server = serve(0, [StorageProvider(tmp_path, stored=slowly)])
    with raw_association(server.port, CT) as connection:
        for number in range(3):
            named = {**STORE, "AffectedSOPInstanceUID": f"1.2.{number}"}
            connection.sendall(command_pdu(named) + data_pdu(bytes(100), 2))
        assert arrived.wait(5)
        time.sleep(0.1)  # until the others wait
        server.stop()

    assert [each.name for each in tmp_path.iterdir()] == ["1.2.0.dcm"]


def test_stopping_server_waits_for_its_handlers() -> None:
    requested = threading.Event()
    ended: list[str] = []

    class Slow(Steps):
        def create(self, request: Step.Create, call: Call, /) -> None:
            requested.set()
            time.sleep(0.3)
            ended.append(call.sop_instance_uid)

    def create() -> None:
        with pytest.raises(AssociationAbortedError):
            association.create(new_step(), "1.2.3")

    with serve(0, [Slow()]) as server:
        association = connected(server, Step)
        client = threading.Thread(target=create)
        client.start()
        assert requested.wait(5)
    assert ended == ["1.2.3"]
    client.join(5)


def test_handler_can_stop_its_server() -> None:
    class Last(Steps):
        def create(self, request: Step.Create, call: Call, /) -> None:
            server.stop()

    with within(4):
        server = serve(0, [Last()])
        association = connected(server, Step)
        with pytest.raises(AssociationAbortedError):
            association.create(new_step(), "1.2.3")
        server.wait()


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_silent_connections_do_not_delay_the_stop_of_a_server() -> None:
    server = serve(0, [])
    address = ("127.0.0.1", server.port)
    mute = [socket.create_connection(address, timeout=5) for _ in range(20)]
    deadline = time.monotonic() + 5
    while server.associations < len(mute) and time.monotonic() < deadline:
        time.sleep(0.01)
    with within(2):
        server.stop()

    assert server.associations == 0
    for connection in mute:
        assert connection.recv(1) == b""
        connection.close()


def test_ctrl_c_does_not_wait_for_the_peer() -> None:
    requested, goes_on = threading.Event(), threading.Event()

    class Slow(Patients):
        def find(self, query: Worklist.Query, call: Call, /) -> list[Worklist.Answer]:
            requested.set()
            goes_on.wait(9)
            return []

    def interrupt() -> None:
        requested.wait(5)
        time.sleep(0.1)
        main = threading.main_thread().ident
        assert main is not None
        signal.pthread_kill(main, signal.SIGINT)

    with serve(0, [Slow()]) as server:
        threading.Thread(target=interrupt).start()
        with (
            within(4),
            pytest.raises(KeyboardInterrupt),
            connected(server, Worklist) as association,
        ):
            list(association.find(query_all()))
        assert not association.is_established
        goes_on.set()


class Failing:
    """A file whose reading fails after some bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = 10_000

    def read(self, size: int = -1) -> bytes:
        if self._left < 0:
            raise OSError(5, "Input/output error")
        data = self._file.read(min(size, 1000) if size > 0 else size)
        self._left -= len(data)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_incomplete_message_aborts_the_association(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The peer would take the next message for the rest of it."""

    def opened(path: str, mode: str) -> Any:
        return Failing(Path(path).open(mode))  # type: ignore[arg-type]

    monkeypatch.setattr(outgoing, "open", opened, raising=False)
    with association_with([StorageProvider(tmp_path)], CT) as association:
        with pytest.raises(OSError, match="Input/output"):
            association.store(FILE)
        assert not association.is_established

    assert list(tmp_path.iterdir()) == []


def test_invalid_file_does_not_prevent_the_next_ones(
    tmp_path: Path,
) -> None:
    """pydicom raises many types for invalid files."""
    content = bytearray(FILE.read_bytes())
    at = content.index(b"\x02\0\x10\0UI") + 4  # Transfer Syntax UID
    content[at : at + 2] = b"US"
    broken = tmp_path / "broken.dcm"
    broken.write_bytes(content)
    with association_with([StorageProvider(tmp_path / "stored")], CT) as association:
        first, second = association.store_all([broken, FILE])

    assert isinstance(first.error, TypeError)
    assert second.outcome is not None
