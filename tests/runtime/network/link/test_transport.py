"""Connections with peers that send a PDU in two parts."""

from __future__ import annotations

import socket
import sys
import time

import pytest

from iodize.network import connect, serve
from iodize.network.link.contexts import VERIFICATION
from iodize.network.link.transport import Connection

HEADER = 6
"""Bytes of a PDU up to its length."""
DELAYED = 0.04
"""Minimum delay of an acknowledgement in Linux, in seconds."""


def send_in_parts(connection: Connection, pdu: bytes) -> None:
    """Send as DCMTK does by default."""
    sock = connection.socket
    assert sock is not None
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)
    sock.sendall(pdu[:HEADER])
    sock.sendall(pdu[HEADER:])


@pytest.mark.skipif(sys.platform != "linux", reason="acknowledgements of Linux")
def test_pdu_in_two_parts_is_not_delayed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nagle's algorithm delays the second part until the acknowledgement of the first."""
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
