"""Tables of the standard: spans are filled and blanks settled, once, here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen
from lxml.etree import _Element

from .errata import corrections
from .errors import TableShapeError
from .slips import Erratum, corrected
from .text import NAMESPACE, PARA, XML_ID, settle, text_of

if TYPE_CHECKING:
    from .book import Book, Link, Section

THEAD = NAMESPACE + "thead"
TBODY = NAMESPACE + "tbody"
TR = NAMESPACE + "tr"
CAPTION = NAMESPACE + "caption"


@frozen(eq=False)
class Cell:
    """One cell; it stands in every row and column that it spans."""

    element: _Element
    text: str
    """All of it, references spelled out."""
    columns: int
    """How many columns it spans."""
    _book: Book = field(repr=False, alias="book")

    @property
    def printed(self) -> str:
        """All of its text, slips included."""
        return self.text_of(self.element)

    @property
    def links(self) -> tuple[Link, ...]:
        """What the references in the cell point to."""
        return tuple(self._book.links(self.element))

    @property
    def id(self) -> str | None:
        """The identifier of its first paragraph, without "para_"; None if it has none."""
        paragraph = self.element.find(PARA)
        id_ = "" if paragraph is None else paragraph.get(XML_ID, "")
        return id_.removeprefix("para_") if id_.startswith("para_") else None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The cell's own paragraphs, without its lists and notes."""
        return tuple(self._book.text(e) for e in self.element if e.tag == PARA)

    @property
    def statements(self) -> str:
        """The cell's paragraphs and lists, a line each, without notes and values.

        What is corrected is one line.
        """
        if self.text != self.printed:
            return self.text
        lines = (line for e in self.element for line in self._lines(e, ""))
        return "\n".join(filter(None, lines))

    def _lines(self, element: _Element, mark: str) -> Iterator[str]:
        if element.tag == PARA:
            yield mark + self.text_of(element)
        elif element.tag in (NAMESPACE + "itemizedlist", NAMESPACE + "orderedlist"):
            for item in element.iter(PARA):
                yield from self._lines(item, "- ")

    def text_of(self, element: _Element) -> str:
        """Return the text of an element inside the cell."""
        return text_of(element, self._book.resolve)


@frozen(eq=False)
class Row:
    """One row of a table's body."""

    number: int
    """Counted from 1."""
    cells: tuple[Cell, ...]
    """One for each column that the row reaches."""
    _columns: tuple[str, ...] = field(repr=False, alias="columns")

    def __getitem__(self, column: str) -> Cell:
        return self.cells[self._columns.index(column)]

    def text(self, column: str) -> str:
        """Return the text of a column; empty if the row does not reach it."""
        index = self._columns.index(column)
        return self.cells[index].text if index < len(self.cells) else ""


class Table:
    """A labelled table."""

    def __init__(self, element: _Element, book: Book) -> None:
        self._element = element
        self._book = book
        self.label = settle(element.get("label", ""))
        self.id: str = element.get(XML_ID, "")

    def __repr__(self) -> str:
        return f"<Table {self.label}>"

    @cached_property
    def caption(self) -> str:
        caption = self._element.find(CAPTION)
        return "" if caption is None else text_of(caption, self._book.resolve)

    @cached_property
    def section(self) -> Section:
        """The innermost section around the table."""
        return self._book.section_around(self._element)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The headings, of the first heading row where there are several."""
        return self.headings[0] if self.headings else ()

    @cached_property
    def headings(self) -> tuple[tuple[str, ...], ...]:
        """The heading rows, each with a text for every column."""
        head = self._element.find(THEAD)
        if head is None:
            return ()
        rows = _filled(self._book, head, (), ())
        return tuple(tuple(cell.text for cell in row) for row in rows)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the body; a cell that spans rows stands in each of them."""
        body = self._element.find(TBODY)
        if body is None:
            return ()
        book = self._book
        errata = corrections(book.number, book.edition, self.label)
        columns = self.columns
        return tuple(
            Row(number, cells, columns)
            for number, cells in enumerate(
                _filled(book, body, errata, columns), start=1
            )
        )

    def expect(self, *columns: str) -> None:
        """Check the headings of the table.

        Raises:
            TableShapeError: They are others.
        """
        if self.columns != columns:
            raise TableShapeError(
                self._book.path, self.id, self.label, self.columns, columns
            )


def _filled(
    book: Book,
    rows: _Element,
    errata: tuple[Erratum, ...],
    columns: tuple[str, ...],
) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each row, with those that span into it."""
    hanging: dict[int, tuple[Cell, int]] = {}  # column: (cell, rows still to fill)
    for number, row in enumerate(rows.iterchildren(TR), start=1):
        cells: list[Cell] = []
        own = iter(row)
        while True:
            column = len(cells)
            if column in hanging:
                cell, left = hanging.pop(column)
                if left > 1:
                    hanging[column] = (cell, left - 1)
                cells.append(cell)
                continue
            element = next(own, None)
            if element is None:
                break
            heading = columns[column] if column < len(columns) else ""
            slips = tuple(e for e in errata if e.stands_in(number, heading))
            cell = _cell(book, element, slips)
            depth = int(element.get("rowspan", "1"))
            for spanned in range(column, column + cell.columns):
                if depth > 1:
                    hanging[spanned] = (cell, depth - 1)
                cells.append(cell)
        yield tuple(cells)


def _cell(book: Book, element: _Element, errata: tuple[Erratum, ...]) -> Cell:
    text = corrected(text_of(element, book.resolve), errata)
    return Cell(element, text, int(element.get("colspan", "1")), book)
