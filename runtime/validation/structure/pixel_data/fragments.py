"""Reads the fragments of encapsulated pixel data, and the header of the first frame.

A frame that does not begin like one of the formats is not checked.

Source: PS3.5 8.2.1 to 8.2.4, 8.2.14, A.4, G.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from struct import Struct
from typing import BinaryIO, Final, NamedTuple

from ....encoding.headers import HEADER, ITEM, SEQUENCE_END
from ....encoding.readings import Element, RawElement
from ..subject import Subject

RLE: Final = "1.2.840.10008.1.2.5"
_JPEG: Final = "1.2.840.10008.1.2.4."

_SOI: Final = b"\xff\xd8"
"""Start of an image in JPEG and JPEG-LS."""
_SOC: Final = b"\xff\x4f\xff\x51"
"""Start of a codestream of JPEG 2000, and the marker of its size."""
_JP2: Final = b"\0\0\0\x0cjP  "
"""Signature box of a JP2 file, which is not a codestream."""
_COD, _SOT = 0x52, 0x90
"""Markers of the coding style, and of the first tile-part: ISO 15444-1 A.6.1, A.4.2."""
_RLE_HEADER: Final = Struct("<16L")

_SEQUENTIAL: Final = "sequential JPEG"
_LOSSLESS: Final = "lossless JPEG"
_JPEG_LS: Final = "JPEG-LS"
_JPEG_2000: Final = "JPEG 2000"
_JP2_FILE: Final = "a JP2 file"
_RLE: Final = "RLE"
_PROCESSES: Final[Mapping[int, str]] = {
    0xC0: "baseline JPEG",
    0xC1: _SEQUENTIAL,
    0xC2: "progressive JPEG",
    0xC3: _LOSSLESS,
    0xF7: _JPEG_LS,
}
"""Formats by the marker of the frame header: ISO 10918-1 Table B.1, ISO 14495-1."""

FORMATS: Final[Mapping[str, frozenset[str]]] = {
    _JPEG + "50": frozenset({"baseline JPEG"}),
    # Process 2 includes process 1.
    _JPEG + "51": frozenset({"baseline JPEG", _SEQUENTIAL}),
    _JPEG + "57": frozenset({_LOSSLESS}),
    _JPEG + "70": frozenset({_LOSSLESS}),
    _JPEG + "80": frozenset({_JPEG_LS}),
    _JPEG + "81": frozenset({_JPEG_LS}),
    **dict.fromkeys(
        (_JPEG + end for end in ("90", "91", "201", "202", "203")),
        frozenset({_JPEG_2000}),
    ),
    RLE: frozenset({_RLE}),
}
"""The formats that a transfer syntax allows."""

REVERSIBLE: Final = frozenset(_JPEG + end for end in ("90", "201", "202"))
"""Transfer syntaxes of JPEG 2000 without loss: PS3.5 A.4.4, A.4.11."""

_MOST: Final = 1 << 16
"""Bytes in which the header of a frame is searched."""


class Codestream(NamedTuple):
    """The header of a compressed frame."""

    format: str
    rows: int
    """0 if it is unknown."""
    columns: int
    samples: int
    segments: int = 0
    """Number of segments of RLE."""
    problem: str = ""
    """A fault of the header itself."""
    transformed: bool | None = None
    """Whether JPEG 2000 has transformed the components; None if unknown."""
    reversible: bool | None = None
    """Whether the wavelets of JPEG 2000 are reversible; None if unknown."""


def read_codestream(file: BinaryIO, length: int, syntax: str) -> Codestream | None:
    """Return the header of a frame, from the position of the file; None if unknown.

    Args:
        syntax: The transfer syntax, since RLE has no mark of its own.
    """
    data = file.read(min(length, _MOST))
    if data.startswith(_JP2):
        return Codestream(_JP2_FILE, 0, 0, 0)
    if data.startswith(_SOC):
        return _jpeg_2000(data)
    if data.startswith(_SOI):
        return _jpeg(data)
    return _rle(data, length) if syntax == RLE else None


def _rle(data: bytes, length: int) -> Codestream | None:
    """Source: PS3.5 G.5."""
    if len(data) < _RLE_HEADER.size:
        return None
    segments, *offsets = _RLE_HEADER.unpack_from(data)
    used = offsets[:segments]
    problem = ""
    if used and used[0] != _RLE_HEADER.size:
        problem = f"the first segment begins at {used[0]}, not at {_RLE_HEADER.size}"
    elif any(here >= there for here, there in pairwise([*used, length])):
        problem = f"the offsets {used} of segments do not ascend within {length} bytes"
    elif odd := [offset for offset in used if offset % 2]:
        problem = f"a segment begins at {odd[0]}; each has an even length"
    return Codestream(_RLE, 0, 0, 0, segments, problem)


def _jpeg_2000(data: bytes) -> Codestream | None:
    """Source: ISO 15444-1 A.5.1."""
    if len(data) < 42:
        return None
    ends = [_number(data, at, 4) for at in (8, 12)]
    starts = [_number(data, at, 4) for at in (16, 20)]
    columns, rows = (end - start for end, start in zip(ends, starts, strict=True))
    found = Codestream(_JPEG_2000, rows, columns, _number(data, 40, 2))
    at = 2
    while at + 14 <= len(data) and data[at] == 0xFF and data[at + 1] != _SOT:
        if data[at + 1] == _COD:
            return found._replace(
                transformed=data[at + 8] == 1, reversible=data[at + 13] == 1
            )
        at += 2 + _number(data, at + 2, 2)
    return found


def _jpeg(data: bytes) -> Codestream | None:
    """Find the frame header among the segments: ISO 10918-1 B.1."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
        elif marker in _PROCESSES:
            rows, columns = _number(data, at + 5, 2), _number(data, at + 7, 2)
            return Codestream(_PROCESSES[marker], rows, columns, data[at + 9])
        elif marker == 0xDA:
            return None
        else:
            at += 2 + _number(data, at + 2, 2)
    return None


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")


class Fragment(NamedTuple):
    """An item after the Basic Offset Table."""

    offset: int
    """Position of its item tag, from the first byte after the Basic Offset Table."""
    length: int


class Encapsulated(NamedTuple):
    """Offset table and fragments of encapsulated pixel data."""

    offsets: tuple[int, ...]
    """The Basic Offset Table; empty if it has no values."""
    table_length: int
    """Length of the Basic Offset Table in bytes."""
    fragments: tuple[Fragment, ...]
    problem: str
    """Why reading stopped early; empty if all fragments were read."""
    codestream: Codestream | None = None
    """The header of the first frame; None if its format is not known."""


def read_encapsulated(subject: Subject, element: Element) -> Encapsulated | None:
    """Return the fragments of pixel data; None if their bytes are not available."""
    file = _opened(subject, element)
    if file is None:
        return None
    table = _header(file)
    if isinstance(table, str):
        return Encapsulated((), 0, (), table)
    bytes_of_table = file.read(table)
    offsets = tuple(
        int.from_bytes(bytes_of_table[at : at + 4], "little")
        for at in range(0, len(bytes_of_table) - 3, 4)
    )
    fragments: list[Fragment] = []
    codestream: Codestream | None = None
    start = file.tell()
    while True:
        position = file.tell()
        length = _header(file)
        if isinstance(length, str) or length == _END:
            problem = length if isinstance(length, str) else ""
            return Encapsulated(offsets, table, tuple(fragments), problem, codestream)
        if not fragments:
            codestream = read_codestream(file, length, subject.transfer_syntax)
            file.seek(position + _HEADER_SIZE)
        fragments.append(Fragment(position - start, length))
        file.seek(length, 1)


_END: Final = -1
_HEADER_SIZE: Final = 8


def _opened(subject: Subject, element: Element) -> BinaryIO | None:
    """Return a file positioned at the first item; None if there is none."""
    if element.value is not None:
        # pydicom omits the delimiter at the end.
        return BytesIO(bytes(element.value) + _DELIMITER)
    if subject.data is None or not isinstance(element, RawElement):
        return None
    subject.data.seek(element.start)
    return subject.data


_DELIMITER: Final = b"\xfe\xff\xdd\xe0" + bytes(4)


def _header(file: BinaryIO) -> int | str:
    """Return the length of the next item, `_END` after the last, or an error message."""
    header = file.read(_HEADER_SIZE)
    if len(header) < _HEADER_SIZE:
        return "the data end within the fragments"
    group, number, length = HEADER[True].unpack(header)
    tag = group << 16 | number
    if tag == SEQUENCE_END:
        return _END
    if tag != ITEM:
        return f"({group:04X},{number:04X}) instead of a fragment"
    return int(length)
