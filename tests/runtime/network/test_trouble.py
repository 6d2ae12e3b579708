"""Refusals, aborts, silence, and bytes that are no DICOM."""

from __future__ import annotations

import socket
import struct
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.network import (
    AssociationAbortedError,
    AssociationRejectedError,
    NoPresentationContextError,
    PeerTimeoutError,
    PortUnavailableError,
    Server,
    StorageProvider,
    Timeouts,
    UnreachableError,
    connect,
    serve,
)
from iodize.network.rejecting import NOT_ALLOWED, Rejection
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist

from .samples import (
    CT,
    VERIFICATION,
    Patients,
    Steps,
    begun,
    everybody,
)
from .test_operations import between, joined
from .wire import (
    ABORT,
    association_request,
    command_pdu,
    data_pdu,
    raw_association,
    read_pdu,
)

FILE = Path(str(get_testdata_file("CT_small.dcm")))


def lives(server: Server) -> bool:
    """Whether a server still answers."""
    with joined(server, VERIFICATION) as association:
        return association.echo().code == 0


def test_nobody_listens() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    with pytest.raises(UnreachableError) as failed:
        connect("127.0.0.1", port, [VERIFICATION])

    assert str(failed.value) == f"no connection to 127.0.0.1:{port}"


def test_a_server_may_want_to_be_called_by_its_name() -> None:
    with serve(0, [], ae_title="PACS", called_ae=True) as server:
        with pytest.raises(AssociationRejectedError) as rejected:
            joined(server, VERIFICATION, called_ae="RIS")
        with joined(server, VERIFICATION, called_ae="PACS") as association:
            association.echo()

    assert "Called AE title not recognised" in str(rejected.value)
    assert not rejected.value.is_transient


def test_a_server_may_know_its_callers() -> None:
    with serve(0, [], allowed_ae=["CT1"]) as server:
        with pytest.raises(AssociationRejectedError) as rejected:
            joined(server, VERIFICATION, calling_ae="CT2")
        with joined(server, VERIFICATION, calling_ae="CT1") as association:
            association.echo()

    assert "Calling AE title not recognised" in rejected.value.reason


def test_a_server_may_know_its_networks() -> None:
    with (
        serve(0, [], allowed_addresses=["10.0.0.0/8"]) as server,
        pytest.raises(AssociationAbortedError),
    ):
        joined(server, VERIFICATION)
    with serve(0, [], allowed_addresses=["127.0.0.0/8"]) as server:
        assert lives(server)


def test_a_server_tells_whom_it_rejects() -> None:
    told: list[Rejection] = []
    with (
        serve(0, [], allowed_ae=["CT1"], on_rejected=told.append) as server,
        pytest.raises(AssociationRejectedError),
    ):
        joined(server, VERIFICATION, calling_ae="CT2", called_ae="PACS")
    with (
        serve(0, [], allowed_addresses=["10.0.0.0/8"], on_rejected=told.append) as shy,
        pytest.raises(AssociationAbortedError),
    ):
        joined(shy, VERIFICATION)

    assert told == [
        Rejection("CT2", "PACS", "127.0.0.1", "Calling AE title not recognised"),
        Rejection("", "", "127.0.0.1", NOT_ALLOWED),
    ]


def test_a_port_is_listened_on_once() -> None:
    with (
        serve(0, []) as server,
        pytest.raises(PortUnavailableError) as failed,
    ):
        serve(server.port, [])

    assert isinstance(failed.value, OSError)
    assert str(failed.value).startswith(f"cannot listen on 127.0.0.1:{server.port}: ")
    assert "another port" in failed.value.hint


@pytest.mark.parametrize(
    ("host", "port"), [("no.such.host.invalid", 0), ("127.0.0.1", 70000)]
)
def test_a_host_or_port_that_is_none_is_named(host: str, port: int) -> None:
    with pytest.raises(PortUnavailableError, match=f"{host}:{port}"):
        serve(port, [], host=host)


def test_more_associations_than_wanted_may_come_again() -> None:
    with serve(0, [], max_associations=2) as server:
        first, second = joined(server, VERIFICATION), joined(server, VERIFICATION)
        with pytest.raises(AssociationRejectedError) as rejected:
            joined(server, VERIFICATION)
        first.release()
        deadline = time.monotonic() + 5
        while server.associations > 1 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert lives(server)
        second.release()

    assert rejected.value.is_transient


def test_no_service_is_accepted() -> None:
    with serve(0, [Patients()]) as server, pytest.raises(NoPresentationContextError):
        joined(server, Step)


def test_the_peer_aborts_amid_an_operation() -> None:
    class Fickle(Steps):
        def create(self, request: Step.Create, call: Any, /) -> None:
            call.association.abort()

    new = begun()
    with between([Fickle()], Step) as association:
        with pytest.raises(AssociationAbortedError) as aborted:
            association.create(new, "1.2.3")
        assert not association.is_established
        with pytest.raises(AssociationAbortedError):
            association.create(new, "1.2.3")

    assert "N-CREATE of Modality Performed" in str(aborted.value)


def test_a_peer_that_does_not_answer_a_request_for_an_association() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        started = time.monotonic()
        with pytest.raises(PeerTimeoutError):
            connect("127.0.0.1", port, [VERIFICATION], timeout=Timeouts(acse=0.3))

    assert time.monotonic() - started < 5


def test_a_peer_that_closes_instead_of_answering() -> None:
    def hang_up() -> None:
        connection, _ = silent.accept()
        connection.recv(10)
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as silent:
        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(AssociationAbortedError):
            connect("127.0.0.1", silent.getsockname()[1], [VERIFICATION])


def test_a_peer_that_does_not_answer_a_message() -> None:
    class Slow(Patients):
        def find(self, query: Worklist.Query, call: Any, /) -> list[Worklist.Answer]:
            time.sleep(1.5)
            return []

    with (
        serve(0, [Slow()]) as server,
        connect(
            "127.0.0.1", server.port, [Worklist], timeout=Timeouts(dimse=0.2)
        ) as association,
        pytest.raises(PeerTimeoutError) as failed,
    ):
        list(association.find(everybody()))

    assert failed.value.seconds == 0.2
    assert not association.is_established


def test_a_handler_may_take_longer_than_the_network_timeout() -> None:
    class Slow(Steps):
        def create(self, request: Step.Create, call: Any, /) -> None:
            time.sleep(1.5)

    new = begun()
    with (
        serve(0, [Slow()], timeout=Timeouts(network=1), check="off") as server,
        joined(server, Step, check="off") as association,
    ):
        for number in range(2):
            association.create(new, f"1.2.{number}")


def test_an_association_that_nobody_uses_is_aborted() -> None:
    with serve(0, [], timeout=Timeouts(network=0.3)) as server:
        association = joined(server, VERIFICATION)
        deadline = time.monotonic() + 5
        while association.is_established and time.monotonic() < deadline:
            time.sleep(0.02)

    assert not association.is_established


def test_a_peer_that_falls_silent_amid_a_pdu_is_dropped() -> None:
    with serve(0, [], timeout=Timeouts(network=0.3)) as server:
        with raw_association(server.port, VERIFICATION) as connection:
            connection.sendall(struct.pack(">BBL", 4, 0, 1000) + b"abc")
            kind, _ = read_pdu(connection)
        assert kind in (0, ABORT)
        deadline = time.monotonic() + 5
        while server.associations and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.associations == 0
        assert lives(server)


def test_a_connection_that_says_nothing_is_closed() -> None:
    with (
        serve(0, [], timeout=Timeouts(acse=0.3)) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection,
    ):
        assert connection.recv(1) == b""


STORE = {
    "CommandField": 1,
    "MessageID": 1,
    "AffectedSOPClassUID": CT,
    "AffectedSOPInstanceUID": "1.2.3",
    "CommandDataSetType": 1,
}


def test_of_an_instance_that_never_ends_nothing_is_left(tmp_path: Path) -> None:
    with serve(0, [StorageProvider(tmp_path)]) as server:
        with raw_association(server.port, CT) as connection:
            connection.sendall(command_pdu(STORE) + data_pdu(bytes(5000), 0))
            deadline = time.monotonic() + 5
            while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
                time.sleep(0.01)
            assert list(tmp_path.iterdir())  # it has begun
        deadline = time.monotonic() + 5
        while list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert list(tmp_path.iterdir()) == []
        assert lives(server)


ILLEGAL = {
    "no PDU type": b"\x63" + bytes(5),
    "HTTP": b"GET / HTTP/1.1\r\nHost: pacs\r\n\r\n",
    "a length of 4 GB": struct.pack(">BBL", 4, 0, 0xFFFFFFFF) + bytes(100),
    "a fragment longer than its PDU": struct.pack(">BBLL", 4, 0, 10, 0xFFFFFFF0)
    + b"\1\3abcd",
    "a fragment without content": struct.pack(">BBLLB", 4, 0, 5, 1, 1),
    "a command set that ends early": data_pdu(b"\0\0\0\1\2\0\0\0\1", 3),
    "a command set of nothing": data_pdu(b"", 3),
    "a data set before its command set": data_pdu(b"abcd", 2),
    "a command set amid a data set": command_pdu(STORE) + command_pdu(STORE),
    "a request for an association amid one": association_request(CT),
    "a context that was not accepted": command_pdu(
        {"CommandField": 0x30, "MessageID": 1, "CommandDataSetType": 0x101}, 99
    ),
}


@pytest.mark.parametrize("sent", ILLEGAL.values(), ids=list(ILLEGAL))
def test_illegal_bytes_end_their_association_and_no_other(
    sent: bytes, tmp_path: Path
) -> None:
    with serve(0, [StorageProvider(tmp_path)]) as server:
        other = joined(server, VERIFICATION)
        with raw_association(server.port, CT) as connection:
            connection.sendall(sent)
            assert read_pdu(connection)[0] in (ABORT, 0)
        assert other.echo().code == 0
        other.release()
        assert lives(server)
    assert [each.name for each in tmp_path.iterdir()] == []


@pytest.mark.parametrize("cut", [1, 5, 6, 74, 100, 200])
def test_a_request_for_an_association_may_be_cut_anywhere(cut: int) -> None:
    with serve(0, [], timeout=Timeouts(acse=1, network=1)) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(association_request(VERIFICATION)[:cut])
        assert lives(server)


BROKEN = b"\x40\0\x75\2SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\x20\0\0\0abc"
"""A sequence whose first item ends with the data set."""


def test_a_data_set_that_is_none_is_refused_and_the_association_lives(
    tmp_path: Path,
) -> None:
    create = {
        "CommandField": 0x140,
        "MessageID": 7,
        "AffectedSOPClassUID": Step.uid,
        "AffectedSOPInstanceUID": "1.2.3",
        "CommandDataSetType": 1,
    }
    with (
        serve(0, [Steps()]) as server,
        raw_association(server.port, Step.uid) as connection,
    ):
        for _ in range(2):
            connection.sendall(command_pdu(create) + data_pdu(BROKEN, 2))
            kind, content = read_pdu(connection)
            assert kind == 4
            assert b"\0\0\0\x09\x02\0\0\0\x10\x01" in content  # Status 0110


def test_what_was_stored_is_what_was_sent(tmp_path: Path) -> None:
    with between([StorageProvider(tmp_path)], CT, check="off") as association:
        association.store(FILE)

    (stored,) = tmp_path.iterdir()
    assert dcmread(stored) == dcmread(FILE)
    assert dcmread(stored).file_meta.TransferSyntaxUID == (
        dcmread(FILE).file_meta.TransferSyntaxUID
    )


def test_a_peer_that_takes_no_fragment_is_told_nothing_and_left() -> None:
    """PS3.8 D.1: its Maximum Length is less than the head of a fragment."""
    request = association_request(VERIFICATION)
    at = request.index(b"\x51\0\0\4") + 4
    tiny = request[:at] + struct.pack(">L", 4) + request[at + 4 :]
    echo = {
        "CommandField": 0x30,
        "MessageID": 1,
        "AffectedSOPClassUID": VERIFICATION,
        "CommandDataSetType": 0x101,
    }
    with serve(0, []) as server:
        with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
            connection.sendall(tiny)
            read_pdu(connection)
            connection.sendall(command_pdu(echo))
            assert read_pdu(connection)[0] in (ABORT, 0)
        assert lives(server)
