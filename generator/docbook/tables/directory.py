"""Reader of directory records: their keys, and the records allowed below them.

Source: PS3.3 Table F.4-1 (relationships), Tables F.5-x (keys).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import DirectoryRecord
from ...report import Report
from ..values.row_values import ValueReader
from ..xml.book import Book
from ..xml.table import Table
from .attributes import is_attribute_table, read_content

RECORDS = (
    "Directory Record Type",
    "Section",
    "Directory Record Types that may be included"
    " in the next lower-level directory Entity",
)
ROOT = "(Root Directory Entity)"


def read_directory_records(
    table: Table, book: Book, values: ValueReader, report: Report
) -> Iterator[DirectoryRecord]:
    """Yield the record types of Table F.4-1, each with its keys."""
    table.expect(*RECORDS)
    for row in table.rows:
        name = row.text("Directory Record Type")
        sections = [link.label for link in row["Section"].links]
        keys = _key_table(book, sections[0]) if sections else None
        if keys is None and name != ROOT:
            report.note(3, table.label, row.number, f"{name}: table of keys not found")
        if keys is not None:
            report.read(3, "directory record keys", len(keys.rows))
        yield DirectoryRecord(
            name="" if name == ROOT else name,
            section=sections[0] if sections else table.section.label,
            table=keys.label if keys else None,
            content=read_content(keys, values, report) if keys else (),
            lower=tuple(
                part.strip() for part in row.text(RECORDS[2]).split(",") if part.strip()
            ),
        )


def _key_table(book: Book, section: str) -> Table | None:
    for table in book.tables:
        if table.section.label == section and is_attribute_table(table):
            return table
    return None
