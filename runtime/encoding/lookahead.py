"""Decides whether bytes are a data element, and in which form, by the bytes after them.

Only the next header distinguishes an element with a wrong VR or length from bytes that do
not belong to the data set.

Source: PS3.5 7.1.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Final, NamedTuple

from .dictionary import is_listed, vr_of
from .headers import (
    EXPLICIT,
    HEADER,
    ITEM,
    ITEM_END,
    LENGTH,
    LONG,
    SEQUENCE_END,
    SHORT,
    UNDEFINED,
)

_SEARCHED: Final = 1 << 16
"""Number of bytes in which the next element is searched."""

_CHAIN: Final = 3
"""Number of elements in a row that show that bytes are a data set."""

_VR: Final = re.compile(b"|".join([*SHORT, *LONG]))


class Header(NamedTuple):
    """The header of a data element."""

    tag: int
    vr: str | None
    """None in implicit VR; other characters if the VR is unknown."""
    length: int
    start: int
    """Offset of the value."""

    @property
    def end(self) -> int:
        """Offset of the byte after a value of known length."""
        return self.start + self.length


class Lookahead:
    """Looks at the headers of one file or value.

    Args:
        size: Offset of the end of the file.
    """

    def __init__(self, file: BinaryIO, little: bool, size: int) -> None:
        self._file = file
        self._little = little
        self._size = size

    def bytes_at(self, position: int, number: int) -> bytes:
        self._file.seek(position)
        return self._file.read(number)

    def delimiter(self, position: int) -> tuple[int, int] | None:
        """Return tag and length if an item or a delimiter begins here."""
        header = self.bytes_at(position, 8)
        if len(header) < 8:
            return None
        group, number, length = HEADER[self._little].unpack(header)
        tag = group << 16 | number
        return (tag, length) if tag in (ITEM, ITEM_END, SEQUENCE_END) else None

    def header(self, position: int, implicit: bool) -> Header | None:
        """Return a header with a known VR; None if there is none."""
        data = self.bytes_at(position, 12)
        if len(data) < 8:
            return None
        group, number, name, length = EXPLICIT[self._little].unpack_from(data)
        tag = group << 16 | number
        if implicit:
            return Header(tag, None, self._long(data, 4), position + 8)
        if vr := SHORT.get(name):
            return Header(tag, vr, length, position + 8)
        if (vr := LONG.get(name)) and len(data) == 12:
            return Header(tag, vr, self._long(data, 8), position + 12)
        return None

    def repaired(self, position: int, limit: int) -> Header | None:
        """Return the header of an element with unknown VR, in the form that leads on.

        An unknown VR has the long form (PS3.5 7.1.2), but some writers use the short form
        for any VR, and some mix in elements in implicit VR. None if no form leads to
        another element or to the limit.
        """
        data = self.bytes_at(position, 12)
        if len(data) < 8:
            return None
        group, number, name, length = EXPLICIT[self._little].unpack_from(data)
        if name in LONG:
            return None  # the header is cut off
        tag, vr = group << 16 | number, name.decode("latin-1")
        forms = [Header(tag, vr, length, position + 8)]
        if len(data) == 12:
            forms.insert(0, Header(tag, vr, self._long(data, 8), position + 12))
        other = Header(tag, None, self._long(data, 4), position + 8)
        forms.insert(len(forms) if vr.isprintable() else 0, other)
        for form in forms:
            if form.vr is None and not is_listed(tag):
                continue
            if self.leads_on(form, limit, implicit=False):
                return form
            # A data set in implicit VR may repeat elements of the file meta information.
            if tag >> 16 == 2 and form is other and self.leads_on(form, limit, True):
                return form
        return None

    def leads_on(self, header: Header, limit: int, implicit: bool) -> bool:
        """Return True if another element or the limit is where the value ends."""
        if header.length == UNDEFINED:
            return self.delimiter(header.start) is not None
        if header.end >= limit:
            return header.end == limit
        if delimiter := self.delimiter(header.end):
            return delimiter[0] == ITEM or not delimiter[1]
        following = self.header(header.end, implicit)
        if following is None and not implicit:
            return self._is_unknown_vr(header.end, header.tag)
        if following is None or not self.fits(following, limit):
            return False
        if implicit and is_listed(following.tag):
            return True
        return following.tag > header.tag

    def _is_unknown_vr(self, position: int, before: int) -> bool:
        """Return True if an element of the dictionary with an unknown VR may begin here."""
        header = self.header(position, implicit=True)
        name = self.bytes_at(position + 4, 2).decode("latin-1")
        return (
            header is not None
            and header.tag > before
            and vr_of(header.tag) is not None
            and name.isprintable()
        )

    def fits(self, header: Header, limit: int) -> bool:
        """Return True if a value is within its limit."""
        return header.length == UNDEFINED or header.end <= limit

    def is_implicit(self, position: int, limit: int, expected: bool) -> bool:
        """Return True if an item is in implicit VR, regardless of what encloses it."""
        if self.delimiter(position):
            return expected
        implicit = self.header(position, implicit=True)
        if implicit is None or position >= limit:
            return expected
        explicit = self.header(position, implicit=False)
        as_implicit = is_listed(implicit.tag) and self.leads_on(implicit, limit, True)
        if expected:
            return explicit is None or as_implicit
        return explicit is None and as_implicit

    def resumes(self, position: int, before: int, implicit: bool) -> bool:
        """Return True if elements with higher tags follow other bytes."""
        data = self.bytes_at(position, _SEARCHED)
        if implicit:
            places = iter(range(0, len(data) - 7))
        else:
            places = (found.start() - 4 for found in _VR.finditer(data, 4))
        return any(self._chain(position + place, before, implicit) for place in places)

    def _chain(self, position: int, before: int, implicit: bool) -> bool:
        for _ in range(_CHAIN):
            header = self.header(position, implicit)
            if header is None or header.tag <= before or not is_listed(header.tag):
                return False
            if header.length == UNDEFINED or header.end == self._size:
                return True
            if header.end > self._size:
                return False
            position, before = header.end, header.tag
        return True

    def _long(self, data: bytes, at: int) -> int:
        (length,) = LENGTH[self._little].unpack_from(data, at)
        return int(length)
