"""Reads the elements of one data set or item, as far as they can be understood.

What follows a doubtful header determines whether it is an element: `lookahead.py`.
"""

from __future__ import annotations

import os
from typing import BinaryIO, Final

from ..findings import codes
from ..findings.codes import Code
from .dictionary import is_listed, vr_of
from .headers import (
    CHARACTER_SET,
    ITEM,
    ITEM_END,
    LONG,
    TAG,
    UNDEFINED,
)
from .levels import CutOffError, Level
from .lookahead import Header, Lookahead
from .readings import RawSequence
from .undefined_values import UndefinedValues
from .value_forms import KNOWN

_PIXELS: Final = 0x7FE00008
"""Little follows pixel data: after this tag, other bytes are not a cut-off element."""

_GROUPS: Final = (range(2, 0x7FE2), (0xFFFA, 0xFFFC))
"""The groups of data elements."""

_FRAGMENTED: Final = frozenset({"OB", "OW", "UN", None})
"""VRs of values of undefined length that have fragments."""


class ElementReader:
    """Reads headers and values at the position of the reader."""

    def __init__(self, file: BinaryIO, implicit: bool, little: bool) -> None:
        self._file = file
        self._implicit = implicit
        self._little = little
        position = file.tell()
        self._size = file.seek(0, os.SEEK_END)
        file.seek(position)
        self._look = Lookahead(file, little, self._size)
        self._values = UndefinedValues(file, little, self._size)
        self._at = position
        self._defer_size = UNDEFINED
        self._ends = "the data end"

    def _has_more(self, level: Level) -> bool:
        """Return False at the end of a data set or item of known length."""
        left = level.limit - self._at
        if left >= 8:
            return True
        if level.delimited or level.short:
            self._cut_item(level)
        if level.group is not None and self._group_at(self._at) != level.group:
            return False
        if left > 0:
            self._rest(level, self._at)
        elif level.stray is not None:
            self._report_stray(level)
        return False

    def _cut_item(self, level: Level) -> None:
        assert level.owner is not None
        self._at = self._size
        number = len(level.owner.readings or ())
        what = f"{self._ends} inside item {number}"
        level.owner.report(codes.TRUNCATED, what)
        raise CutOffError

    def _header(self, level: Level) -> Header | None:
        """Return the header of the next element; None where a data set or item ends."""
        while delimiter := self._look.delimiter(self._at):
            tag, length = delimiter
            if level.group is not None:
                return None
            if level.owner is None:
                if level.stray is None:
                    level.stray = self._at
                if tag == ITEM:
                    return Header(tag, None, length, self._at)
                self._at += 8
            elif level.delimited:
                self._end_item(level.owner, tag, length)
                return None
            else:
                self._extra_delimiter(level.owner, tag, length)
                if tag == ITEM:
                    return Header(tag, None, length, self._at)
                self._at += 8
            if not self._has_more(level):
                return None
        header = self._look.header(self._at, level.implicit)
        if level.group is not None and self._other_group(level):
            return None
        if header is None or not self._is_certain(level, header):
            header = self._doubtful(level, header)
        if header is not None and level.stray is not None:
            self._report_stray(level)
        return header

    def _other_group(self, level: Level) -> bool:
        header = self._look.header(self._at, implicit=True)
        return header is not None and header.tag >> 16 != level.group

    def _is_certain(self, level: Level, header: Header) -> bool:
        """Return True for an element in its place that fits."""
        if not self._look.fits(header, level.limit):
            return False
        if not level.implicit:
            return True
        return header.tag > level.before and is_listed(header.tag)

    def _doubtful(self, level: Level, header: Header | None) -> Header | None:
        """Return the header of an element if it is one, although something is wrong.

        Raises:
            CutOffError: The data end inside its value, or other bytes follow.
        """
        implicit, limit = level.implicit, level.limit
        if header is None:
            header = self._look.repaired(self._at, limit)
            if header is None:
                self._unknown_vr(level)
                return None
            if header.vr is None:
                what = "is in implicit VR, unlike the elements around it"
                level.problems.add(codes.VR_MIXED, what, header.tag)
            return header
        if self._look.fits(header, limit):
            in_order = header.tag > level.before
            listed = is_listed(header.tag)
            if (in_order or listed) and self._look.leads_on(header, limit, implicit):
                return header
            if in_order and listed:
                return header
        elif self._is_cut(level, header):
            if self._is_items(level, header):
                return header
            self._cut_value(level, header)
            return None
        self._rest(level, self._at)
        return None

    def _unknown_vr(self, level: Level) -> None:
        """Report an unknown VR in front of bytes that cannot be understood."""
        header = self._look.header(self._at, implicit=True)
        vr = self._look.bytes_at(self._at + 4, 2)
        if header is not None and vr in LONG and header.tag > level.before:
            what = "the data end inside its header"
            level.problems.add(codes.TRUNCATED, what, header.tag)
            self._stop(level, header.tag)
            return
        if (
            header is None
            or header.tag <= level.before
            or level.before >= _PIXELS
            or not is_listed(header.tag)
            or vr_of(header.tag) is None
        ):
            self._rest(level, self._at)
            return
        what = f"{vr.decode('latin-1')!r} is not a VR; no element follows it"
        level.problems.add(codes.VR_UNKNOWN, what, header.tag)
        self._stop(level, header.tag)

    def _is_cut(self, level: Level, header: Header) -> bool:
        """Return True for an element that is longer than what encloses it."""
        if header.tag <= level.before:
            return False
        if not level.implicit:
            return True
        return is_listed(header.tag) and (
            level.before < _PIXELS or vr_of(header.tag) is not None
        )

    def _cut_value(self, level: Level, header: Header) -> None:
        there = level.limit - header.start
        ends = self._ends if level.limit == self._size else "its item ends"
        what = f"{ends} after {there} of {header.length} bytes"
        level.problems.add(codes.TRUNCATED, what, header.tag)
        self._stop(level, header.tag)

    def _rest(self, level: Level, position: int) -> None:
        """Report the bytes up to the limit, which do not contain elements."""
        if level.stray is not None:
            position = level.stray
        left = level.limit - position
        before = level.before
        bytes_ = "1 byte" if left == 1 else f"{left} bytes"
        if level.owner is not None or level.group is not None:
            what = f"{bytes_} after it are not data elements"
            tag = before if before >= 0 else None
            level.problems.add(codes.UNDECODABLE, what, tag)
        elif left < 8 and self._begins_header(level, position):
            what = "the data end inside the header of an element"
            tag = self._tag_at(position)
            level.problems.add(codes.TRUNCATED, what, tag)
        elif self._look.resumes(position, before, level.implicit):
            what = f"{bytes_} after it are not data elements"
            level.problems.add(codes.UNDECODABLE, what, before if before >= 0 else None)
        else:
            what = f"{bytes_} after the data set"
            level.problems.add(codes.TRAILING_BYTES, what)
            level.stray = None
            self._at = level.limit
            return
        self._stop(level, before + 1)

    def _begins_header(self, level: Level, position: int) -> bool:
        """Return True if fewer than eight bytes can be the start of an element."""
        group, tag = self._group_at(position), self._tag_at(position)
        if group is None:
            return bool(self._look.bytes_at(position, 1).strip(b"\0 \r\n\t"))
        if tag is None:
            known = any(group in groups for groups in _GROUPS)
            return known and group >= max(level.before >> 16, 1)
        if tag <= level.before:
            return False
        private = group & 1 and level.before < _PIXELS
        return vr_of(tag) is not None or bool(private)

    def _group_at(self, position: int) -> int | None:
        data = self._look.bytes_at(position, 2)
        if len(data) < 2:
            return None
        group, _ = TAG[self._little].unpack(data + bytes(2))
        return int(group)

    def _tag_at(self, position: int) -> int | None:
        """Return the tag of a header that is cut off after it."""
        data = self._look.bytes_at(position, 4)
        if len(data) < 4:
            return None
        group, number = TAG[self._little].unpack(data)
        return int(group << 16 | number)

    def _stop(self, level: Level, cut: int) -> None:
        """End a level before an element; an item of known length ends alone."""
        level.cut = cut
        level.stray = None
        if level.owner is not None and not level.delimited and not level.short:
            self._at = level.limit
            return
        self._at = self._size
        raise CutOffError

    def _report_stray(self, level: Level) -> None:
        """Report items and delimiters outside of a sequence."""
        position, end = level.stray, self._at
        level.stray = None
        while position is not None and position <= end:
            delimiter = self._look.delimiter(position)
            if delimiter is None:
                return
            tag = delimiter[0]
            what = "an item" if tag == ITEM else "a delimiter"
            what += " outside of a sequence"
            level.problems.add(codes.DELIMITER_MISPLACED, what, tag)
            position += 8

    # Values

    def _is_open_sequence(self, level: Level, header: Header) -> bool:
        """Return True for a sequence whose end is found by reading its items."""
        tag, vr, length, start = header
        if length != UNDEFINED:
            return not self._look.fits(header, level.limit)
        if vr in ("SQ", "UN"):
            return True
        if vr in KNOWN:
            return False
        known = vr_of(tag)
        if known is not None:
            return known == "SQ"
        delimiter = self._look.delimiter(start)
        return delimiter is not None and delimiter[0] == ITEM

    def _is_items(self, level: Level, header: Header) -> bool:
        """Return True for a sequence, whose items can be read up to the cut."""
        if (header.vr or vr_of(header.tag)) != "SQ":
            return False
        delimiter = self._look.delimiter(header.start)
        return delimiter is not None and delimiter[0] == ITEM

    def _value(self, level: Level, header: Header) -> bytes | None:
        self._at = header.end
        if header.length > self._defer_size and header.tag != CHARACTER_SET:
            return None
        return self._look.bytes_at(header.start, header.length)

    def _undefined_value(self, level: Level, header: Header) -> bytes | None:
        """Read a value with fragments, and its delimiter."""
        tag, vr, _, start = header
        found = self._values.end_of(start)
        if found.code is not None and (vr in _FRAGMENTED or not found.delimited):
            level.problems.add(found.code, found.message, tag)
        if not found.delimited:
            level.cut = tag
            self._at = self._size
            raise CutOffError
        self._at = found.end + 8
        if found.end - start >= self._defer_size:
            return None
        return self._look.bytes_at(start, found.end - start)

    # Items and delimiters

    def _end_item(self, owner: RawSequence, tag: int, length: int) -> None:
        """End an item at a delimiter; another one than its own is read again."""
        number = len(owner.readings or ())
        if tag != ITEM_END:
            what = f"item {number} has no delimiter"
            owner.report(codes.DELIMITER_MISPLACED, what)
            return
        if length:
            report_length(owner, length, f"item {number}")
        self._at += 8

    def _extra_delimiter(self, owner: RawSequence, tag: int, length: int) -> None:
        number = len(owner.readings or ())
        if tag == ITEM:
            code: Code = codes.DELIMITER_MISPLACED
            what = f"an item inside item {number}"
        else:
            code = codes.DELIMITER_IN_LENGTH
            what = f"a delimiter within the explicit length of item {number}"
        owner.report(code, what)


def report_length(owner: RawSequence, length: int, what: str) -> None:
    problem = f"the delimiter of {what} has the length {length:08X}H"
    owner.report(codes.DELIMITER_LENGTH, problem)
