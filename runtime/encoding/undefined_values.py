"""The ends of values of undefined length: encapsulated pixel data, and what imitates it.

Source: PS3.5 7.1.2, A.4.
"""

from __future__ import annotations

from typing import BinaryIO, Final, NamedTuple

from ..findings import codes
from ..findings.codes import Code
from .headers import HEADER, ITEM, SEQUENCE_END

_CHUNK: Final = 1 << 16
"""Size of the chunks that are searched, in bytes."""


class UndefinedEnd(NamedTuple):
    """The end of a value of undefined length."""

    end: int
    """Offset of the delimiter, or of the end of the data."""
    code: Code | None = None
    message: str = ""
    """The problem of the fragments, if any."""
    delimited: bool = True
    """Whether there is a delimiter."""


class UndefinedValues:
    """Finds the ends of values of undefined length of one file.

    Crafted bytes can have thousands of values with broken fragments. No byte is searched
    twice, so that the total time is linear.
    """

    def __init__(self, file: BinaryIO, little: bool, size: int) -> None:
        self._file = file
        self._size = size
        self._header = HEADER[little]
        self._delimiter = self._header.pack(
            SEQUENCE_END >> 16, SEQUENCE_END & 0xFFFF, 0
        )
        self._failed: dict[int, tuple[Code, str]] = {}
        """Positions from which items do not lead to a delimiter, with the problem."""
        self._searched = 0, 0
        """Start and end of the last search: there is no delimiter in between."""

    def end_of(self, start: int) -> UndefinedEnd:
        """Return the end of the value that begins here."""
        found = self._end_of_items(start)
        if isinstance(found, int):
            return UndefinedEnd(found, *self._length_of_delimiter(found))
        end = self._next_delimiter(start)
        if end is None:
            return UndefinedEnd(self._size, *found, delimited=False)
        return UndefinedEnd(end, codes.FRAGMENTS_BROKEN, found[1])

    def _length_of_delimiter(self, position: int) -> tuple[Code | None, str]:
        self._file.seek(position)
        *_, length = self._header.unpack(self._file.read(8))
        if not length:
            return None, ""
        return codes.DELIMITER_LENGTH, f"its delimiter has the length {length:08X}H"

    def _end_of_items(self, position: int) -> int | tuple[Code, str]:
        """Return the end of the items that begin here, or why they do not end."""
        read, seek, unpack = self._file.read, self._file.seek, self._header.unpack
        visited = []
        while position not in self._failed:
            visited.append(position)
            seek(position)
            header = read(8)
            if len(header) < 8:
                problem = codes.TRUNCATED, "the data end within the fragments"
                break
            if header[:4] == self._delimiter[:4]:
                return position
            group, number, length = unpack(header)
            if group << 16 | number != ITEM:
                what = f"({group:04X},{number:04X}) instead of a fragment"
                problem = codes.FRAGMENTS_BROKEN, what
                break
            position += 8 + length
        else:
            problem = self._failed[position]
        self._failed.update(dict.fromkeys(visited, problem))
        return problem

    def _next_delimiter(self, start: int) -> int | None:
        """Return the position of the next delimiter, inside of an item or not."""
        begin, position = self._searched
        if not begin <= start <= position:
            begin = position = start
        wanted = self._delimiter[:4]
        rest = b""
        self._file.seek(position)
        while chunk := self._file.read(_CHUNK):
            index = (rest + chunk).find(wanted)
            if index >= 0:
                self._searched = begin, position - len(rest) + index
                return self._searched[1]
            position += len(chunk)
            rest = (rest + chunk)[-3:]
        self._searched = begin, position
        return None
