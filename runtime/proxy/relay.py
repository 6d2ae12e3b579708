"""Moving bytes between two connections, unchanged; it knows nothing of DICOM.

What one side sends is told to a listener, then sent to the other. No more is held than a
chunk for each direction, and what the listener was told and has not worked off; where that
grows too large, the relay waits for it, and so does the sender.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from contextlib import suppress
from typing import Final, NamedTuple, Protocol

from ..errors import IodizeError
from .negotiation import Side

CHUNK: Final = 1 << 18
"""Bytes that are moved at once."""
_QUICKACK: Final[int | None] = getattr(socket, "TCP_QUICKACK", None)
"""Linux only, and undone by the kernel now and then."""
_RESET: Final = struct.pack("ii", 1, 0)
"""SO_LINGER that makes closing a connection reset it."""


class Route(NamedTuple):
    """Where connections come in, and where they go."""

    host: str
    """Address to listen on."""
    port: int
    """TCP port to listen on; 0 for any free one."""
    target: tuple[str, int]
    """Host and port of the system that they are relayed to."""


class Listener(Protocol):
    """Who is told what a connection carries."""

    async def heard(self, side: Side, data: bytes) -> None:
        """Take bytes; returns once there is room for more."""
        ...

    async def ended(self) -> None:
        """Learn that nothing follows, in either direction."""
        ...


class Listening(Protocol):
    """Who has a listener for each connection."""

    def connected(self, address: str) -> Listener:
        """Take a new connection from an address, "127.0.0.1:50312"."""
        ...

    def unreachable(self, address: str, reason: str) -> None:
        """Learn that the other system could not be connected to."""
        ...


class CannotListenError(IodizeError):
    """The port cannot be listened on."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason
        self.hint = "name another port with --listen; 0 is any free one"

    def __str__(self) -> str:
        return f"cannot listen on {self.host}:{self.port}: {self.reason}"


class Relay:
    """Accepts connections, and relays each to the same other system."""

    def __init__(
        self,
        route: Route,
        listening: Listening,
        *,
        connect_timeout: float = 30.0,
    ) -> None:
        """Make a relay that is not started.

        Args:
            connect_timeout: Seconds to wait for the other system.
        """
        self.route = route
        self._listening = listening
        self._timeout = connect_timeout
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen; the port of `route` is then the real one.

        Raises:
            CannotListenError: The port is in use, or not allowed.
        """
        try:
            self._server = await asyncio.start_server(
                self._serve, self.route.host, self.route.port, limit=CHUNK
            )
        except (OSError, OverflowError) as error:
            host, port, _ = self.route
            raise CannotListenError(host, port, _reason(error)) from error
        port = self._server.sockets[0].getsockname()[1]
        self.route = self.route._replace(port=port)

    async def stop(self) -> None:
        """Accept nothing more, and end the connections that there are."""
        if self._server is not None:
            self._server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._relay(reader, writer)
        except asyncio.CancelledError:
            pass  # by stop(): asyncio would print it as a failure of the server
        finally:
            self._connections.discard(task)
            writer.transport.abort()

    async def _relay(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        host, port, *_ = writer.get_extra_info("peername") or ("unknown", 0)
        address = f"{host}:{port}"
        try:
            async with asyncio.timeout(self._timeout):
                answering = await asyncio.open_connection(
                    *self.route.target, limit=CHUNK
                )
        except (OSError, TimeoutError) as error:
            self._listening.unreachable(address, _reason(error))
            return
        far_reader, far_writer = answering
        listener = self._listening.connected(address)
        try:
            await asyncio.gather(
                _move(Side.REQUESTOR, reader, far_writer, writer, listener),
                _move(Side.ACCEPTOR, far_reader, writer, far_writer, listener),
            )
        finally:
            far_writer.transport.abort()
            await asyncio.shield(listener.ended())


def _reason(error: Exception) -> str:
    """Return why there is no connection; asyncio puts it into sentences of its own."""
    if isinstance(error, socket.gaierror):  # its numbers are not the system's
        return error.strerror or str(error)
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return str(error) or "timed out"


async def _move(
    side: Side,
    source: asyncio.StreamReader,
    sink: asyncio.StreamWriter,
    back: asyncio.StreamWriter,
    listener: Listener,
) -> None:
    """Relay one direction until its sender has no more to say.

    The other direction may go on: TCP connections are closed half by half. A reset goes
    both ways.
    """
    raw = back.get_extra_info("socket")
    try:
        _acknowledge(raw)
        while data := await source.read(CHUNK):
            _acknowledge(raw)
            await listener.heard(side, data)
            sink.write(data)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()
    except (ConnectionError, TimeoutError):
        _reset(sink)
        _reset(back)


def _acknowledge(raw: socket.socket | None) -> None:
    """Have TCP acknowledge at once what comes next, as the other system would have.

    A sender that keeps the rest of a message back until its beginning is acknowledged
    (Nagle's algorithm; DCMTK is one) loses 40 ms on each message otherwise.
    """
    if raw is not None and _QUICKACK is not None:
        with suppress(OSError):
            raw.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection as one ends that breaks, not as one that is finished."""
    raw = writer.get_extra_info("socket")
    if raw is not None and raw.fileno() >= 0:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
