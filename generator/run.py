"""A run of the generator, and the rows of the table of readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from .docbook.services.attribute_tables import ServiceTableReader
from .docbook.services.manifest import UNTYPED
from .docbook.services.manifest.conditions import STATED_CONDITIONS
from .docbook.services.relocation import moved_tables, relocated
from .docbook.tables.iods import AttributeTables
from .docbook.values.row_values import ValueReader
from .docbook.xml.arrangement import Shape
from .docbook.xml.book import Book
from .docbook.xml.table import Table
from .model import Part, Standard
from .report import Report

EXAMPLES = frozenset({"5.4-1", "5.4-2", "5.4-3"})
"""Examples of macros in PS3.3 5.4, whose attributes do not exist."""


@define(slots=False)
class Run:
    """One run of the generator: its input, the facts that were read, and its output."""

    report: Report
    standard: Standard
    books: Mapping[int, Book] = field(factory=dict)
    """The parts by number; empty if the standard is not read from DocBook."""
    found: defaultdict[str, list[Any]] = field(factory=lambda: defaultdict(list))
    """Facts that are not in `standard` yet, by `Reader.into`."""
    facts: dict[str, bytes] = field(factory=dict)
    """The files of `standard_xml/<edition>`, by name."""
    package: dict[str, bytes] = field(factory=dict)
    """The files of the Python package, by path."""

    @classmethod
    def of(
        cls, books: Sequence[Book], report: Report, readers: Sequence[Reader] = ()
    ) -> Run:
        """Create a run for the parts of an edition, which is that of PS3.3.

        Args:
            readers: Their tables may have moved, added or respelled columns.
        """
        for book in books:
            book.shapes = tuple(
                Shape(each.columns, each.caption)
                for each in readers
                if each.part == book.number
            )
        by_number = {book.number: book for book in books}
        leading = by_number.get(3, books[0])
        parts = tuple(Part(book.number, book.edition) for book in books)
        return cls(report, Standard(leading.edition, parts), by_number)

    def tables(self, part: int) -> tuple[Table, ...]:
        """Return the tables of a part; empty if the part is not read."""
        return self.books[part].tables if part in self.books else ()

    @cached_property
    def attribute_tables(self) -> AttributeTables:
        """The attribute tables of PS3.3."""
        return AttributeTables.among(
            table for table in self.tables(3) if table.label not in EXAMPLES
        )

    @cached_property
    def values(self) -> ValueReader:
        """The reader of values in rows of PS3.3."""
        return ValueReader.of(self.books[3], self.report)

    @cached_property
    def moved(self) -> Mapping[int, Mapping[str, str]]:
        """New labels of renumbered tables of the manifest, by part."""
        return {n: moved_tables(self.books[n], self.report) for n in (3, 4)}

    @cached_property
    def service_tables(self) -> ServiceTableReader:
        """The reader of the attribute tables of PS3.4."""
        names = {element.tag: element.name for element in self.standard.elements}
        moved = self.moved[4]
        return ServiceTableReader(
            self.attribute_tables,
            names,
            self.report,
            relocated(UNTYPED, moved),
            relocated(STATED_CONDITIONS, moved),
        )


Pass = Callable[[Run], None]


Read = Callable[[Table, Run], Iterable[Any] | None]


@frozen
class Reader:
    """A row of the table of readers: the tables of one shape, and their reader."""

    part: int
    noun: str
    """Name of these tables in the report: "composite IODs"."""
    into: str
    """Field of `Standard` for the facts, or a name that a pass looks up."""
    read: Read
    """Returns the facts of a table; None if the table is skipped."""
    columns: tuple[str, ...] = ()
    """Headings of the tables; the usual ones if they vary."""
    caption: str = ""
    """Pattern of captions that are specific to this shape."""
    shape: Callable[[Table], bool] | None = None
    """Recognizes tables with varying headings."""

    def recognizes(self, table: Table) -> bool:
        """Whether a table is of this shape."""
        if self.shape is not None:
            return self.shape(table)
        return table.columns == self.columns
