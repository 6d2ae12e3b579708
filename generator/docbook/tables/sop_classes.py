"""The tables of PS3.4 that give storage SOP classes their IODs.

Source: PS3.4 Tables B.5-1 (Storage), GG.3-1 (Non-Patient Object Storage),
I.4-1 (Media Storage), KK.1-2 (Storage Management).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Iod, SopClass
from ..report import Report
from .book import Book
from .table import Row, Table

COLUMNS = ("SOP Class Name", "SOP Class UID")
SPECIFICATION = "IOD Specification"
STORAGE = (*COLUMNS, SPECIFICATION)
"""The usual columns; the last one says more in its heading, and others may follow."""


def is_storage_table(table: Table) -> bool:
    """Whether a table lists SOP classes with the IODs that they store."""
    return (
        table.columns[:2] == COLUMNS
        and len(table.columns) > 2
        and table.columns[2].startswith(SPECIFICATION)
    )


def read_sop_classes(
    table: Table, iods: Iterable[Iod], part03: Book, report: Report
) -> Iterator[SopClass]:
    """Yield the SOP classes of a table, each with its IOD."""
    iods = tuple(iods)
    for row in table.rows:
        section = _link(row, table.columns[2], "PS3.3")
        iod = None if section is None else _iod_in(section, iods, part03)
        uid = row.text("SOP Class UID")
        if iod is None:
            reason = f"{uid}: no IOD in PS3.3 section {section}"
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
    """Return the IOD whose module table stands in a section of PS3.3."""
    for iod in iods:
        table = part03.table(iod.table)
        if table is not None and section in table.section.path:
            return iod
    return None
