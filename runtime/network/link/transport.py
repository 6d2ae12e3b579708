"""The transport connection of an association: without delays, within limits.

Overrides pynetdicom's `AssociationSocket` for the reasons that `upper_layer` gives.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import time
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, cast

from pynetdicom import evt
from pynetdicom.transport import AddressInformation, AssociationSocket

if TYPE_CHECKING:
    from .upper_layer import Link

MOST_PDU_BYTES = 1 << 24
"""The longest PDU that is read. Peers keep to the length that was negotiated for P-DATA;
other PDUs are far shorter: 128 presentation contexts take some 100 KB."""
QUICK_ACKNOWLEDGEMENT = getattr(socket, "TCP_QUICKACK", None)
"""Of a peer that does not switch off Nagle's algorithm, and writes a PDU in two parts, the
second waits for the first one's acknowledgement: 40 ms unless it is sent at once. Linux
forgets the option after a while, so it is set whenever something is waited for: also the
rest of a PDU, since what has come of it is acknowledged then."""


class IllegalLengthError(Exception):
    """A PDU that says it is longer than any we would read."""


def wait_for(
    sockets: tuple[socket.socket, ...], timeout: float | None
) -> Collection[int]:
    """Wait until something can be read from sockets; return the numbers of those."""
    limit = None if timeout is None else max(timeout, 0.0)
    if not hasattr(select, "poll"):  # Windows
        return [each.fileno() for each in select.select(sockets, [], [], limit)[0]]
    poll = select.poll()  # knows sockets of any number, select those below 1024
    for each in sockets:
        poll.register(each, select.POLLIN)
    return [number for number, _ in poll.poll(None if limit is None else limit * 1e3)]


def _acknowledge(sock: socket.socket) -> None:
    """Have what has come acknowledged at once, and what comes next."""
    if QUICK_ACKNOWLEDGEMENT is not None:
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, QUICK_ACKNOWLEDGEMENT, 1)


class Connection(AssociationSocket):
    """The transport connection of an association."""

    def __init__(
        self,
        assoc: Link,
        client_socket: socket.socket | None = None,
        address: AddressInformation | None = None,
    ) -> None:
        super().__init__(assoc, client_socket, address)
        cast(socket.socket, self.socket).setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
        )
        self._set_timeout()

    def _set_timeout(self) -> None:
        if self.socket is not None:
            self.socket.settimeout(self.assoc.network_timeout)

    failed = False
    """Whether it could not be made."""

    def connect(self, primitive: Any) -> None:
        super().connect(primitive)
        self.failed = not self._is_connected
        self._set_timeout()  # pynetdicom clears it

    def recv(self, nr_bytes: int) -> bytearray:
        """Read so many bytes, or fewer where the connection ends.

        Raises:
            IllegalLengthError: They are too many.
            TimeoutError: They did not come within the network timeout.
        """
        if nr_bytes > MOST_PDU_BYTES:
            raise IllegalLengthError(f"a PDU of {nr_bytes} bytes")
        limit = self.assoc.network_timeout
        deadline = None if limit is None else time.monotonic() + limit
        data = bytearray(nr_bytes)
        view, found = memoryview(data), 0
        sock = cast(socket.socket, self.socket)
        while found < nr_bytes:
            _acknowledge(sock)
            got = sock.recv_into(view[found:])
            if not got:
                view.release()
                del data[found:]
                break
            found += got
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutError("a PDU takes longer than the network timeout")
        return data

    def send(self, bytestream: bytes) -> None:
        try:
            cast(socket.socket, self.socket).sendall(bytestream)
        except Exception:
            self.event_queue.put("Evt17")
            return
        evt.trigger(self.assoc, evt.EVT_DATA_SENT, {"data": bytestream})

    @property
    def ready(self) -> bool:
        return self.readable(0)

    def readable(self, timeout: float | None, *others: socket.socket) -> bool:
        """Wait for something to be read here, or from the others; tell if it is here."""
        sock = self.socket
        if sock is None or not self._is_connected:
            if others:
                wait_for(others, timeout)
            return False
        if isinstance(sock, ssl.SSLSocket) and sock.pending():
            return True
        _acknowledge(sock)
        try:
            return sock.fileno() in wait_for((sock, *others), timeout)
        except (OSError, ValueError):
            self.event_queue.put("Evt17")
            return False

    def break_off(self) -> None:
        """Close the connection under whoever reads or writes."""
        sock = self.socket
        if sock is not None:
            with contextlib.suppress(OSError):  # the peer was faster
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
