"""The transport connection of an association: without delays, with limits.

Overrides pynetdicom's `AssociationSocket`; see `upper_layer` for the reasons.
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

MAX_PDU_BYTES = 1 << 24
"""Maximum length of a received PDU. P-DATA PDUs have the negotiated length; other PDUs are
far shorter: 128 presentation contexts have about 100 KB."""
QUICK_ACKNOWLEDGEMENT = getattr(socket, "TCP_QUICKACK", None)
"""Socket option that disables delayed acknowledgements. With Nagle's algorithm, a peer that
writes a PDU in two parts sends the second one only after the acknowledgement of the first:
40 ms later by default. Linux resets the option after a while, so it is set before every
wait, including that for the rest of a PDU."""


class IllegalLengthError(Exception):
    """The header of a PDU states a length above the limit."""


def wait_for(
    sockets: tuple[socket.socket, ...], timeout: float | None
) -> Collection[int]:
    """Wait until sockets can be read, and return the file numbers of those."""
    limit = None if timeout is None else max(timeout, 0.0)
    if not hasattr(select, "poll"):  # Windows
        return [each.fileno() for each in select.select(sockets, [], [], limit)[0]]
    poll = select.poll()  # select fails for file numbers of 1024 and more
    for each in sockets:
        poll.register(each, select.POLLIN)
    return [number for number, _ in poll.poll(None if limit is None else limit * 1e3)]


def _acknowledge(sock: socket.socket) -> None:
    """Acknowledge received data, and the next data, immediately."""
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

    failure: OSError | None = None
    """The reason why the connection could not be established."""

    def connect(self, primitive: Any) -> None:
        """Connect; pynetdicom logs a failure, but does not keep its reason."""
        try:
            self._open(primitive.address_info)
        except OSError as error:
            self.failure = error
            self._shutdown_socket()
            self.socket = None
            primitive.result = "Evt17"  # transport connection closed
        else:
            primitive.result = "Evt2"  # transport connection confirmed
        self.provider_queue.put(primitive)
        self._ready.set()

    def _open(self, address: AddressInformation) -> None:
        """Connect to an address, with the TLS handshake.

        Raises:
            OSError: The transport is not connected.
        """
        sock = cast(socket.socket, self.socket)
        if self.tls_args:
            context, hostname = self.tls_args
            sock = context.wrap_socket(sock, server_hostname=hostname)
            self.socket = sock
        sock.settimeout(self.assoc.connection_timeout)
        sock.connect(address.as_tuple)
        self._set_timeout()
        own = AddressInformation.from_tuple(sock.getsockname())
        self.assoc.requestor.address_info = own
        self._is_connected = True
        evt.trigger(self.assoc, evt.EVT_CONN_OPEN, {"address": address.as_tuple})

    def recv(self, nr_bytes: int) -> bytearray:
        """Read bytes; fewer than requested if the connection ends.

        Raises:
            IllegalLengthError: The number exceeds the limit.
            TimeoutError: They did not arrive within the network timeout.
        """
        if nr_bytes > MAX_PDU_BYTES:
            raise IllegalLengthError(f"a PDU of {nr_bytes} bytes")
        limit = self.assoc.network_timeout
        deadline = None if limit is None else time.monotonic() + limit
        data = bytearray(nr_bytes)
        view, count = memoryview(data), 0
        sock = cast(socket.socket, self.socket)
        while count < nr_bytes:
            _acknowledge(sock)
            received = sock.recv_into(view[count:])
            if not received:
                view.release()
                del data[count:]
                break
            count += received
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutError("the PDU exceeds the network timeout")
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
        """Wait for data here or on other sockets; return True if it is here."""
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
        """Close the connection, also while other threads read or write."""
        sock = self.socket
        if sock is not None:
            with contextlib.suppress(OSError):  # the peer has closed it
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
