"""Reader of the values of an attribute in its row: lists, ranges, numbers of values.

A list is in the row, in a section or table that the row refers to, or in a sentence.

Source: PS3.3 5.1 (conventions), Annex C.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from ...model import ItemCount, Range, Terms, Value
from ...report import Report
from ..errata.part03 import stated
from ..xml.book import Book
from ..xml.table import Cell, Row, Table
from .item_counts import CountNotUnderstood, read_item_counts, reasons_left_out
from .item_tables import read_item_table, section_of_counts
from .named_statements import NamedStatements
from .same_values_as import Alike, read_alike, read_elsewhere
from .section_statements import USUAL, at_least, read_least
from .statements import read_statement, read_vm, sentences
from .value_sections import SectionLists
from .values import ListNotUnderstood, read_terms

BOUNDED = frozenset({"(0008,9007)"})
"""Attributes whose number of values the data dictionary limits: Frame Type, 4 or 5.

A minimum that a row states does not replace this limit.
"""


@frozen
class RowValues:
    """The legal values of an attribute according to its row."""

    terms: tuple[Terms, ...] = ()
    ranges: tuple[Range, ...] = ()
    vm: str | None = None
    item_counts: tuple[ItemCount, ...] = ()


PULSE_SEQUENCES = ("Pulse Sequence", "Scanning Sequence")
"""Endings of the names of pulse sequences, which have values instead of items."""


@frozen
class ValueReader:
    """Reads the values of rows from all places of a part."""

    _book: Book = field(alias="book")
    _report: Report = field(alias="report")
    sections: SectionLists
    named: NamedStatements

    @classmethod
    def of(cls, book: Book, report: Report) -> ValueReader:
        return cls(book, report, SectionLists(book), NamedStatements(book))

    def read(
        self, table: Table, row: Row, cell: Cell, tag: str, name: str
    ) -> RowValues:
        """Parse the description of an attribute."""
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
        named = self._named(table, cell, tag)
        terms += [
            each
            for each in named
            if isinstance(each, Terms) and not any(_same(each, one) for one in terms)
        ]
        stated = (read_statement(words, name) for words in _sentences(cell))
        ranges = tuple(each for each in (*stated, *named) if isinstance(each, Range))
        self._report.values["range"] += len(ranges)
        counts = self._multiplicities(cell, tag, name)
        if tag in BOUNDED:
            counts = (vm for vm in counts if not vm.endswith("-n"))
        vm = min(counts, key=lambda vm: vm.endswith("-n"), default=None)
        self._report.values["value multiplicity"] += vm is not None
        if alike is not None:
            terms = alike.narrowed(terms)
            vm = str(alike.count) if alike.count else vm
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
        """Yield lists with their place: the row's own lists, then the referenced ones."""
        stated = (read_statement(words, name) for words in _sentences(cell))
        own = [
            *(("row", each) for each in self._own_lists(table, row, cell, name)),
            *(("sentence", each) for each in stated if isinstance(each, Terms)),
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
        """Yield the list that is declared for a row as an erratum."""
        known = stated(table.label, table.caption, tag)
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
        """Yield the lists in sections and tables that a row refers to."""
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
        """Yield the lists of another row with the same values.

        It is in the table of a section that the row refers to, or in the same table.
        """
        if alike is None:
            return
        sections = {link.label for link in cell.links if link.kind == "sect"}
        places = [t for t in self._book.tables if t.section.label in sections]
        for place in places or [table]:
            for row, other in _rows(place, alike.tag):
                for _, each in self._terms(place, row, other, tag, name):
                    yield each

    def _named(self, table: Table, cell: Cell, tag: str) -> list[Terms | Range]:
        """Return the values that sections of the row and of its module state by name."""
        links = (link.label for link in cell.links if link.kind == "sect")
        found = [*self.named.about((*links, table.section.label), tag)]
        self._report.values["statement about a named attribute"] += len(found)
        return found

    def _elsewhere(self, cell: Cell, tag: str) -> Iterator[Terms]:
        """Yield the lists of the section that the row refers to for its values.

        Its title has the attribute in other words, or it is a module with that row.
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
        """Yield the value multiplicities that a row states or refers to."""
        yield from filter(None, map(read_vm, _sentences(cell)))
        if (least := max(map(read_least, _sentences(cell)), default=0)) > USUAL:
            yield at_least(least)
        for link in cell.links:
            if link.kind == "sect" and not link.part:
                yield from self.sections.vm_about(link.label, tag, name)

    def _item_counts(
        self, table: Table, row: Row, cell: Cell, name: str
    ) -> tuple[ItemCount, ...]:
        where = f"Table {table.label} row {row.number}: items of {name}"
        section = section_of_counts(cell.text)
        by_code = [
            count
            for place in self._book.tables
            if section and place.section.label == section
            for count in read_item_table(place)
        ]
        if section and not by_code:
            self._report.unread_value(where)
        try:
            counts = (*read_item_counts(cell.text), *by_code)
        except CountNotUnderstood:
            self._report.unread_value(where)
            return ()
        for reason in reasons_left_out(cell.text):
            self._report.leave_out_value(where, reason)
        self._report.values["item count"] += len(counts)
        return counts


def _same(one: Terms, other: Terms) -> bool:
    """True if two lists have the same values under the same condition."""
    return {v.term for v in one.values} == {v.term for v in other.values} and (
        one.number,
        one.condition,
    ) == (other.number, other.condition)


def _sentences(cell: Cell) -> Iterator[str]:
    """Yield the sentences of a cell's paragraphs, without lists and notes."""
    for paragraph in cell.paragraphs:
        yield from sentences(paragraph)


def _rows(table: Table, tag: str) -> Iterator[tuple[Row, Cell]]:
    """Yield the rows of an attribute in a table, with their descriptions."""
    if "Tag" not in table.columns:
        return
    for row in table.rows:
        if row.text("Tag") == tag:
            yield row, row.cells[-1]
