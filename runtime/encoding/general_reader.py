"""The general reader: elements of any bytes, as far as they can be understood.

One wrong place has one problem, at its element, and the elements after it are read. Where
that is impossible, reading stops, and `Reading.cut` is the tag of the first unread element.

Reading is not recursive: crafted bytes can have thousands of levels.
"""

from __future__ import annotations

from typing import Final

from ..findings import codes
from .dictionary import is_listed
from .element_reader import ElementReader, report_length
from .headers import ITEM, SEQUENCE_END, UNDEFINED
from .levels import CutOffError, Level
from .readings import RawElement, RawSequence, Reading

MAX_DEPTH: Final = 200
"""Items nested deeper are not checked; no definition needs a tenth of this depth."""


class GeneralReader(ElementReader):
    """Reads data sets and items of one file or value, each from the file's position."""

    def read(self, group: int | None = None, defer_size: int = UNDEFINED) -> Reading:
        """Read a data set, which ends with the file.

        Args:
            group: Ends the reading before the first element of another group, if given.
            defer_size: Larger values are skipped: they are None.
        """
        level = Level(self._implicit, self._size)
        level.group = group
        self._defer_size = defer_size
        self._at = self._file.tell()
        return self._read([level])

    def read_item(self, owner: RawSequence, end: int | None = None) -> Reading:
        """Read an item after its header.

        Args:
            owner: Its sequence, which gets the problems of its delimiters.
            end: Offset of the byte after it; None if a delimiter ends it.
        """
        self._ends = "its sequence ends"
        self._at = self._file.tell()
        limit = self._size if end is None else end
        implicit = self._form_of_item(owner, self._at, limit, self._implicit)
        return self._read([Level(implicit, limit, owner, end is None)])

    def _read(self, levels: list[Level]) -> Reading:
        try:
            while len(levels) > 1 or not self._is_read(levels[0]):
                if len(levels) > 1:
                    self._read_next(levels)
                elif item := self._next_item(levels[0]):
                    levels.append(item)
                else:
                    self._end_sequence(levels)
        except CutOffError:
            self._close_all(levels)
        self._file.seek(self._at)
        return levels[0].reading()

    def _is_read(self, level: Level) -> bool:
        """Read on in the outermost level; True at its end."""
        return level.sequence is None and not self._begins_sequence(level)

    def _read_next(self, levels: list[Level]) -> None:
        """Read on in the innermost item: to its end, or to the next sequence in it."""
        level = levels[-1]
        if level.sequence is None:
            if not self._begins_sequence(level):
                _close_item(levels)
        elif item := self._next_item(level):
            levels.append(item)
        else:
            self._end_sequence(levels)

    def _end_sequence(self, levels: list[Level]) -> None:
        levels[-1].end_sequence()
        if len(levels) == 1:
            self._keep_bytes(levels[0])

    def _close_all(self, levels: list[Level]) -> None:
        """Close all levels where reading stops: no more is known of any of them."""
        if levels[0].stray is not None:
            self._report_stray(levels[0])
        if len(levels) > MAX_DEPTH:  # the innermost item is not checked
            levels[0].problems.add(codes.TRUNCATED, f"{self._ends} inside an item")
        while True:
            level = levels[-1]
            if level.sequence is not None:
                level.cut = level.cut or int(level.sequence.tag) + 1
                level.end_sequence()
            elif level.cut is None:
                level.cut = level.before + 1
            if len(levels) == 1:
                return
            _close_item(levels)

    def _keep_bytes(self, level: Level) -> None:
        """Give the outermost sequence that was just read its value.

        The bytes of inner ones are not kept: there may be thousands, one in another.
        """
        if not level.elements or not isinstance(level.elements[-1], RawSequence):
            return
        sequence = level.elements[-1]
        end = max(self._at - 8, sequence.start)
        value = self._look.bytes_at(sequence.start, end - sequence.start)
        kept = sequence._replace(value=value)
        kept.readings, kept.problems = sequence.readings, sequence.problems
        kept.unknown = sequence.unknown
        level.elements[-1] = kept

    def _begins_sequence(self, level: Level) -> bool:
        """Read elements; return whether they were ended by a sequence to descend into.

        Else the data set or item is at its end.

        Raises:
            CutOffError: Reading cannot go on.
        """
        while self._has_more(level):
            header = self._header(level)
            if header is None:
                return False
            tag, vr, length, start = header
            if tag == ITEM or self._is_open_sequence(level, header):
                if vr not in ("SQ", "UN", None):
                    what = f"{vr!r} is not a VR"
                    level.problems.add(codes.VR_UNKNOWN, what, tag)
                level.sequence = RawSequence(
                    tag, "SQ", length, b"", start, level.implicit, self._little
                )
                level.sequence.readings = []
                level.sequence.unknown = vr == "UN"
                if level.sequence.unknown and not self._little:
                    self._read_little(level, level.sequence)
                    continue
                self._at = start
                return True
            if length == UNDEFINED:
                value = self._undefined_value(level, header)
            else:
                value = self._value(level, header)
            level.elements.append(
                RawElement(
                    tag,
                    vr,
                    length,
                    value,
                    start,
                    level.implicit or vr is None,
                    self._little,
                )
            )
            level.before, level.stray = tag, None
        return False

    def _read_little(self, level: Level, sequence: RawSequence) -> None:
        """Read the items of an unknown VR, which are little endian: PS3.5 6.2.2.

        Raises:
            CutOffError: The data end inside.
        """
        reader = GeneralReader(self._file, True, True)
        little = sequence._replace(implicit_vr=True, little_endian=True)
        little.readings, little.unknown = [], True
        inner = Level(True, self._size)
        inner.sequence = little
        reader._at = sequence.start
        levels = [inner]
        try:
            while inner.sequence is not None:
                reader._read_next(levels)
        except CutOffError:
            reader._close_all(levels)
        level.sequence = None
        level.elements += inner.elements
        level.before, level.stray = int(sequence.tag), None
        self._at = reader._at
        if inner.cut is not None:
            level.cut = inner.cut
            raise CutOffError

    def _next_item(self, level: Level) -> Level | None:
        """Begin the next item; None at the end of the sequence.

        Raises:
            CutOffError: Something else begins here.
        """
        sequence = level.sequence
        assert sequence is not None
        tag = int(sequence.tag)
        stray = tag == ITEM
        while delimiter := self._look.delimiter(self._at):
            kind, length = delimiter
            start = self._at + 8
            self._at = start
            if kind == ITEM:
                return self._begin_item(level, sequence, start, length)
            if kind == SEQUENCE_END:
                if length and not stray:
                    report_length(sequence, length, "the sequence")
                elif not stray and sequence.length != UNDEFINED:
                    self._no_delimiter(level, sequence)
                return None
            if not stray:
                what = "an item delimiter outside of an item"
                sequence.report(codes.DELIMITER_MISPLACED, what)
        ended = level.limit - self._at < 8 and level.owner is not None
        if ended and not (level.short or level.delimited):
            self._no_delimiter(level, sequence)
            return None
        if stray or self._is_behind(level, sequence):
            if not stray:
                self._no_delimiter(level, sequence)
            return None
        if self._size - self._at < 8:
            what = f"{self._ends} before the delimiter of the sequence"
            sequence.report(codes.TRUNCATED, what)
        else:
            other = self._look.header(self._at, implicit=True)
            assert other is not None
            group, element = other.tag >> 16, other.tag & 0xFFFF
            what = f"({group:04X},{element:04X}) where an item should begin"
            sequence.report(codes.SEQUENCE_BROKEN, what)
        self._at = self._size
        raise CutOffError

    def _begin_item(
        self, level: Level, sequence: RawSequence, start: int, length: int
    ) -> Level:
        limit = level.limit
        # An unknown VR is encoded in implicit VR: PS3.5 6.2.2.
        expected = level.implicit or sequence.unknown
        implicit = self._form_of_item(sequence, start, limit, expected)
        if length == UNDEFINED:
            return Level(implicit, limit, sequence, delimited=True)
        item = Level(implicit, min(start + length, limit), sequence)
        item.short = start + length > limit
        return item

    def _form_of_item(
        self, owner: RawSequence, start: int, limit: int, expected: bool
    ) -> bool:
        """Return whether an item is in implicit VR, which may be wrong."""
        implicit = self._look.is_implicit(start, limit, expected)
        if implicit != expected:
            form = "implicit" if implicit else "explicit"
            what = f"its items are in {form} VR"
            owner.report(codes.VR_MIXED, what)
        return implicit

    def _is_behind(self, level: Level, sequence: RawSequence) -> bool:
        """Return True if the element after the sequence begins here."""
        header = self._look.header(self._at, level.implicit)
        if header is None or header.tag <= int(sequence.tag):
            return False
        return is_listed(header.tag) and self._look.fits(header, level.limit)

    def _no_delimiter(self, level: Level, sequence: RawSequence) -> None:
        tag, length = int(sequence.tag), sequence.length
        if tag == ITEM:
            return
        if length == UNDEFINED:
            what = "the sequence has no delimiter"
            sequence.report(codes.DELIMITER_MISPLACED, what)
        else:
            read = self._at - sequence.start
            what = f"its length is {length} bytes, but its items end after {read}"
            sequence.report(codes.SEQUENCE_BROKEN, what)


def _close_item(levels: list[Level]) -> None:
    """Add the innermost item to the sequence that it is in."""
    item = levels.pop().reading()
    sequence = levels[-1].sequence
    assert sequence is not None
    assert sequence.readings is not None
    sequence.readings.append(item)
