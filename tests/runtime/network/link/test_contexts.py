"""Presentation contexts of services."""

from __future__ import annotations

import socket
import struct
import threading

import pytest

from iodize.dimse.services.sop_classes import StorageSopClass
from iodize.generated import services
from iodize.network import NoPresentationContextError, connect, serve
from iodize.network.link.contexts import STORAGE_CLASSES, is_storage, supported
from iodize.services import StudyRootGet

from ..samples import VERIFICATION
from ..wire import association_request, read_pdu

INVENTORY_CREATION = "1.2.840.10008.5.1.4.1.1.201.5"
INVENTORY = "1.2.840.10008.5.1.4.1.1.201.1"
RETIRED_ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6"


def test_storage_classes_are_those_of_c_store() -> None:
    """Including the retired ones."""
    classes = [getattr(services, name) for name in services.FILES]

    assert set(STORAGE_CLASSES) == {
        each.uid for each in classes if issubclass(each, StorageSopClass)
    }
    assert is_storage(INVENTORY)
    assert is_storage(RETIRED_ULTRASOUND)


def test_inventory_is_a_storage_class_and_inventory_creation_is_not() -> None:
    """PS3.4 Table KK.1-2 resembles those of storage; its SOP class uses N-ACTION."""
    syntaxes = {each.abstract_syntax for each in supported([StudyRootGet], None)}

    assert not is_storage(INVENTORY_CREATION)
    assert INVENTORY in syntaxes
    assert INVENTORY_CREATION not in syntaxes


def test_context_with_unproposed_transfer_syntax_is_not_used() -> None:
    def accept() -> None:
        with silent.accept()[0] as connection:
            read_pdu(connection)
            connection.sendall(struct.pack(">BBL", 2, 0, len(answer)) + answer)
            read_pdu(connection)

    with (
        serve(0, []) as server,
        socket.create_connection(("127.0.0.1", server.port), 5) as connection,
    ):
        connection.sendall(association_request(VERIFICATION))
        answer = read_pdu(connection)[1]
    syntax = b"1.2.840.10008.1.2.1"
    assert answer.count(syntax) == 1
    answer = answer.replace(syntax, b"1.2.840.10008.1.2.9")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        threading.Thread(target=accept, daemon=True).start()
        with pytest.raises(NoPresentationContextError):
            connect("127.0.0.1", silent.getsockname()[1], [VERIFICATION])
