"""Index from the rows of attribute tables to their paragraphs in the standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..model import (
    Attribute,
    Include,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    Standard,
)
from ..naming import number
from .inclusion import Content, Inclusions


def paragraphs(
    standard: Standard, inclusions: Inclusions
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each table with the paragraphs of its rows.

    Rows are identified by their tag, prefixed with that of the enclosing sequence:
    "00101002.00100020". Rows with the same path are omitted. Labels of tables outside of
    PS3.3 are prefixed with the part: "PS3.4 F.7.2-1".
    """
    tables = [(one.table, one.content) for one in (*standard.modules, *standard.macros)]
    records = [(one.table, one.content) for one in standard.directory_records]
    for table, content in (*tables, *records):
        single = _single(_rows(content, "", inclusions))
        if table is not None and single:
            yield table, single
    macros = {one.table: one.content for one in standard.service_tables}
    for service in standard.service_tables:
        typed = (row for each in service.types for row in each.content)
        if single := _single(_service_rows((*service.content, *typed), "", macros)):
            yield f"PS3.4 {service.table}", single


def _single(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop rows with the same path."""
    found = list(rows)
    number = Counter(place for place, _ in found)
    return [row for row in found if number[row[0]] == 1]


def _rows(
    content: Iterable[Content], within: str, inclusions: Inclusions
) -> Iterator[tuple[str, str]]:
    for row in content:
        if isinstance(row, Attribute):
            tag = f"{number(row.tag):08X}"
            if row.id is not None:
                yield within + tag, row.id
            yield from _rows(row.content, f"{tag}.", inclusions)
        elif isinstance(row, Include) and (extended := inclusions.extended(row)):
            below = f"{number(extended.tag):08X}."
            yield from _rows(row.content, below, inclusions)


def _service_rows(
    content: Iterable[ServiceRow],
    within: str,
    macros: Mapping[str, Iterable[ServiceRow]],
) -> Iterator[tuple[str, str]]:
    """Yield the rows of a table of PS3.4, with those of included macros in place."""
    for row in content:
        if isinstance(row, ServiceAttribute):
            tag = f"{number(row.tag):08X}"
            if row.id is not None:
                yield within + tag, row.id
            yield from _service_rows(row.content, f"{tag}.", macros)
        elif isinstance(row, ServiceInclude):
            rest = {label: rows for label, rows in macros.items() if label != row.table}
            yield from _service_rows(macros.get(row.table, ()), within, rest)
