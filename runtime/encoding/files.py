"""DICOM files: file meta information and data set, as far as they can be read.

Source: PS3.10 7.
"""

from __future__ import annotations

import os
from io import BytesIO
from typing import BinaryIO, Final, NamedTuple

from ..errors import IodizeError
from ..findings import codes
from . import transfer_syntax
from .reader import DEFERRED, read_data_set
from .readings import Element, Elements, Problem, RawElement, Reading
from .single_values import integer_of, text_of

_IN_MEMORY: Final = 1 << 22
"""Files up to this number of bytes are read at once, which is faster."""

_PREFIX: Final = 132
"""Length of the preamble and "DICM"."""

_HEAD: Final = 512
"""Bytes that identify a DICOM file or an archive."""

_ARCHIVES: Final = (
    ("ZIP", 0, b"PK\x03\x04"),
    ("ZIP", 0, b"PK\x05\x06"),  # an empty one
    ("GZIP", 0, b"\x1f\x8b"),
    ("BZIP2", 0, b"BZh"),
    ("XZ", 0, b"\xfd7zXZ\x00"),
    ("7z", 0, b"7z\xbc\xaf\x27\x1c"),
    ("Zstandard", 0, b"\x28\xb5\x2f\xfd"),
    ("RAR", 0, b"Rar!"),
    ("TAR", 257, b"ustar"),
)
"""Archives and compressed files: name, offset and bytes of the magic number."""

_GROUP_LENGTH_ELEMENT: Final = 12
"""Bytes of (0002,0000): tag, VR, length and four bytes of value."""

TRANSFER_SYNTAX: Final = 0x00020010
_GROUP_LENGTH: Final = 0x00020000


class FileContent(NamedTuple):
    """The readable content of a file."""

    meta: Reading
    meta_length: int
    """Bytes of the file meta information after its group length."""
    reading: Reading
    problems: tuple[Problem, ...]
    """Errors of the file as a whole."""
    data: BinaryIO
    """The stream of the element positions: the file, or its inflated data set."""


_OTHER_FILES: Final = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"%PDF", "a PDF document"),
)
"""First bytes of files that are taken for DICOM, with the kind of file."""


class NotDicomError(IodizeError):
    """The file is not a DICOM file."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem.message


def read_file(file: BinaryIO, defer_size: int = DEFERRED) -> FileContent:
    """Read a file from its current position.

    Args:
        defer_size: Larger values are skipped, except those of sequences: they are None.

    Raises:
        OSError: The file cannot be read.
        NotDicomError: The file is not a DICOM file.
    """
    if not file.seekable():  # a pipe
        file = BytesIO(file.read())
    start = file.tell()
    size = file.seek(0, os.SEEK_END) - start
    file.seek(start)
    if size == 0:
        raise NotDicomError(Problem(codes.FILE_EMPTY, "the file is empty"))
    head = file.read(_HEAD)
    _require_dicom(head)
    if size <= _IN_MEMORY or start:
        file = BytesIO(head + file.read(size - len(head)))
    return _read(file, size, defer_size)


def begins_like_dicom(head: bytes) -> bool:
    """Return True if a file may be DICOM, by its first 132 bytes."""
    return head[128:132] == b"DICM" or transfer_syntax.guess(head[:8]) is not None


def _require_dicom(head: bytes) -> None:
    """Raise `NotDicomError` for a file that is not DICOM, by its first bytes."""
    if begins_like_dicom(head):
        return
    for kind, offset, magic in _ARCHIVES:
        if head.startswith(magic, offset):
            message = f"a {kind} archive; unpack it, and validate the folder"
            raise NotDicomError(Problem(codes.ARCHIVE, message))
    message = "no DICM prefix, and no data set without one"
    for magic, kind in _OTHER_FILES:
        if head.startswith(magic):
            message = f"{message}: the file is {kind}"
    raise NotDicomError(Problem(codes.NOT_DICOM, message))


def _read(file: BinaryIO, size: int, defer_size: int) -> FileContent:
    file.seek(0)
    head = file.read(_PREFIX)
    start = _PREFIX if head[128:] == b"DICM" else 0
    meta = _read_meta(file, start)
    position = _start_of_data_set(file, meta, start)
    meta_length = position - start - _GROUP_LENGTH_ELEMENT
    head = file.read(8)
    file.seek(position)
    if not head:
        nothing = Problem(codes.NO_DATA_SET, "the file has no data set")
        return FileContent(meta, meta_length, Reading({}, ()), (nothing,), file)
    encoding, problems = _encoding(meta.elements, head)
    if encoding.deflated:
        inflated = transfer_syntax.inflate(file.read())
        file, size = inflated.data, inflated.size
        if inflated.problem:
            code = codes.DEFLATE_LIMIT if inflated.exceeded else codes.DEFLATE_BROKEN
            problems += (Problem(code, inflated.problem),)
    reading = read_data_set(
        file, encoding.implicit, encoding.little, defer_size=defer_size
    )
    if encoding.deflated and inflated.problem:
        reading = _as_cut(reading)
    if size > defer_size:
        reading = reading._replace(
            elements=_with_sequences(file, reading.elements, size)
        )
    return FileContent(meta, meta_length, reading, problems, file)


def _read_meta(file: BinaryIO, start: int) -> Reading:
    """Read group 0002, which is always in explicit VR little endian."""
    file.seek(start)
    return read_data_set(file, False, True, group=2)


def _as_cut(reading: Reading) -> Reading:
    """Return the elements of incomplete bytes; their end is not a problem of its own."""
    elements, problems, cut = reading
    if cut is None:
        cut = max(elements) + 1 if elements else 0
    ends = (codes.TRAILING_BYTES, codes.TRUNCATED, codes.UNDECODABLE)
    others = tuple(each for each in problems if each.code not in ends)
    return Reading(elements, others, cut)


def _start_of_data_set(file: BinaryIO, meta: Reading, start: int) -> int:
    """Return the offset of the byte after the file meta information.

    Its group length decides where its elements do not lead to a data set.
    """
    position = file.tell()
    stated = integer_of(meta.elements.get(_GROUP_LENGTH))
    if stated is None:
        return position
    end = start + _GROUP_LENGTH_ELEMENT + stated
    heads = []
    for place in (position, end):
        file.seek(place)
        heads.append(transfer_syntax.guess(file.read(8)))
    found = end if heads[0] is None and heads[1] is not None else position
    file.seek(found)
    return found


def _encoding(
    meta: Elements, head: bytes
) -> tuple[transfer_syntax.Encoding, tuple[Problem, ...]]:
    """Return the encoding of the data set; its first element takes precedence."""
    uid = text_of(meta.get(TRANSFER_SYNTAX))
    seen = transfer_syntax.guess(head)
    if not uid:
        return seen or transfer_syntax.Encoding(True, True), ()
    named = transfer_syntax.encoding_of(uid)
    if named.deflated or seen is None or seen[:2] == named[:2]:
        return named, ()
    message = f"encoded in {_described(seen)}; {uid} means {_described(named)}"
    return seen, (Problem(codes.TRANSFER_SYNTAX_DIFFERS, message, TRANSFER_SYNTAX),)


def _described(encoding: transfer_syntax.Encoding) -> str:
    vr = "implicit" if encoding.implicit else "explicit"
    return f"{vr} VR {'little' if encoding.little else 'big'} endian"


def _with_sequences(file: BinaryIO, elements: Elements, size: int) -> Elements:
    """Return the elements with the values of the large sequences."""
    return {tag: _loaded(file, element, size) for tag, element in elements.items()}


def _loaded(file: BinaryIO, element: Element, size: int) -> Element:
    if not isinstance(element, RawElement) or element.value is not None:
        return element
    if element.VR not in ("SQ", "UN", None) or not element.length:
        return element
    file.seek(element.start)
    # The length may be wrong: reading is limited to the size of the file.
    there = max(0, min(element.length, size - element.start))
    return element._replace(value=file.read(there))
