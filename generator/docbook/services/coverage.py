"""Comparison of the manifest with the tables of an edition.

A table that only the edition has is a note, with a proposal for the manifest. An operation,
action or event that the manifest does not have is a problem: its rows are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...model import (
    MessageType,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    StatusTable,
)
from ...report import Problem, Report
from ..xml.book import Book
from .manifest import Declaration
from .relocation import relocated


def check_coverage(
    book: Book,
    declarations: Sequence[Declaration],
    moved: Mapping[str, str],
    tables: Iterable[ServiceTable],
    statuses: Iterable[StatusTable],
    report: Report,
) -> None:
    """Report tables that are only in the manifest or only in the edition.

    Args:
        moved: New labels of renumbered tables.
    """
    found = {table.table: table for table in tables}
    codes = {table.table for table in statuses}
    lists = [e for d in declarations for o in d.operations for e in o.lists]
    uses = {column.table for each in lists for column in each.columns}
    used_codes = {s for d in declarations for o in d.operations for s in o.statuses}
    used_codes |= relocated(frozenset(STORAGE_STATUSES), moved)
    included = {label for table in found.values() for label in _includes(_rows(table))}
    for label in sorted(found.keys() - uses - included):
        _propose(book, label, "attributes of services", report)
    for label in sorted(codes - used_codes - FURTHER_STATUSES):
        _propose(book, label, "statuses", report)
    for label in sorted(included - found.keys()):
        reason = "is included, but was not recognized as an attribute table"
        report.problem(4, label, 0, reason)
    for label, numbers in _declared_types(declarations).items():
        if label in found:
            _compare_types(found[label].types, numbers, label, report)
    for label in sorted((uses - found.keys()) | (used_codes - codes)):
        reason = "is in the manifest, but not in the edition"
        report.unneeded.append(Problem(4, label, 0, reason))


def _propose(book: Book, label: str, content: str, report: Report) -> None:
    """Note a table that is not in the manifest, with what a declaration needs."""
    table = book.table(label)
    caption = (
        "" if table is None else f" ({table.caption!r}, section {table.section.label})"
    )
    reason = f"lists {content}, but is not in the manifest{caption}: declare it there"
    report.note(4, label, 0, reason)


FURTHER_STATUSES = frozenset({"T.4-1", "W.4-1"})
"""Status tables of 2013, of hanging protocols and color palettes; now Table GG.4-1."""

STORAGE_STATUSES = ("B.2-1", "GG.4-1")
"""Status tables of storage SOP classes, which come from PS3.6 instead of the manifest."""


def _declared_types(declarations: Sequence[Declaration]) -> dict[str, set[int]]:
    """Return the numbers of actions and events in the manifest, by table."""
    found: dict[str, set[int]] = {}
    for declared in declarations:
        for operation in declared.operations:
            for each in operation.lists:
                if each.type_id is not None:
                    for column in each.columns:
                        found.setdefault(column.table, set()).add(each.type_id)
    return found


def _compare_types(
    types: Iterable[MessageType], numbers: set[int], label: str, report: Report
) -> None:
    printed = {each.id for each in types}
    for number in sorted(printed - numbers):
        reason = f"action or event {number} is not in the manifest"
        report.problem(4, label, 0, reason)
    for number in sorted(numbers - printed):
        reason = f"action or event {number} is only in the manifest"
        report.unneeded.append(Problem(4, label, 0, reason))


def _rows(table: ServiceTable) -> Iterator[ServiceRow]:
    yield from table.content
    for each in table.types:
        yield from each.content


def _includes(rows: Iterable[ServiceRow]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, ServiceInclude):
            yield row.table
        elif isinstance(row, ServiceAttribute):
            yield from _includes(row.content)
