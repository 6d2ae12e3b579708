"""Reads the fragments of encapsulated pixel data: PS3.5 A.4."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO, Final, NamedTuple

from pydicom.dataelem import DataElement

from ...encoding.headers import HEADER, ITEM, SEQUENCE_END
from ...encoding.readings import Element
from .subject import Subject


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
    start = file.tell()
    while True:
        position = file.tell()
        length = _header(file)
        if isinstance(length, str) or length == _END:
            problem = length if isinstance(length, str) else ""
            return Encapsulated(offsets, table, tuple(fragments), problem)
        fragments.append(Fragment(position - start, length))
        file.seek(length, 1)


_END: Final = -1


def _opened(subject: Subject, element: Element) -> BinaryIO | None:
    """Return a file positioned at the first item; None if there is none."""
    if element.value is not None:
        # pydicom omits the delimiter at the end.
        return BytesIO(bytes(element.value) + _DELIMITER)
    if subject.data is None or isinstance(element, DataElement):
        return None
    subject.data.seek(element.value_tell)
    return subject.data


_DELIMITER: Final = b"\xfe\xff\xdd\xe0" + bytes(4)


def _header(file: BinaryIO) -> int | str:
    """Return the length of the next item, `_END` after the last, or an error message."""
    header = file.read(8)
    if len(header) < 8:
        return "the data end within the fragments"
    group, number, length = HEADER[True].unpack(header)
    tag = group << 16 | number
    if tag == SEQUENCE_END:
        return _END
    if tag != ITEM:
        return f"({group:04X},{number:04X}) instead of a fragment"
    return int(length)
