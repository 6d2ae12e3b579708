"""The reader splits bytes into PDUs and fragments."""

from __future__ import annotations

import pytest

from iodize.findings.finding import Finding
from iodize.proxy import pdus
from iodize.proxy.pdus import DataStart, Event, Pdu, PduReader, Piece

from . import encoded


def read(data: bytes, step: int | None = None) -> list[Event]:
    reader = PduReader()
    step = step or len(data)
    return [
        event
        for start in range(0, len(data), step)
        for event in reader.feed(data[start : start + step])
    ]


def fault(data: bytes) -> str:
    (finding,) = (event for event in read(data) if isinstance(event, Finding))
    return f"{finding.code}: {finding.message}"


ASSOCIATION = encoded.request() + encoded.echo() + encoded.RELEASE_REQUEST


@pytest.mark.parametrize("step", [1, 2, 7, 64])
def test_events_do_not_depend_on_how_bytes_arrive(step: int) -> None:
    def joined(events: list[Event]) -> list[object]:
        data = b"".join(event.data for event in events if isinstance(event, Piece))
        return [*(e for e in events if not isinstance(e, Piece)), data]

    assert joined(read(ASSOCIATION, step)) == joined(read(ASSOCIATION))


def test_pdus_are_complete_and_fragments_in_pieces() -> None:
    first, start, piece, last = read(ASSOCIATION)

    assert first == Pdu(pdus.ASSOCIATE_RQ, encoded.request())
    assert start == DataStart(len(encoded.echo()) - 6)
    assert isinstance(piece, Piece)
    assert (piece.context_id, piece.is_command, piece.is_last) == (1, True, True)
    assert piece.ends
    assert last == Pdu(pdus.RELEASE_RQ, encoded.RELEASE_REQUEST)


def test_large_fragment_is_not_held_in_memory() -> None:
    reader = PduReader()
    size = 1 << 26
    head = b"\x04\x00" + (size + 6).to_bytes(4, "big")
    head += (size + 2).to_bytes(4, "big") + b"\x01\x02"
    list(reader.feed(head))
    chunk = bytes(1 << 16)
    seen = 0
    for _ in range(size // len(chunk)):
        for piece in reader.feed(chunk):
            assert isinstance(piece, Piece)
            seen += len(piece.data)
            last = piece.ends
    assert seen == size
    assert last
    assert reader.between


def test_bytes_of_another_protocol_are_reported_once() -> None:
    assert fault(b"GET / HTTP/1.1\r\nHost: pacs\r\n\r\n") == "pdu-unknown: PDU type 47H"


def test_tls_is_reported() -> None:
    assert "encrypted with TLS" in fault(
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
    )


def test_pdu_after_an_unknown_one_is_read() -> None:
    unknown = b"\x09\x00\x00\x00\x00\x03abc"
    events = read(encoded.request() + unknown + encoded.RELEASE_REQUEST)

    assert isinstance(events[1], Finding)
    assert events[2] == Pdu(pdus.RELEASE_RQ, encoded.RELEASE_REQUEST)


def test_pdu_after_a_too_long_fragment_is_read() -> None:
    item = (500).to_bytes(4, "big") + b"\x01\x03" + bytes(10)
    events = read(encoded.data_pdu(item) + encoded.RELEASE_REQUEST)

    assert isinstance(events[1], Finding)
    assert events[1].message.startswith("a fragment with a length of 500 bytes")
    assert events[2] == Pdu(pdus.RELEASE_RQ, encoded.RELEASE_REQUEST)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x04\x00\x00\x00\x00\x02ab", "P-DATA-TF: a length of 2 bytes"),
        (
            encoded.data_pdu(encoded.fragment(b"ab"), b"abc"),
            "3 bytes are left in the PDU after its last item",
        ),
        (b"\x05\x00\x00\x00\x00\x06" + bytes(6), "A-RELEASE-RQ: length 6 bytes"),
        (b"\x01\x00\x40\x00\x00\x00", "A-ASSOCIATE-RQ: length 1073741824 bytes"),
    ],
)
def test_impossible_length_is_reported(data: bytes, text: str) -> None:
    assert fault(data) == f"pdu-broken: {text}"
