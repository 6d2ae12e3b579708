"""From bytes to PDUs."""

from __future__ import annotations

import pytest

from iodize.proxy import pdus
from iodize.proxy.pdus import DataStart, Event, PduReader, Piece, Whole
from iodize.validation.elements import Problem

from . import speech


def read(data: bytes, step: int | None = None) -> list[Event]:
    reader = PduReader()
    step = step or len(data)
    return [
        event
        for start in range(0, len(data), step)
        for event in reader.feed(data[start : start + step])
    ]


def fault(data: bytes) -> str:
    (problem,) = (event for event in read(data) if isinstance(event, Problem))
    return f"{problem.code.name}: {problem.message}"


TALK = speech.request() + speech.echo() + speech.RELEASE


@pytest.mark.parametrize("step", [1, 2, 7, 64])
def test_it_does_not_matter_how_the_bytes_arrive(step: int) -> None:
    def joined(events: list[Event]) -> list[object]:
        data = b"".join(event.data for event in events if isinstance(event, Piece))
        return [*(e for e in events if not isinstance(e, Piece)), data]

    assert joined(read(TALK, step)) == joined(read(TALK))


def test_pdus_come_whole_and_fragments_as_they_are() -> None:
    first, start, piece, last = read(TALK)

    assert first == Whole(pdus.ASSOCIATE_RQ, speech.request())
    assert start == DataStart(len(speech.echo()) - 6)
    assert isinstance(piece, Piece)
    assert (piece.context_id, piece.is_command, piece.is_last) == (1, True, True)
    assert piece.ends
    assert last == Whole(pdus.RELEASE_RQ, speech.RELEASE)


def test_a_large_fragment_is_told_in_pieces_and_not_held() -> None:
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


def test_what_is_no_dicom_is_said_once_and_read_no_further() -> None:
    assert fault(b"GET / HTTP/1.1\r\nHost: pacs\r\n\r\n") == "pdu-unknown: PDU type 47H"


def test_tls_is_named() -> None:
    assert "encrypted by TLS" in fault(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")


def test_after_an_unknown_pdu_the_next_one_is_read() -> None:
    unknown = b"\x09\x00\x00\x00\x00\x03abc"
    events = read(speech.request() + unknown + speech.RELEASE)

    assert isinstance(events[1], Problem)
    assert events[2] == Whole(pdus.RELEASE_RQ, speech.RELEASE)


def test_a_fragment_that_is_longer_than_its_pdu_ends_with_it() -> None:
    item = (500).to_bytes(4, "big") + b"\x01\x03" + bytes(10)
    events = read(speech.data_pdu(item) + speech.RELEASE)

    assert isinstance(events[1], Problem)
    assert events[1].message.startswith("a fragment with a length of 500 bytes")
    assert events[2] == Whole(pdus.RELEASE_RQ, speech.RELEASE)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x04\x00\x00\x00\x00\x02ab", "P-DATA-TF: a length of 2 bytes"),
        (
            speech.data_pdu(speech.fragment(b"ab"), b"abc"),
            "3 bytes are left in the PDU after its last item",
        ),
        (b"\x05\x00\x00\x00\x00\x06" + bytes(6), "A-RELEASE-RQ: length 6 bytes"),
        (b"\x01\x00\x40\x00\x00\x00", "A-ASSOCIATE-RQ: length 1073741824 bytes"),
    ],
)
def test_impossible_lengths_are_told(data: bytes, told: str) -> None:
    assert fault(data) == f"pdu-broken: {told}"
