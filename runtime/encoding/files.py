"""Files: their file meta information and their data set, as far as they can be read.

Source: PS3.10 7.
"""

from __future__ import annotations

import os
from io import BytesIO
from typing import BinaryIO, Final, NamedTuple

from pydicom.dataelem import RawDataElement

from ..errors import IodizeError
from . import codes, transfer
from .elements import (
    DEFERRED,
    Element,
    Elements,
    Problem,
    Reading,
    read_data_set,
)
from .plain import UNDEFINED
from .text import text_of

_IN_MEMORY: Final = 1 << 22
"""Bytes up to which a file is read at once, which is faster."""

_PREFIX: Final = 132
"""Length of the preamble and "DICM"."""

_GROUP_LENGTH_ELEMENT: Final = 12
"""Bytes of (0002,0000): tag, VR, length and four bytes of value."""

TRANSFER_SYNTAX: Final = 0x00020010


class FileContent(NamedTuple):
    """What could be read of a file."""

    meta: Reading
    meta_length: int
    """Bytes of the file meta information after its group length."""
    reading: Reading
    problems: tuple[Problem, ...]
    """What is wrong with the file as a whole."""
    data: BinaryIO
    """What the positions of the elements count in: the file, or what was inflated."""


class NotDicomError(IodizeError):
    """A file that is no DICOM."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem.message


def read_file(file: BinaryIO) -> FileContent:
    """Read a file from where it stands.

    Raises:
        OSError: It cannot be read.
        NotDicomError: It is no DICOM.
    """
    start = file.tell()
    size = file.seek(0, os.SEEK_END) - start
    file.seek(start)
    if size <= _IN_MEMORY or start:
        file = BytesIO(file.read())
    if size == 0:
        raise NotDicomError(Problem(codes.FILE_EMPTY, "the file is empty"))
    return _read(file, size)


def begins_like_dicom(head: bytes) -> bool:
    """Return whether a file that begins so may be DICOM; 132 bytes are enough."""
    return head[128:132] == b"DICM" or transfer.guess(head[:8]) is not None


def _read(file: BinaryIO, size: int) -> FileContent:
    head = file.read(_PREFIX)
    if not begins_like_dicom(head):
        raise NotDicomError(
            Problem(codes.NOT_DICOM, "no DICM prefix, and no data set without one")
        )
    start = _PREFIX if head[128:] == b"DICM" else 0
    meta = _read_meta(file, start)
    position = file.tell()
    meta_length = position - start - _GROUP_LENGTH_ELEMENT
    head = file.read(8)
    file.seek(position)
    if not head:
        nothing = Problem(codes.NO_DATA_SET, "the file has no data set")
        return FileContent(meta, meta_length, Reading({}, ()), (nothing,), file)
    encoding, problems = _encoding(meta.elements, head)
    if encoding.deflated:
        data, broken = transfer.inflate(file.read())
        file, position, size = BytesIO(data), 0, len(data)
        if broken:
            problems += (Problem(codes.DEFLATE_BROKEN, broken),)
    reading = read_data_set(
        file, encoding.implicit, encoding.little, defer_size=DEFERRED
    )
    if not reading.problems:
        problems += _end(file, reading.elements, size)
    if size > DEFERRED:
        reading = reading._replace(
            elements=_with_sequences(file, reading.elements, size)
        )
    return FileContent(meta, meta_length, reading, problems, file)


def _read_meta(file: BinaryIO, start: int) -> Reading:
    """Read group 0002, which is always in explicit VR little endian."""
    file.seek(start)
    return read_data_set(file, False, True, group=2)


def _encoding(
    meta: Elements, head: bytes
) -> tuple[transfer.Encoding, tuple[Problem, ...]]:
    """Return how the data set is encoded, trusting its first element most."""
    uid = text_of(meta.get(TRANSFER_SYNTAX))
    seen = transfer.guess(head)
    if not uid:
        return seen or transfer.Encoding(True, True), ()
    named = transfer.encoding_of(uid)
    if named.deflated or seen is None or seen[:2] == named[:2]:
        return named, ()
    message = f"encoded in {_described(seen)}; {uid} means {_described(named)}"
    return seen, (Problem(codes.TRANSFER_SYNTAX_DIFFERS, message, TRANSFER_SYNTAX),)


def _described(encoding: transfer.Encoding) -> str:
    vr = "implicit" if encoding.implicit else "explicit"
    return f"{vr} VR {'little' if encoding.little else 'big'} endian"


def _end(file: BinaryIO, elements: Elements, size: int) -> tuple[Problem, ...]:
    """Return what is wrong where the data set does not end with the file."""
    last = elements[max(elements)] if elements else None
    end = file.tell()
    if isinstance(last, RawDataElement) and last.length != UNDEFINED:
        end = last.value_tell + last.length
        if end > size:
            message = (
                f"the data end after {size - last.value_tell} of {last.length} bytes"
            )
            return (Problem(codes.TRUNCATED, message, int(last.tag)),)
    left = size - end
    if 0 < left < 8:
        return (
            Problem(codes.TRUNCATED, "the data end inside the header of an element"),
        )
    if left:
        return (Problem(codes.TRAILING_BYTES, f"{left} bytes after the data set"),)
    return ()


def _with_sequences(file: BinaryIO, elements: Elements, size: int) -> Elements:
    """Return the elements with the values of the large sequences."""
    return {tag: _loaded(file, element, size) for tag, element in elements.items()}


def _loaded(file: BinaryIO, element: Element, size: int) -> Element:
    if not isinstance(element, RawDataElement) or element.value is not None:
        return element
    if element.VR not in ("SQ", "UN", None) or not element.length:
        return element
    file.seek(element.value_tell)
    # Its length may be anything: no more is asked for than the file has.
    there = max(0, min(element.length, size - element.value_tell))
    return element._replace(value=file.read(there))
