"""Reader of functional group tables: the macros that a multi-frame IOD uses.

Source: PS3.3 Annex A, tables captioned "... Functional Group Macros".
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from ...model import FunctionalGroupUse, Iod
from ...report import Report
from ..xml.book import Book
from ..xml.table import Table
from .iods import AttributeTables, note_reference, read_usage, section_of

FUNCTIONAL_GROUPS = (
    ("Functional Group Macro", "Section", "Usage"),
    ("Function Group Macro", "Section", "Usage"),  # so printed in A.86.1.15, A.86.1.16
)


def with_functional_groups(
    iod: Iod, book: Book, attribute_tables: AttributeTables, report: Report
) -> Iod:
    """Return an IOD with the functional group macros that its sections list."""
    table = _table_in(iod, book) or _table_referred_to(iod, book)
    if table is None:
        return iod
    return evolve(
        iod,
        functional_groups_table=table.label,
        functional_groups=tuple(_read(table, attribute_tables, report)),
    )


def _table_in(iod: Iod, book: Book) -> Table | None:
    """Return the functional group table in the section of an IOD."""
    for table in book.tables:
        if table.columns in FUNCTIONAL_GROUPS and iod.section in table.section.path:
            return table
    return None


def _table_referred_to(iod: Iod, book: Book) -> Table | None:
    """Return the table of another IOD that a section on functional groups refers to."""
    for link in book.links_in(iod.section, "Functional Group Macros"):
        table = book.table(link.label) if link.kind == "table" else None
        if table is not None and table.columns in FUNCTIONAL_GROUPS:
            return table
    return None


def _read(
    table: Table, attribute_tables: AttributeTables, report: Report
) -> Iterator[FunctionalGroupUse]:
    """Yield the functional group macros that a table lists."""
    for row in table.rows:
        name, number = row.text(table.columns[0]), section_of(row, "Section")
        if number is None:
            reason = f"{name}: does not refer to a section"
            report.problem(3, table.label, row.number, reason)
            continue
        found = attribute_tables.find(number, name, "Macro")
        note_reference(table, row, name, number, found, report)
        usage, condition = read_usage(table, row, report)
        yield FunctionalGroupUse(
            macro=name,
            section=number,
            table=found.label if found else None,
            usage=usage,
            condition=condition,
        )
