"""Splits the bytes of one direction into PDUs, holding at most one in memory.

Source: PS3.8 9.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from ..findings import codes
from ..findings.finding import Finding
from .observation import finding

ASSOCIATE_RQ: Final = 0x01
ASSOCIATE_AC: Final = 0x02
ASSOCIATE_RJ: Final = 0x03
DATA_TF: Final = 0x04
RELEASE_RQ: Final = 0x05
RELEASE_RP: Final = 0x06
ABORT: Final = 0x07

NAMES: Final = {
    ASSOCIATE_RQ: "A-ASSOCIATE-RQ",
    ASSOCIATE_AC: "A-ASSOCIATE-AC",
    ASSOCIATE_RJ: "A-ASSOCIATE-RJ",
    DATA_TF: "P-DATA-TF",
    RELEASE_RQ: "A-RELEASE-RQ",
    RELEASE_RP: "A-RELEASE-RP",
    ABORT: "A-ABORT",
}

HEADER: Final = 6
"""Bytes before the part that PDU-length counts."""
_ITEM_HEADER: Final = 6
"""Bytes of a PDV item before its fragment: length, context ID, control header."""
_FIXED: Final = {ASSOCIATE_RJ: 4, RELEASE_RQ: 4, RELEASE_RP: 4, ABORT: 4}
"""PDU-length of the PDUs of fixed length."""
_LONGEST: Final = 1 << 20
"""Maximum length in bytes of a PDU other than P-DATA-TF. A proposal of 128 contexts, each
with every transfer syntax, has about a tenth of it."""
_TLS: Final = 0x16
"""First byte of a TLS handshake."""


class Pdu(NamedTuple):
    """A complete PDU other than P-DATA-TF."""

    type: int
    body: bytes
    """All bytes, including the header."""


class DataStart(NamedTuple):
    """The header of a P-DATA-TF PDU."""

    length: int
    """PDU-length in bytes, which the receiver's Maximum Length Received limits."""


class Piece(NamedTuple):
    """Consecutive bytes of one fragment, as they arrived."""

    context_id: int
    is_command: bool
    is_last: bool
    """True if the fragment is the last one of its command set or data set."""
    data: bytes
    ends: bool
    """True if these are the last bytes of the fragment."""


Event: TypeAlias = Pdu | DataStart | Piece | Finding


class PduReader:
    """Reads the bytes of one direction as they arrive."""

    def __init__(self) -> None:
        self.lost = False
        """True if the start of the next PDU is unknown; all further bytes are ignored."""
        self._buffer = bytearray()
        self._data_left = 0
        """Bytes to come of the current P-DATA-TF PDU."""
        self._item: tuple[int, bool, bool] | None = None
        self._item_left = 0
        self._skip = 0
        """Bytes to come that cannot be decoded."""
        self._read_one = False

    @property
    def between(self) -> bool:
        """True if no PDU is incomplete."""
        return not (self._buffer or self._data_left or self._skip)

    def feed(self, data: bytes) -> Iterator[Event]:
        """Yield the events that the next bytes complete."""
        if self.lost:
            return
        self._buffer += data
        while self._buffer and not self.lost:
            before = self._progress
            yield from self._step()
            if before == self._progress:
                return  # more bytes are needed

    @property
    def _progress(self) -> tuple[int, int, int]:
        return len(self._buffer), self._data_left, self._skip

    def _step(self) -> Iterator[Event]:
        if self._skip:
            self._skip -= len(self._take(self._skip))
        elif self._item is not None:
            yield self._piece()
        elif self._data_left:
            yield from self._item_header()
        elif len(self._buffer) >= HEADER:
            yield from self._header()

    def _header(self) -> Iterator[Event]:
        kind = self._buffer[0]
        length = int.from_bytes(self._buffer[2:HEADER], "big")
        if kind == DATA_TF:
            self._take(HEADER)
            self._data_left = length
            self._read_one = True
            if length < _ITEM_HEADER:
                yield from self._skip_rest(f"{NAMES[kind]}: a length of {length} bytes")
            else:
                yield DataStart(length)
            return
        problem = self._header_fault(kind, length)
        if problem is not None:
            yield problem
            # An unknown PDU may state any length.
            self.lost = not self._read_one or length > _LONGEST
            self._skip = HEADER + length
        elif len(self._buffer) >= HEADER + length:
            self._read_one = True
            yield Pdu(kind, self._take(HEADER + length))

    def _header_fault(self, kind: int, length: int) -> Finding | None:
        if kind not in NAMES:
            if kind == _TLS and not self._read_one:
                return finding(
                    codes.PDU_UNKNOWN,
                    "the connection is encrypted with TLS and cannot be decoded",
                )
            return finding(codes.PDU_UNKNOWN, f"PDU type {kind:02X}H")
        if length != _FIXED.get(kind, length) or length > _LONGEST:
            return finding(codes.PDU_BROKEN, f"{NAMES[kind]}: length {length} bytes")
        return None

    def _item_header(self) -> Iterator[Event]:
        if self._data_left < _ITEM_HEADER:
            yield from self._skip_rest(
                f"{self._data_left} bytes are left in the PDU after its last item"
            )
            return
        if len(self._buffer) < _ITEM_HEADER:
            return
        length = int.from_bytes(self._buffer[:4], "big")
        context_id, control = self._buffer[4], self._buffer[5]
        if not 2 <= length <= self._data_left - 4:
            yield from self._skip_rest(
                f"a fragment with a length of {length} bytes; the PDU has"
                f" {self._data_left - 4} left"
            )
            return
        self._take(_ITEM_HEADER)
        self._data_left -= _ITEM_HEADER
        self._item = context_id, bool(control & 1), bool(control & 2)
        self._item_left = length - 2
        if not self._item_left:
            yield self._piece()

    def _piece(self) -> Piece:
        assert self._item is not None
        data = self._take(self._item_left)
        self._item_left -= len(data)
        self._data_left -= len(data)
        piece = Piece(*self._item, data, ends=not self._item_left)
        if piece.ends:
            self._item = None
        return piece

    def _skip_rest(self, message: str) -> Iterator[Event]:
        """Skip the rest of a P-DATA-TF PDU, up to the start of the next PDU."""
        self._skip, self._data_left = self._data_left, 0
        yield finding(codes.PDU_BROKEN, message)

    def _take(self, length: int) -> bytes:
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken
