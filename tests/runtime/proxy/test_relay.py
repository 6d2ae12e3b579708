"""The relay: every byte, in both directions, however the connections end."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from iodize.proxy.negotiation import Side
from iodize.proxy.relay import CannotListenError, Relay, Route

TIMEOUT = 20.0


class Heard:
    """Remembers what is told; can be slow."""

    def __init__(self) -> None:
        self.said: dict[Side, bytearray] = {side: bytearray() for side in Side}
        self.over = threading.Event()
        self.lost: list[str] = []

    def connected(self, address: str) -> Heard:
        return self

    def unreachable(self, address: str, reason: str) -> None:
        self.lost.append(reason)
        self.over.set()

    async def heard(self, side: Side, data: bytes) -> None:
        self.said[side] += data

    async def ended(self) -> None:
        self.over.set()


@contextmanager
def relaying(target: tuple[str, int], listening: Heard) -> Iterator[int]:
    """A relay in another thread; yields its port."""
    started = threading.Event()
    loop = asyncio.new_event_loop()
    relay = Relay(Route("127.0.0.1", 0, target), listening)
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


def test_bytes_pass_unchanged_and_each_half_closes_by_itself() -> None:
    question, reply = bytes(range(256)) * 4000, b"\x00\xff" * 700_000
    received = []

    def answer(connection: socket.socket) -> None:
        received.append(read_all(connection))  # to the end of what is asked
        connection.sendall(reply)

    heard = Heard()
    with (
        answering(answer) as target,
        relaying(target, heard) as port,
        socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection,
    ):
        connection.sendall(question)
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == reply
    assert heard.over.wait(TIMEOUT)
    assert received == [question]
    assert heard.said == {Side.REQUESTOR: question, Side.ACCEPTOR: reply}


def test_a_reader_that_waits_makes_its_sender_wait() -> None:
    """What nobody reads is not read from the sender either, so nothing piles up."""
    go = threading.Event()
    received = []

    def answer(connection: socket.socket) -> None:
        assert go.wait(TIMEOUT)
        received.append(len(read_all(connection)))

    heard = Heard()
    chunk, sent = bytes(1 << 20), 0
    with answering(answer) as target, relaying(target, heard) as port:
        with socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection:
            connection.settimeout(0.5)
            with suppress(TimeoutError):
                while sent < 200 << 20:
                    sent += connection.send(chunk)
            waiting = len(heard.said[Side.REQUESTOR])
            go.set()
            connection.settimeout(TIMEOUT)
            connection.sendall(b"end")
        assert heard.over.wait(TIMEOUT)
    assert waiting <= sent < 100 << 20
    assert received == [sent + 3]


def test_a_reset_is_passed_on_as_one() -> None:
    outcome: list[Exception | bytes] = []

    def answer(connection: socket.socket) -> None:
        try:
            outcome.append(connection.recv(100) + connection.recv(100))
        except ConnectionResetError as error:
            outcome.append(error)

    heard = Heard()
    with answering(answer) as target, relaying(target, heard) as port:
        connection = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        connection.sendall(b"half a mess")
        while not heard.said[Side.REQUESTOR]:
            threading.Event().wait(0.01)
        linger = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        connection.close()
        assert heard.over.wait(TIMEOUT)
    assert isinstance(outcome[0], ConnectionResetError)


def test_nobody_to_relay_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        unused = server.getsockname()
    heard = Heard()
    with (
        relaying(unused, heard) as port,
        socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection,
    ):
        assert heard.over.wait(TIMEOUT)
        with suppress(ConnectionResetError):
            assert connection.recv(1) == b""
    assert heard.lost == ["Connection refused"]


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        relay = Relay(Route("127.0.0.1", port, ("127.0.0.1", 1)), Heard())
        with pytest.raises(CannotListenError, match=f":{port}: Address already in use"):
            asyncio.run(relay.start())
