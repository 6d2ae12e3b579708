"""The relay passes all bytes in both directions, and the way a connection ends."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from iodize.proxy.relay import CannotListenError, Relay, Route
from iodize.proxy.sides import Side

TIMEOUT = 20.0


class Copy:
    """Keeps the relayed bytes."""

    def __init__(self) -> None:
        self.data: dict[Side, bytearray] = {side: bytearray() for side in Side}
        self.ended_ = threading.Event()
        self.reasons: list[str] = []

    def connected(self, address: str) -> Copy:
        return self

    def unreachable(self, address: str, reason: str) -> None:
        self.reasons.append(reason)
        self.ended_.set()

    async def received(self, side: Side, data: bytes) -> None:
        self.data[side] += data

    async def ended(self) -> None:
        self.ended_.set()


@contextmanager
def relaying(target: tuple[str, int], listener: Copy) -> Iterator[int]:
    """A relay in another thread; yields its port."""
    started = threading.Event()
    loop = asyncio.new_event_loop()
    relay = Relay(Route("127.0.0.1", 0, target), listener)
    stop = asyncio.Event()

    async def run() -> None:
        await relay.start()
        started.set()
        await stop.wait()
        await relay.stop()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    assert started.wait(TIMEOUT)
    try:
        yield relay.route.port
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(TIMEOUT)
        loop.close()


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[tuple[str, int]]:
    """A server for one connection; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(TIMEOUT)

        def serve() -> None:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            connection.settimeout(TIMEOUT)
            with connection:
                answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()
        thread.join(TIMEOUT)


def read_all(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(1 << 16):
        parts.append(part)
    return b"".join(parts)


def test_bytes_pass_unchanged_and_each_direction_closes_separately() -> None:
    question, reply = bytes(range(256)) * 4000, b"\x00\xff" * 700_000
    received = []

    def answer(connection: socket.socket) -> None:
        received.append(
            read_all(connection)
        )  # until the requestor closes its direction
        connection.sendall(reply)

    copy = Copy()
    with (
        answering(answer) as target,
        relaying(target, copy) as port,
        socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection,
    ):
        connection.sendall(question)
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == reply
    assert copy.ended_.wait(TIMEOUT)
    assert received == [question]
    assert copy.data == {Side.REQUESTOR: question, Side.ACCEPTOR: reply}


def test_sender_waits_for_a_slow_receiver() -> None:
    """Bytes that the receiver does not read are not read from the sender either."""
    go = threading.Event()
    received = []

    def answer(connection: socket.socket) -> None:
        assert go.wait(TIMEOUT)
        received.append(len(read_all(connection)))

    copy = Copy()
    chunk, sent = bytes(1 << 20), 0
    with answering(answer) as target, relaying(target, copy) as port:
        with socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection:
            connection.settimeout(0.5)
            with suppress(TimeoutError):
                while sent < 200 << 20:
                    sent += connection.send(chunk)
            waiting = len(copy.data[Side.REQUESTOR])
            go.set()
            connection.settimeout(TIMEOUT)
            connection.sendall(b"end")
        assert copy.ended_.wait(TIMEOUT)
    assert waiting <= sent < 100 << 20
    assert received == [sent + 3]


def test_reset_is_relayed_as_a_reset() -> None:
    outcome: list[Exception | bytes] = []

    def answer(connection: socket.socket) -> None:
        try:
            outcome.append(connection.recv(100) + connection.recv(100))
        except ConnectionResetError as error:
            outcome.append(error)

    copy = Copy()
    with answering(answer) as target, relaying(target, copy) as port:
        connection = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        connection.sendall(b"half a mess")
        while not copy.data[Side.REQUESTOR]:
            threading.Event().wait(0.01)
        linger = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        connection.close()
        assert copy.ended_.wait(TIMEOUT)
    assert isinstance(outcome[0], ConnectionResetError)


def test_unreachable_system_is_reported() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        unused = server.getsockname()
    copy = Copy()
    with (
        relaying(unused, copy) as port,
        socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection,
    ):
        assert copy.ended_.wait(TIMEOUT)
        with suppress(ConnectionResetError):
            assert connection.recv(1) == b""
    assert copy.reasons == ["Connection refused"]


def test_occupied_port_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        relay = Relay(Route("127.0.0.1", port, ("127.0.0.1", 1)), Copy())
        with pytest.raises(CannotListenError, match=f":{port}: Address already in use"):
            asyncio.run(relay.start())
