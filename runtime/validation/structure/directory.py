"""The records of a DICOMDIR: their types, nesting, offsets and files.

Source: PS3.3 F.2.2, F.3.2.2, F.5, Table F.4-1.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from ...encoding.general_reader import GeneralReader
from ...encoding.headers import HEADER, ITEM, UNDEFINED
from ...encoding.readings import Element, RawElement, RawSequence
from ...encoding.single_values import text_of
from ...findings import codes
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import number
from .subject import Subject

RECORDS: Final = 0x00041220
FIRST_OF_ROOT: Final = 0x00041200
LAST_OF_ROOT: Final = 0x00041202
NEXT: Final = 0x00041400
LOWER: Final = 0x00041420
RECORD_TYPE: Final = 0x00041430
FILE_ID: Final = 0x00041500

PRIVATE: Final = "PRIVATE"
"""A record type without restrictions on the records below it."""

FREE: Final = frozenset({"PATIENT", "STUDY", "SERIES", "ANNOTATION", PRIVATE})
"""Record types that need not reference a file: PS3.3 F.5, F.6.1."""


class Directory:
    """Checks the records, following their offsets from the root."""

    def __init__(self, reporter: Reporter, subject: Subject, root: Scope) -> None:
        self._reporter = reporter
        self._root = root
        self._types = subject.edition.directory_records
        self._top = self._types[""].lower
        self._folder = os.path.dirname(subject.path) if subject.path else None
        self._records: list[Scope] = []
        # pydicom recomputes the offsets when it writes a DICOMDIR.
        self._offsets = (
            {} if subject.data is None else _item_offsets(root.elements[RECORDS])
        )
        self._reached: set[int] = set()

    def visit(self, scope: Scope) -> None:
        if scope.depth != 1:
            return
        self._records.append(scope)
        self._check_type(scope)
        self._check_file(scope)

    def finish(self) -> None:
        if not self._offsets:
            return
        for scope in (self._root, *self._records):
            tags = (
                (FIRST_OF_ROOT, LAST_OF_ROOT) if scope is self._root else (NEXT, LOWER)
            )
            for tag in tags:
                self._check_offset(scope, tag)
        last = self._follow()
        stated = self._target(self._root, LAST_OF_ROOT)
        if stated is not None and last is not None and stated is not last:
            what = (
                "points to a record that is not the last of the root directory entity"
            )
            self._reporter.add(codes.DIRECTORY_OFFSET, self._root, LAST_OF_ROOT, what)
        unreachable = [
            scope
            for index, scope in enumerate(self._records)
            if index not in self._reached
        ]
        if unreachable:
            others = len(unreachable) - 1
            more = f" or to {others} more" if others else ""
            what = f"no offset points to this record{more}"
            self._reporter.add(codes.DIRECTORY_UNREACHABLE, unreachable[0], None, what)

    def _check_type(self, scope: Scope) -> None:
        kind = text_of(scope.elements.get(RECORD_TYPE))
        if kind and kind not in self._types:
            what = f"{kind!r} is not a record type of this edition"
            self._reporter.add(codes.DIRECTORY_TYPE, scope, RECORD_TYPE, what)

    def _check_file(self, scope: Scope) -> None:
        parts = _components(scope.elements.get(FILE_ID))
        kind = text_of(scope.elements.get(RECORD_TYPE))
        if not parts and kind in self._types and kind not in FREE:
            what = f"absent or empty, but a record {kind} must reference an instance"
            self._reporter.add(codes.TYPE1C_MISSING, scope, FILE_ID, what)
        if not parts or self._folder is None:
            return
        # File names are often in lower case where media are mounted.
        if not any(
            os.path.exists(os.path.join(self._folder, *spelled))
            for spelled in (parts, [part.lower() for part in parts])
        ):
            what = f"file {'/'.join(parts)} does not exist next to the DICOMDIR"
            self._reporter.add(codes.DIRECTORY_FILE, scope, FILE_ID, what)

    def _check_offset(self, scope: Scope, tag: int) -> None:
        offset = number(scope.elements.get(tag), "UL")
        if offset and offset not in self._offsets:
            what = f"no directory record begins at byte {offset}"
            self._reporter.add(codes.DIRECTORY_OFFSET, scope, tag, what)

    def _follow(self) -> Scope | None:
        """Follow the offsets from the root; return the last record of the root entity."""
        last = None
        waiting: list[tuple[Scope, int, tuple[str, ...]]] = [
            (self._root, FIRST_OF_ROOT, self._top)
        ]
        while waiting:
            scope, tag, allowed = waiting.pop()
            record = self._target(scope, tag)
            if record is None:
                continue
            assert record.step is not None
            if record.step[1] in self._reached:
                what = f"points to item {record.step[1]}, and so does another offset"
                self._reporter.add(codes.DIRECTORY_LOOP, scope, tag, what)
                continue
            self._reached.add(record.step[1])
            if allowed is self._top:
                last = record
            kind = text_of(record.elements.get(RECORD_TYPE))
            self._check_place(record, kind, allowed)
            waiting.append((record, NEXT, allowed))
            definition = None if kind == PRIVATE else self._types.get(kind)
            waiting.append((record, LOWER, definition.lower if definition else ()))
        return last

    def _check_place(self, record: Scope, kind: str, allowed: tuple[str, ...]) -> None:
        # Any record is allowed below a private or unknown one.
        if allowed and kind in self._types and kind not in allowed:
            what = f"{kind} is not allowed here; allowed: {', '.join(allowed[:8])}"
            self._reporter.add(codes.DIRECTORY_NESTING, record, RECORD_TYPE, what)

    def _target(self, scope: Scope, tag: int) -> Scope | None:
        offset = number(scope.elements.get(tag), "UL")
        index = self._offsets.get(offset or 0)
        if index is None or index >= len(self._records):
            return None
        return self._records[index]


def _components(element: Element | None) -> list[str]:
    """Return the components of a file ID, folders first."""
    if element is not None and not isinstance(element.value, str | bytes | None):
        return [str(part) for part in element.value or ()]
    return [part.strip(" ") for part in text_of(element).split("\\") if part.strip(" ")]


def _item_offsets(records: Element) -> dict[int, int]:
    """Return the index of each record by the file position of its item."""
    if not isinstance(records, RawElement):
        positions: Iterator[int] = (
            getattr(item, "seq_item_tell", 0) for item in records.value or ()
        )
    else:
        positions = _positions(
            records.value or b"",
            records.start,
            records.implicit_vr,
            records.little_endian,
        )
    indices = {position: index for index, position in enumerate(positions)}
    return {} if 0 in indices else indices


def _positions(value: bytes, start: int, implicit: bool, little: bool) -> Iterator[int]:
    """Yield the file positions of the items of a sequence."""
    file = BytesIO(value)
    reader = GeneralReader(file, implicit, little)
    owner = RawSequence(RECORDS, "SQ", len(value), value, start, implicit, little)
    while (position := file.tell()) + 8 <= len(value):
        group, element, length = HEADER[little].unpack(file.read(8))
        if group << 16 | element != ITEM:
            return
        yield start + position
        if length == UNDEFINED:
            reader.read_item(owner)
        else:
            file.seek(length, os.SEEK_CUR)
