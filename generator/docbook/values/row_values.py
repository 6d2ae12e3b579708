"""What the row of an attribute says of its values: lists, ranges, numbers of values.

A list stands in the row itself, in a section or a table that the row refers to, or is
the value of a sentence.

Source: PS3.3 5.1 (conventions), Annex C.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from ..model import ItemCount, Range, Terms, Value
from ..report import Report
from .alike import Alike, read_alike, read_elsewhere
from .book import Book
from .errata import stated
from .item_counts import CountNotUnderstood, read_item_counts
from .statements import read_statement, read_vm, sentences
from .table import Cell, Row, Table
from .value_sections import SectionLists
from .values import ListNotUnderstood, read_terms


@frozen
class RowValues:
    """What a row says of the values of its attribute."""

    terms: tuple[Terms, ...] = ()
    ranges: tuple[Range, ...] = ()
    vm: str | None = None
    item_counts: tuple[ItemCount, ...] = ()


PULSE_SEQUENCES = ("Pulse Sequence", "Scanning Sequence")
"""How the names of sequences of pulses end, which have values and no items."""


@frozen
class ValueReader:
    """Reads the values of rows, wherever in a part they stand."""

    _book: Book = field(alias="book")
    _report: Report = field(alias="report")
    sections: SectionLists

    @classmethod
    def of(cls, book: Book, report: Report) -> ValueReader:
        return cls(book, report, SectionLists(book))

    def read(
        self, table: Table, row: Row, cell: Cell, tag: str, name: str
    ) -> RowValues:
        """Return what the description of an attribute says of its values."""
        if not cell.text:
            return RowValues()
        if name.endswith("Sequence") and not name.endswith(PULSE_SEQUENCES):
            return RowValues(item_counts=self._item_counts(table, row, cell, name))
        alike = read_alike(cell.text)
        placed = [*self._known(table, tag)] or [
            *self._terms(table, row, cell, tag, name, alike)
        ]
        self._report.values.update(f"list in a {place}" for place, _ in placed)
        terms = [each for _, each in placed]
        told = (read_statement(words, name) for words in _sentences(cell))
        ranges = tuple(each for each in told if isinstance(each, Range))
        self._report.values["range"] += len(ranges)
        vm = next(self._multiplicities(cell, tag, name), None)
        self._report.values["value multiplicity"] += vm is not None
        if alike is not None:
            terms = alike.narrowed(terms)
        return RowValues(tuple(terms), ranges, vm)

    def _terms(
        self,
        table: Table,
        row: Row,
        cell: Cell,
        tag: str,
        name: str,
        alike: Alike | None = None,
    ) -> Iterator[tuple[str, Terms]]:
        """Yield where a list stands, and the list: a row's own, then those referred to."""
        told = (read_statement(words, name) for words in _sentences(cell))
        own = [
            *(("row", each) for each in self._own_lists(table, row, cell, name)),
            *(("sentence", each) for each in told if isinstance(each, Terms)),
        ]
        yield from own
        settled = {each.number for _, each in own if each.condition is None}
        others = {
            each: None
            for each in (
                *self._lists_referred_to(cell, tag, name, alike),
                *self._lists_of_rows(table, cell, tag, name, alike),
            )
            if each.values and not settled & {None, each.number}
        }
        if not own and not others:
            others = dict.fromkeys(self._elsewhere(cell, tag))
        for each in others:
            yield "section", each

    def _known(self, table: Table, tag: str) -> Iterator[tuple[str, Terms]]:
        """Yield the list that a row should have."""
        known = stated(self._book.number, self._book.edition, table.label, tag)
        if known is not None:
            values = tuple(map(Value, known.values))
            yield "row", Terms(enumerated=known.enumerated, values=values)

    def _own_lists(
        self, table: Table, row: Row, cell: Cell, name: str
    ) -> Iterator[Terms]:
        try:
            lists = [*read_terms(cell)]
        except ListNotUnderstood as problem:
            reason = f"{name}: list {str(problem)!r}"
            self._report.problem(3, table.label, row.number, reason)
            return
        yield from lists

    def _lists_referred_to(
        self, cell: Cell, tag: str, name: str, alike: Alike | None
    ) -> Iterator[Terms]:
        """Yield the lists of the sections and tables that a row refers to."""
        for link in cell.links:
            if link.part:
                continue
            if link.kind == "sect":
                yield from self.sections.about(link.label, tag, name)
                if alike is not None:
                    other = (alike.tag, alike.name)
                    yield from self.sections.about(link.label, tag, name, other)
            elif link.kind == "table":
                yield from self.sections.in_table(link.label)

    def _lists_of_rows(
        self, table: Table, cell: Cell, tag: str, name: str, alike: Alike | None
    ) -> Iterator[Terms]:
        """Yield the lists of the row that has the values of this one.

        It stands in the table of a section that the row refers to, or in its own.
        """
        if alike is None:
            return
        sections = {link.label for link in cell.links if link.kind == "sect"}
        places = [t for t in self._book.tables if t.section.label in sections]
        for place in places or [table]:
            for row, other in _rows(place, alike.tag):
                for _, each in self._terms(place, row, other, tag, name):
                    yield each

    def _elsewhere(self, cell: Cell, tag: str) -> Iterator[Terms]:
        """Yield the lists of the section that the row says has them.

        Its title names the attribute in other words, or it is a module with that row.
        """
        section = read_elsewhere(cell.text)
        if section is None or section not in self._book.sections:
            return
        title = self._book.title_of(self._book.sections[section])
        yield from self.sections.about(section, tag, title)
        for place in self._book.tables:
            if place.section.label == section:
                for row, other in _rows(place, tag):
                    for _, each in self._terms(place, row, other, tag, title):
                        yield each

    def _multiplicities(self, cell: Cell, tag: str, name: str) -> Iterator[str]:
        """Yield the value multiplicities that a row states, or that it refers to."""
        yield from filter(None, map(read_vm, _sentences(cell)))
        for link in cell.links:
            if link.kind == "sect" and not link.part:
                yield from self.sections.vm_about(link.label, tag, name)

    def _item_counts(
        self, table: Table, row: Row, cell: Cell, name: str
    ) -> tuple[ItemCount, ...]:
        try:
            counts = read_item_counts(cell.text)
        except CountNotUnderstood:
            self._report.unread_value(
                f"Table {table.label} row {row.number}: items of {name}"
            )
            return ()
        self._report.values["item count"] += len(counts)
        return counts


def _sentences(cell: Cell) -> Iterator[str]:
    """Yield the sentences of a cell's own paragraphs, not those of lists and notes."""
    for paragraph in cell.paragraphs:
        yield from sentences(paragraph)


def _rows(table: Table, tag: str) -> Iterator[tuple[Row, Cell]]:
    """Yield the rows of an attribute in a table, with their descriptions."""
    if "Tag" not in table.columns:
        return
    for row in table.rows:
        if row.text("Tag") == tag:
            yield row, row.cells[-1]
