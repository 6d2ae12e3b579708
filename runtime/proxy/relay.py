"""Moves bytes between two connections unchanged, without decoding them.

Each chunk goes to a listener, then to the other side. Memory holds one chunk for each
direction and the listener's backlog; if that grows too large, the relay waits for the
listener, and the sender for the relay.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from contextlib import suppress
from typing import Final, NamedTuple, Protocol

from ..errors import IodizeError
from .sides import Side

CHUNK: Final = 1 << 18
"""Maximum number of bytes that are moved at once."""
_QUICKACK: Final[int | None] = getattr(socket, "TCP_QUICKACK", None)
"""Linux only; the kernel resets it from time to time."""
_RESET: Final = struct.pack("ii", 1, 0)
"""SO_LINGER that makes closing a connection reset it."""


class Route(NamedTuple):
    """Address for accepting connections, and the target of the relay."""

    host: str
    """Address to listen on."""
    port: int
    """TCP port to listen on; 0 for any free port."""
    target: tuple[str, int]
    """Host and port of the system to relay to."""


class ConnectionListener(Protocol):
    """Receives a copy of the bytes of one connection."""

    async def received(self, side: Side, data: bytes) -> None:
        """Accept bytes; returns once there is room for more."""
        ...

    async def ended(self) -> None:
        """Called when nothing follows in either direction."""
        ...


class RelayListener(Protocol):
    """Provides a listener for each connection."""

    def connected(self, address: str) -> ConnectionListener:
        """Called with the address of each connection, "127.0.0.1:50312"."""
        ...

    def unreachable(self, address: str, reason: str) -> None:
        """Called if the other system cannot be reached."""
        ...


class CannotListenError(IodizeError):
    """The proxy cannot listen on its port."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason
        self.hint = "choose another port with --listen; 0 is any free port"

    def __str__(self) -> str:
        return f"cannot listen on {self.host}:{self.port}: {self.reason}"


class Relay:
    """Accepts connections and relays each to the same system.

    Args:
        connect_timeout: Seconds to wait for a connection to that system.
    """

    def __init__(
        self,
        route: Route,
        listener: RelayListener,
        *,
        connect_timeout: float = 30.0,
    ) -> None:
        self.route = route
        self._listener = listener
        self._timeout = connect_timeout
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start listening, and set the port of `route` if it was 0.

        Raises:
            CannotListenError: The port is in use, or not permitted.
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
        """Stop listening, and close all connections."""
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
            pass  # by stop(); asyncio would log it as a failure of the server
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
                far_reader, far_writer = await asyncio.open_connection(
                    *self.route.target, limit=CHUNK
                )
        except (OSError, TimeoutError) as error:
            self._listener.unreachable(address, _reason(error))
            return
        listener = self._listener.connected(address)
        try:
            await asyncio.gather(
                _move(Side.REQUESTOR, reader, far_writer, writer, listener),
                _move(Side.ACCEPTOR, far_reader, writer, far_writer, listener),
            )
        finally:
            far_writer.transport.abort()
            await asyncio.shield(listener.ended())


def _reason(error: Exception) -> str:
    """Return the reason of a failure, in the words of the operating system."""
    if isinstance(error, socket.gaierror):  # its numbers are not errno's
        return error.strerror or str(error)
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return str(error) or "timed out"


async def _move(
    side: Side,
    source: asyncio.StreamReader,
    sink: asyncio.StreamWriter,
    back: asyncio.StreamWriter,
    listener: ConnectionListener,
) -> None:
    """Relay one direction until its sender closes it.

    The other direction may continue, as TCP closes each direction separately. A reset
    closes both.
    """
    raw = back.get_extra_info("socket")
    try:
        _acknowledge(raw)
        while data := await source.read(CHUNK):
            _acknowledge(raw)
            await listener.received(side, data)
            sink.write(data)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()
    except (ConnectionError, TimeoutError):
        _reset(sink)
        _reset(back)


def _acknowledge(raw: socket.socket | None) -> None:
    """Disable delayed acknowledgements for what follows.

    With Nagle's algorithm, as DCMTK uses it, a sender waits for the acknowledgement of
    the first part of a message: 40 ms per message.
    """
    if raw is not None and _QUICKACK is not None:
        with suppress(OSError):
            raw.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN."""
    raw = writer.get_extra_info("socket")
    if raw is not None and raw.fileno() >= 0:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
