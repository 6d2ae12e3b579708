"""Attributes of included tables to which the including row gives another type.

"Attribute Fill Style Sequence (0070,0233) is Type 1C": the attribute becomes a row of the
including table, with the items and values of the included row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from attrs import evolve

from ...model import (
    Attribute,
    AttributeTable,
    Include,
    OpenRow,
    Specialized,
    Type,
    Worded,
)
from ...report import Report

Content = Attribute | Include | OpenRow
AnyTable = TypeVar("AnyTable", bound=AttributeTable)

_STATED = re.compile(
    r"(?:In this Module,? )?(?:Attribute )?(?P<name>[A-Z][^.;(]*?)"
    r" \((?P<group>[0-9A-Fa-f]{4}),(?P<element>[0-9A-Fa-f]{4})\)"
    r" (?:is(?: specialized to be)?|shall be) Type (?P<type>[123]C?)\b"
)


def specialized_rows(description: str, id: str | None) -> Iterator[Specialized]:
    """Yield the attributes to which the description of an inclusion gives another type.

    Args:
        description: The last cell of the row, with a line for each paragraph.
        id: Identifier of the row.
    """
    for match in _STATED.finditer(description):
        type_ = Type(match["type"])
        condition = Worded(words=description) if type_.is_conditional else None
        tag = f"({match['group']},{match['element']})".upper()
        yield Specialized(tag, match["name"], type_, condition, id=id)


def completed(tables: Sequence[AnyTable], report: Report) -> list[AnyTable]:
    """Return the tables with complete rows in place of those of `specialized_rows`."""
    known = {table.table: table for table in tables}
    found: list[AnyTable] = []
    for table in tables:
        completion = _Completion(table.table, known, report)
        found.append(evolve(table, content=completion.content(table.content)))
    return found


class _Completion:
    """Completes the rows of one table."""

    def __init__(
        self, label: str, tables: Mapping[str, AttributeTable], report: Report
    ) -> None:
        self._label = label
        self._tables = tables
        self._report = report

    def content(self, content: tuple[Content, ...]) -> tuple[Content, ...]:
        rows: list[Content] = []
        waiting: list[Specialized] = []
        for row in content:
            if isinstance(row, Specialized):
                waiting.append(row)
                continue
            if isinstance(row, Include) and waiting:
                rows += self._complete(waiting, row.table)
                waiting = []
            if not isinstance(row, OpenRow):
                row = evolve(row, content=self.content(row.content))
            rows.append(row)
        return tuple(rows)

    def _complete(self, waiting: list[Specialized], table: str) -> list[Attribute]:
        """Return the rows of an inclusion with the content of the included ones."""
        included = {row.tag: row for row in self._attributes(table, set())}
        rows: list[Attribute] = []
        for each in waiting:
            if each.tag in included:
                rows.append(_typed(included[each.tag], each))
            elif not _typed_below(rows, each):
                reason = f"{each.name} is not an attribute of Table {table}"
                self._report.note(3, self._label, 0, reason)
        return rows

    def _attributes(self, table: str, seen: set[str]) -> Iterator[Attribute]:
        """Yield the attributes of a table and of those that it includes."""
        if table in seen or table not in self._tables:
            return
        seen.add(table)
        for row in self._tables[table].content:
            if isinstance(row, Include):
                yield from self._attributes(row.table, seen)
            elif isinstance(row, Attribute) and not isinstance(row, Specialized):
                yield row


def _typed(row: Attribute, stated: Specialized) -> Attribute:
    """Return a row with the type, condition and identifier of the including row."""
    return evolve(row, type=stated.type, condition=stated.condition, id=stated.id)


def _typed_below(rows: list[Attribute], stated: Specialized) -> bool:
    """Give an attribute of the items of a row its type; False if no row has it."""
    for index, row in enumerate(rows):
        if any(_is(each, stated) for each in row.content):
            content = tuple(
                (
                    _typed(each, stated)
                    if isinstance(each, Attribute) and _is(each, stated)
                    else each
                )
                for each in row.content
            )
            rows[index] = evolve(row, content=content)
            return True
    return False


def _is(row: Content, stated: Specialized) -> bool:
    return isinstance(row, Attribute) and row.tag == stated.tag


__all__ = ["completed", "specialized_rows"]
