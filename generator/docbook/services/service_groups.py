"""Reader of the operations of SOP classes, and their usage by SCU and SCP.

Source: PS3.4, tables captioned "DIMSE Service Group Applicable to ...", and Tables
H.3.2.2.1-1 and H.3.2.2.2-1 for meta SOP classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import evolve

from ...model import AttributeList, Operation, Service, ServiceTable, StatusTable
from ...report import Report
from ..xml.book import Book
from ..xml.table import Table
from .manifest import Declaration

USAGES = ("Usage SCU/SCP", "SCU/SCP")
FIRST = re.compile(
    r"(?:DICOM Message|DIMSE) Service Element|SOP Class Name", re.IGNORECASE
)

Tables = Mapping[str, ServiceTable | StatusTable]
"""By their labels."""

_USAGE = re.compile(r"[MU]/[MU]")


def is_service_group(table: Table) -> bool:
    """Whether a table lists the operations of a SOP class, or members of a meta class."""
    return (
        len(table.columns) > 1
        and FIRST.fullmatch(table.columns[0]) is not None
        and table.columns[-1] in USAGES
    )


def read_usages(table: Table, report: Report) -> dict[str, str]:
    """Return the usage of each row: {"N-SET": "U/M"}."""
    usages: dict[str, str] = {}
    for row in table.rows:
        usage = row.text(table.columns[-1])
        if _USAGE.fullmatch(usage) is None:
            reason = f"{row.cells[0].text}: usage not understood: {usage!r}"
            report.problem(4, table.label, row.number, reason)
            continue
        usages[row.cells[0].text] = usage
    return usages


def with_usage(
    service: Service,
    declared: Declaration,
    book: Book,
    tables: Tables,
    report: Report,
) -> Service:
    """Return a service with the operations and attribute lists of an edition.

    Args:
        tables: The tables of attributes and statuses of the edition.
    """
    group = None if declared.group is None else book.table(declared.group)
    usages = None if group is None else read_usages(group, report)
    if usages is not None and declared.kind != "meta":
        _compare(declared, usages, report)
    operations = []
    for each in declared.operations:
        operation = each.operation
        if usages is not None:
            usage = usages.get(each.row)
            if usage is None:
                continue
            user, _, provider = usage.partition("/")
            operation = evolve(operation, user=user, provider=provider)
        operations.append(_narrowed(operation, tables))
    return evolve(service, operations=tuple(operations))


def _compare(declared: Declaration, usages: dict[str, str], report: Report) -> None:
    """Report differences between a table and the manifest; the usages of the table apply."""
    expected = {each.row: each.usage for each in declared.operations}
    if usages == expected:
        return
    for row in sorted(expected.keys() | usages.keys()):
        printed, known = usages.get(row, "none"), expected.get(row, "none")
        if printed != known:
            reason = f"{row}: usage {printed}; the manifest has {known}"
            add = report.problem if known == "none" else report.note
            add(4, declared.group or "", 0, reason)


def _narrowed(operation: Operation, tables: Tables) -> Operation:
    """Return an operation without lists and statuses whose tables an edition lacks."""
    return evolve(
        operation,
        lists=tuple(_lists(operation.lists, tables)),
        statuses=tuple(each for each in operation.statuses if each in tables),
    )


def _lists(lists: tuple[AttributeList, ...], tables: Tables) -> Iterator[AttributeList]:
    for each in lists:
        columns = tuple(
            c for c in each.columns if _has(tables.get(c.table), each.type_id)
        )
        if columns or not each.columns:
            yield evolve(each, columns=columns)


def _has(table: ServiceTable | StatusTable | None, type_id: int | None) -> bool:
    """Whether an edition has a table, with the action or event if one is given."""
    if not isinstance(table, ServiceTable):
        return False
    return type_id is None or any(each.id == type_id for each in table.types)
