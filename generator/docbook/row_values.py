"""What the row of an attribute says of its values: lists, ranges, numbers of values.

A list stands in the row itself, in a section or a table that the row refers to, or is
the value of a sentence.

Source: PS3.3 5.1 (conventions), Annex C.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from ..model import ItemCount, Range, Terms
from ..report import Report
from .book import Book
from .item_counts import CountNotUnderstood, read_item_count
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
    item_count: ItemCount | None = None


PULSE_SEQUENCES = ("Pulse Sequence", "Scanning Sequence")
"""How the names of sequences of pulses end, which have values and no items."""


@frozen
class ValueReader:
    """Reads the values of rows, wherever in a part they stand."""

    _report: Report = field(alias="report")
    sections: SectionLists

    @classmethod
    def of(cls, book: Book, report: Report) -> ValueReader:
        return cls(report, SectionLists(book))

    def read(
        self, table: Table, row: Row, cell: Cell, tag: str, name: str
    ) -> RowValues:
        """Return what the description of an attribute says of its values."""
        if not cell.text:
            return RowValues()
        if name.endswith("Sequence") and not name.endswith(PULSE_SEQUENCES):
            return RowValues(item_count=self._item_count(table, row, cell, name))
        stated = [read_statement(words, name) for words in _sentences(cell)]
        terms = [
            *self._own_lists(table, row, cell, name),
            *self._counted("sentence", (s for s in stated if isinstance(s, Terms))),
        ]
        settled = {each.number for each in terms if each.condition is None}
        terms += self._counted(
            "section",
            (
                each
                for each in self._lists_referred_to(cell, tag, name)
                if not settled & {None, each.number}
            ),
        )
        ranges = tuple(s for s in stated if isinstance(s, Range))
        self._report.values["range"] += len(ranges)
        vm = next(filter(None, map(read_vm, _sentences(cell))), None)
        self._report.values["value multiplicity"] += vm is not None
        return RowValues(tuple(terms), ranges, vm)

    def _own_lists(
        self, table: Table, row: Row, cell: Cell, name: str
    ) -> Iterator[Terms]:
        try:
            lists = [*read_terms(cell)]
        except ListNotUnderstood as problem:
            reason = f"{name}: list {str(problem)!r}"
            self._report.problem(3, table.label, row.number, reason)
            return
        yield from self._counted("row", iter(lists))

    def _lists_referred_to(self, cell: Cell, tag: str, name: str) -> Iterator[Terms]:
        seen = set()
        for link in cell.links:
            if link.part:
                continue
            lists = (
                self.sections.about(link.label, tag, name)
                if link.kind == "sect"
                else self.sections.in_table(link.label) if link.kind == "table" else ()
            )
            for terms in lists:
                if terms not in seen and terms.values:
                    seen.add(terms)
                    yield terms

    def _counted(self, place: str, lists: Iterator[Terms]) -> Iterator[Terms]:
        for terms in lists:
            self._report.values[f"list in a {place}"] += 1
            yield terms

    def _item_count(
        self, table: Table, row: Row, cell: Cell, name: str
    ) -> ItemCount | None:
        try:
            count = read_item_count(cell.text)
        except CountNotUnderstood:
            self._report.unread_value(
                f"Table {table.label} row {row.number}: items of {name}"
            )
            return None
        self._report.values["item count"] += count is not None
        return count


def _sentences(cell: Cell) -> Iterator[str]:
    """Yield the sentences of a cell's own paragraphs, not those of lists and notes."""
    for paragraph in cell.paragraphs:
        yield from sentences(paragraph)
