"""The parts of the standard, each parsed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from iodize.generator.docbook.xml.book import Book
from iodize.generator.docbook.xml.table import Table


@cache
def book(file: Path) -> Book:
    return Book(file)


def printed(table: Table) -> list[str]:
    """Return the cells of a table as published."""
    return [cell.printed for row in table.rows for cell in row.cells]
