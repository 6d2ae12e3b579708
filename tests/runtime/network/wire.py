"""Encoded PDUs, for tests of invalid ones."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pynetdicom import AE
from pynetdicom.acse import ACSE
from pynetdicom.association import Association
from pynetdicom.pdu import A_ASSOCIATE_RQ
from pynetdicom.transport import AddressInformation

from iodize.dimse.messages.command_sets import CommandSet

ABORT = 7
ACCEPT = 2
REJECT = 3


def association_request(*sop_classes: str, called: str = "IODIZE") -> bytes:
    """Return an A-ASSOCIATE-RQ PDU, Explicit and Implicit VR Little Endian."""
    ae = AE("RAW")
    association = Association(ae, "requestor")
    for uid in sop_classes:
        ae.add_requested_context(uid)
    contexts = ae.requested_contexts
    for number, context in enumerate(contexts):
        context.context_id = 2 * number + 1
    requestor = association.requestor
    requestor.ae_title = "RAW"
    requestor.requested_contexts = contexts
    requestor.maximum_length = 16382
    requestor.implementation_class_uid = ae.implementation_class_uid
    requestor.address_info = AddressInformation("127.0.0.1", 0)
    association.acceptor.ae_title = called
    association.acceptor.address_info = AddressInformation("127.0.0.1", 0)
    sent: list[Any] = []
    association.dul.send_pdu = sent.append  # type: ignore[assignment]
    ACSE(association).send_request()
    return A_ASSOCIATE_RQ(sent[0]).encode()


def data_pdu(fragment: bytes, header: int, context_id: int = 1) -> bytes:
    """Return a P-DATA-TF PDU with one fragment: PS3.8 9.3.5."""
    value = struct.pack(">LBB", len(fragment) + 2, context_id, header) + fragment
    return struct.pack(">BBL", 4, 0, len(value)) + value


def command_pdu(command: Mapping[str, Any], context_id: int = 1) -> bytes:
    """Return a P-DATA-TF PDU with a complete command set."""
    return data_pdu(CommandSet.of(command).encode(), 3, context_id)


@contextmanager
def raw_association(port: int, *sop_classes: str) -> Iterator[socket.socket]:
    """Provide the connection of an accepted association."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(association_request(*sop_classes))
        kind, _ = read_pdu(connection)
        assert kind == ACCEPT
        yield connection


def read_pdu(connection: socket.socket) -> tuple[int, bytes]:
    """Return type and content of the next PDU; 0 if the connection has ended."""
    head = _exactly(connection, 6)
    if len(head) < 6:
        return 0, b""
    kind, length = struct.unpack(">BxL", head)
    return kind, _exactly(connection, length)


def _exactly(connection: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        try:
            more = connection.recv(count - len(found))
        except ConnectionResetError:
            break
        if not more:
            break
        found += more
    return found
