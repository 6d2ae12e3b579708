"""Whether the manifest and an edition know of the same tables.

In the editions that the manifest was made with, a table that it lacks is a problem, and so
is one that it has and the edition lacks. In others it is told as a note, so that a new
edition can be tried before the manifest is completed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import (
    MessageType,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    StatusTable,
)
from ...report import Report
from ..book import Book
from .manifest import DECLARED
from .manifest.editions import EDITIONS, FURTHER_STATUSES, TODAY


def check_coverage(
    book: Book,
    tables: Iterable[ServiceTable],
    statuses: Iterable[StatusTable],
    report: Report,
) -> None:
    """Report what the manifest or the edition lacks."""
    found = {table.table: table for table in tables}
    codes = {table.table for table in statuses}
    lists = [e for d in DECLARED for o in d.operations for e in o.lists]
    uses = {column.table for each in lists for column in each.columns}
    declared_codes = {
        label for d in DECLARED for o in d.operations for label in o.statuses
    }
    declared_codes |= {*FURTHER_STATUSES.get(book.edition, ()), *STORAGE_STATUSES}
    included = {label for table in found.values() for label in _includes(_rows(table))}
    tell = report.problem if book.edition in EDITIONS else report.note
    for label in sorted(found.keys() - uses - included):
        tell(4, label, 0, "attributes of services, but not in the manifest")
    for label in sorted(codes - declared_codes):
        tell(4, label, 0, "statuses, but not in the manifest")
    for label in sorted(included - found.keys()):
        tell(4, label, 0, "included, but not read as a table of attributes")
    for label, numbers in _declared_types().items():
        if label in found:
            _compare_types(found[label].types, numbers, label, book.edition, report)
    if book.edition in TODAY:
        for label in sorted((uses - found.keys()) | (declared_codes - codes)):
            tell(4, label, 0, "in the manifest, but not in the edition")


STORAGE_STATUSES = ("B.2-1", "GG.4-1")
"""Of the SOP classes of storage, which PS3.6 lists and not the manifest."""


def _declared_types() -> dict[str, set[int]]:
    """Return the numbers of actions and events that the manifest knows, by table."""
    found: dict[str, set[int]] = {}
    for declared in DECLARED:
        for operation in declared.operations:
            for each in operation.lists:
                if each.type_id is not None:
                    for column in each.columns:
                        found.setdefault(column.table, set()).add(each.type_id)
    return found


def _compare_types(
    types: Iterable[MessageType],
    numbers: set[int],
    label: str,
    edition: str,
    report: Report,
) -> None:
    printed = {each.id for each in types}
    for number in sorted(printed - numbers):
        reason = f"action or event {number} is not in the manifest"
        report.problem(4, label, 0, reason)
    if edition in TODAY:
        for number in sorted(numbers - printed):
            reason = f"action or event {number} is in the manifest only"
            report.problem(4, label, 0, reason)


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
