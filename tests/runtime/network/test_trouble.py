"""Rejections, aborts, timeouts, and invalid bytes."""

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
    RejectionReason,
    Server,
    StorageProvider,
    Timeouts,
    UnreachableError,
    connect,
    serve,
)
from iodize.network.serving.rejecting import NOT_ALLOWED, Rejection, RejectionCause
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import ModalityWorklist as Worklist

from .samples import (
    CT,
    VERIFICATION,
    Patients,
    Steps,
    association_with,
    connected,
    new_step,
    query_all,
)
from .wire import (
    ABORT,
    association_request,
    command_pdu,
    data_pdu,
    raw_association,
    read_pdu,
)

FILE = Path(str(get_testdata_file("CT_small.dcm")))


def responds(server: Server) -> bool:
    """True if a server responds."""
    with connected(server, VERIFICATION) as association:
        return association.echo().code == 0


def test_closed_port_is_unreachable() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    with pytest.raises(UnreachableError) as failed:
        connect("127.0.0.1", port, [VERIFICATION])

    text = f"cannot connect to 127.0.0.1:{port}: connection refused"
    assert str(failed.value) == text


def test_server_rejects_other_called_ae_titles() -> None:
    with serve(0, [], ae_title="PACS", called_ae=True) as server:
        with pytest.raises(AssociationRejectedError) as rejected:
            connected(server, VERIFICATION, called_ae="RIS")
        with connected(server, VERIFICATION, called_ae="PACS") as association:
            association.echo()

    assert "called AE title not recognized" in str(rejected.value)
    assert not rejected.value.is_transient


def test_server_rejects_other_calling_ae_titles() -> None:
    with serve(0, [], allowed_ae=["CT1"]) as server:
        with pytest.raises(AssociationRejectedError) as rejected:
            connected(server, VERIFICATION, calling_ae="CT2")
        with connected(server, VERIFICATION, calling_ae="CT1") as association:
            association.echo()

    assert rejected.value.reason is RejectionReason.CALLING_AE_TITLE


def test_server_closes_connections_from_other_networks() -> None:
    with (
        serve(0, [], allowed_addresses=["10.0.0.0/8"]) as server,
        pytest.raises(AssociationAbortedError),
    ):
        connected(server, VERIFICATION)
    with serve(0, [], allowed_addresses=["127.0.0.0/8"]) as server:
        assert responds(server)


def test_server_reports_rejections() -> None:
    reported: list[Rejection] = []
    with (
        serve(0, [], allowed_ae=["CT1"], on_rejected=reported.append) as server,
        pytest.raises(AssociationRejectedError),
    ):
        connected(server, VERIFICATION, calling_ae="CT2", called_ae="PACS")
    with (
        serve(
            0, [], allowed_addresses=["10.0.0.0/8"], on_rejected=reported.append
        ) as shy,
        pytest.raises(AssociationAbortedError),
    ):
        connected(shy, VERIFICATION)

    assert reported == [
        Rejection(
            "CT2",
            "PACS",
            "127.0.0.1",
            "calling AE title not recognized",
            RejectionCause.CALLING_AE,
        ),
        Rejection("", "", "127.0.0.1", NOT_ALLOWED, RejectionCause.NETWORK),
    ]


def test_occupied_port_is_an_error() -> None:
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
def test_invalid_host_or_port_is_named(host: str, port: int) -> None:
    with pytest.raises(PortUnavailableError, match=f"{host}:{port}"):
        serve(port, [], host=host)


def test_associations_beyond_the_limit_are_rejected_temporarily() -> None:
    with serve(0, [], max_associations=2) as server:
        first, second = connected(server, VERIFICATION), connected(server, VERIFICATION)
        with pytest.raises(AssociationRejectedError) as rejected:
            connected(server, VERIFICATION)
        first.release()
        deadline = time.monotonic() + 5
        while server.associations > 1 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert responds(server)
        second.release()

    assert rejected.value.is_transient


def test_rejected_contexts_are_named() -> None:
    with (
        serve(0, [Patients()]) as server,
        pytest.raises(NoPresentationContextError) as failed,
    ):
        connected(server, Step)

    assert failed.value.proposed == ["Modality Performed Procedure Step SOP Class"]
    assert str(failed.value) == (
        "the peer accepted no presentation context; proposed: Modality Performed"
        " Procedure Step SOP Class"
    )


def test_abort_during_an_operation_is_an_error() -> None:
    class Fickle(Steps):
        def create(self, request: Step.Create, call: Any, /) -> None:
            call.association.abort()

    new = new_step()
    with association_with([Fickle()], Step) as association:
        with pytest.raises(AssociationAbortedError) as aborted:
            association.create(new, "1.2.3")
        assert not association.is_established
        with pytest.raises(AssociationAbortedError):
            association.create(new, "1.2.3")

    assert "N-CREATE of Modality Performed" in str(aborted.value)


def test_association_request_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        started = time.monotonic()
        with pytest.raises(PeerTimeoutError):
            connect("127.0.0.1", port, [VERIFICATION], timeout=Timeouts(acse=0.3))

    assert time.monotonic() - started < 5


def test_closed_connection_is_an_abort() -> None:
    def hang_up() -> None:
        connection, _ = silent.accept()
        connection.recv(10)
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as silent:
        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(AssociationAbortedError):
            connect("127.0.0.1", silent.getsockname()[1], [VERIFICATION])


def test_message_times_out() -> None:
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
        list(association.find(query_all()))

    assert failed.value.seconds == 0.2
    assert not association.is_established


def test_handler_can_exceed_the_network_timeout() -> None:
    class Slow(Steps):
        def create(self, request: Step.Create, call: Any, /) -> None:
            time.sleep(1.5)

    new = new_step()
    with (
        serve(0, [Slow()], timeout=Timeouts(network=1), check="off") as server,
        connected(server, Step, check="off") as association,
    ):
        for number in range(2):
            association.create(new, f"1.2.{number}")


def test_idle_association_is_aborted() -> None:
    with serve(0, [], timeout=Timeouts(network=0.3)) as server:
        association = connected(server, VERIFICATION)
        deadline = time.monotonic() + 5
        while association.is_established and time.monotonic() < deadline:
            time.sleep(0.02)

    assert not association.is_established


def test_incomplete_pdu_ends_the_association() -> None:
    with serve(0, [], timeout=Timeouts(network=0.3)) as server:
        with raw_association(server.port, VERIFICATION) as connection:
            connection.sendall(struct.pack(">BBL", 4, 0, 1000) + b"abc")
            kind, _ = read_pdu(connection)
        assert kind in (0, ABORT)
        deadline = time.monotonic() + 5
        while server.associations and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.associations == 0
        assert responds(server)


def test_silent_connection_is_closed() -> None:
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


def test_incomplete_instance_leaves_no_file(tmp_path: Path) -> None:
    with serve(0, [StorageProvider(tmp_path)]) as server:
        with raw_association(server.port, CT) as connection:
            connection.sendall(command_pdu(STORE) + data_pdu(bytes(5000), 0))
            deadline = time.monotonic() + 5
            while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
                time.sleep(0.01)
            assert list(tmp_path.iterdir())  # it is being received
        deadline = time.monotonic() + 5
        while list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert list(tmp_path.iterdir()) == []
        assert responds(server)


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
def test_invalid_bytes_abort_only_their_association(
    sent: bytes, tmp_path: Path
) -> None:
    with serve(0, [StorageProvider(tmp_path)]) as server:
        other = connected(server, VERIFICATION)
        with raw_association(server.port, CT) as connection:
            connection.sendall(sent)
            assert read_pdu(connection)[0] in (ABORT, 0)
        assert other.echo().code == 0
        other.release()
        assert responds(server)
    assert [each.name for each in tmp_path.iterdir()] == []


@pytest.mark.parametrize("cut", [1, 5, 6, 74, 100, 200])
def test_truncated_association_request_does_not_stop_the_server(cut: int) -> None:
    with serve(0, [], timeout=Timeouts(acse=1, network=1)) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(association_request(VERIFICATION)[:cut])
        assert responds(server)


BROKEN = b"\x40\0\x75\2SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\x20\0\0\0abc"
"""A sequence whose first item is truncated."""


def test_undecodable_data_set_is_a_failure_status(
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


def test_stored_file_equals_the_sent_file(tmp_path: Path) -> None:
    with association_with([StorageProvider(tmp_path)], CT, check="off") as association:
        association.store(FILE)

    (stored,) = tmp_path.iterdir()
    assert dcmread(stored) == dcmread(FILE)
    assert dcmread(stored).file_meta.TransferSyntaxUID == (
        dcmread(FILE).file_meta.TransferSyntaxUID
    )


def test_too_small_maximum_length_ends_the_association() -> None:
    """PS3.8 D.1: Maximum Length is less than the header of a fragment."""
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
        assert responds(server)
