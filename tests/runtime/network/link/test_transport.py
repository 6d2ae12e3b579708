"""Connections to peers that write a PDU in parts."""

from __future__ import annotations

import socket
import sys
import time

import pytest

from iodize.network import connect, serve
from iodize.network.contexts import VERIFICATION
from iodize.network.transport import Connection

HEADER = 6
"""Bytes of a PDU up to its length."""
DELAYED = 0.04
"""Seconds that Linux waits, at least, before it acknowledges what it need not at once."""


def send_in_parts(connection: Connection, pdu: bytes) -> None:
    """Write as DCMTK does unless it is told otherwise."""
    sock = connection.socket
    assert sock is not None
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)
    sock.sendall(pdu[:HEADER])
    sock.sendall(pdu[HEADER:])


@pytest.mark.skipif(sys.platform != "linux", reason="acknowledgements of Linux")
def test_what_a_peer_holds_back_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nagle's algorithm keeps the second part until the first one is acknowledged."""
    took = []
    monkeypatch.setattr(Connection, "send", send_in_parts)
    with serve(0, []) as server:
        address = "127.0.0.1", server.port
        with connect(*address, [VERIFICATION]) as association:
            for _ in range(21):
                before = time.perf_counter()
                association.echo()
                took.append(time.perf_counter() - before)
    assert sorted(took)[10] < DELAYED
