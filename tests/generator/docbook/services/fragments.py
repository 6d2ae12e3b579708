"""A PS3.4 of a few tables, for one test each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from iodize.generator.docbook.services.attribute_tables import ServiceTableReader
from iodize.generator.docbook.tables.iods import AttributeTables
from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import ServiceTable
from iodize.generator.report import Report

_PART = """<book xmlns="http://docbook.org/ns/docbook" xml:lang="en">
<subtitle>DICOM PS3.4 {edition} - Demo</subtitle>
<chapter label="ZZ" xml:id="chapter_ZZ"><title>Demo</title>{tables}</chapter>
</book>"""

CREATE = ("Attribute Name", "Tag", "Req. Type N-CREATE (SCU/SCP)")
ACTION = (
    "Action Type Name",
    "Action Type ID",
    "Attribute Name",
    "Tag",
    "Requirement Type SCU/SCP",
)

Cell = str | tuple[str, int, int]
"""Its paragraphs, a line each; with the columns and rows that it spans."""


def book_of(folder: Path, *tables: str, edition: str = "2020a") -> Book:
    """Return a PS3.4 with some tables."""
    path = folder / "part04.xml"
    path.write_text(_PART.format(edition=edition, tables="".join(tables)), "utf-8")
    return Book(path)


def table(label: str, columns: Iterable[str], *rows: Iterable[Cell]) -> str:
    """Return a table; "" is an empty cell, and a short row a short row."""
    head = "".join(f"<th><para>{column}</para></th>" for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        f'<table label="{label}" xml:id="table_{label}"><caption>Demo</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(cell: Cell) -> str:
    text, columns, rows = cell if isinstance(cell, tuple) else (cell, 1, 1)
    paragraphs = "".join(f"<para>{line}</para>" for line in text.split("\n"))
    return f'<td colspan="{columns}" rowspan="{rows}">{paragraphs}</td>'


def include(label: str, marks: str = "") -> str:
    """Return the text of a row that includes a table."""
    return f'{marks}Include <xref linkend="table_{label}" xrefstyle="select: label"/>'


def module_rest(section: str) -> str:
    """Return the text of a row that represents the rest of a module of PS3.3."""
    link = f'<olink targetdoc="PS3.3" targetptr="sect_{section}"/>'
    return f"All other Attributes of the {link}"


def read(
    book: Book, label: str, report: Report, modules: AttributeTables | None = None
) -> ServiceTable:
    """Read a table of attributes."""
    found = book.table(label)
    assert found is not None
    names = {"(0008,1155)": "Referenced SOP Instance UID"}
    reader = ServiceTableReader(modules or AttributeTables(()), names, report)
    return reader.read(found)
