"""Reader of the tables of PS3.4 that assign IODs to storage SOP classes.

Source: PS3.4 Tables B.5-1 (Storage), GG.3-1 (Non-Patient Object Storage),
I.4-1 (Media Storage), KK.1-2 (Storage Management).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Iod, SopClass
from ...report import Report
from ..xml.book import Book
from ..xml.table import Row, Table

COLUMNS = ("SOP Class Name", "SOP Class UID")
SPECIFICATION = "IOD Specification"
STORAGE = (*COLUMNS, SPECIFICATION)
"""Usual columns; the heading of the last one is longer, and others may follow."""


def is_storage_table(table: Table) -> bool:
    """Whether a table lists SOP classes with their IODs."""
    return set(COLUMNS) <= set(table.columns) and _specification(table) is not None


def _specification(table: Table) -> str | None:
    """Return the heading of the column with references to PS3.3."""
    return next((c for c in table.columns if c.startswith(SPECIFICATION)), None)


def read_sop_classes(
    table: Table, iods: Iterable[Iod], part03: Book, report: Report
) -> Iterator[SopClass]:
    """Yield the SOP classes of a table, each with its IOD."""
    iods = tuple(iods)
    specification = _specification(table)
    assert specification is not None  # checked by `is_storage_table`
    for row in table.rows:
        section = _link(row, specification, "PS3.3")
        iod = None if section is None else _iod_in(section, iods, part03)
        uid = row.text("SOP Class UID")
        if iod is None:
            reason = f"{uid}: IOD not found in PS3.3 section {section}"
            report.problem(4, table.label, row.number, reason)
        yield SopClass(
            uid=uid,
            name=row.text("SOP Class Name"),
            table=table.label,
            iod=None if iod is None else iod.table,
            specialization=(
                _link(row, "Specialization", "")
                if "Specialization" in table.columns
                else None
            ),
        )


def _link(row: Row, column: str, part: str) -> str | None:
    for link in row[column].links:
        if link.kind == "sect" and link.part == part:
            return link.label
    return None


def _iod_in(section: str, iods: Iterable[Iod], part03: Book) -> Iod | None:
    """Return the IOD whose module table is in a section of PS3.3."""
    for iod in iods:
        table = part03.table(iod.table)
        if table is not None and section in table.section.path:
            return iod
    return None
