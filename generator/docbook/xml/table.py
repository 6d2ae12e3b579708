"""Tables of the standard, with resolved spans and normalized white space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen
from lxml.etree import Element, _Element

from ..errata.erratum import Erratum
from .arrangement import Arrangement, arrange
from .errors import TableShapeError
from .text import NAMESPACE, PARA, XML_ID, settle, text_of

if TYPE_CHECKING:
    from .book import Book, Link, Section

THEAD = NAMESPACE + "thead"
TBODY = NAMESPACE + "tbody"
TR = NAMESPACE + "tr"
TD = NAMESPACE + "td"
CAPTION = NAMESPACE + "caption"


@frozen(eq=False)
class Cell:
    """One cell, which is repeated in every row and column that it spans."""

    element: _Element
    text: str
    """All text, with resolved references."""
    columns: int
    """Number of columns that it spans."""
    _book: Book = field(repr=False, alias="book")

    @property
    def printed(self) -> str:
        """All text as published, without corrections."""
        return self.text_of(self.element)

    @property
    def links(self) -> tuple[Link, ...]:
        """Targets of the references in the cell."""
        return tuple(self._book.links(self.element))

    @property
    def id(self) -> str | None:
        """The identifier of its first paragraph, without "para_"; None if it has none."""
        paragraph = self.element.find(PARA)
        id_ = "" if paragraph is None else paragraph.get(XML_ID, "")
        return id_.removeprefix("para_") if id_.startswith("para_") else None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the cell, without lists and notes."""
        return tuple(self._book.text(e) for e in self.element if e.tag == PARA)

    @property
    def statements(self) -> str:
        """The paragraphs and lists of the cell, one per line, without notes and values.

        A corrected cell is one line.
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
        """Return the text of an element in the cell."""
        return text_of(element, self._book.resolve)


@frozen(eq=False)
class Row:
    """One row of a table's body."""

    number: int
    """Counted from 1."""
    cells: tuple[Cell, ...]
    """One for each column that the row reaches."""
    _columns: tuple[str, ...] = field(repr=False, alias="columns")
    _book: Book = field(repr=False, alias="book")

    def __getitem__(self, column: str) -> Cell:
        """Return the cell of a column; an empty one if the row does not reach it."""
        index = self._columns.index(column)
        if index < len(self.cells):
            return self.cells[index]
        return _cell(self._book, Element(TD))

    def text(self, column: str) -> str:
        """Return the text of a column; empty if the row does not reach it."""
        return self[column].text


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
        """The headings of the first heading row."""
        return self.headings[0] if self.headings else ()

    @cached_property
    def _published(self) -> tuple[tuple[str, ...], ...]:
        """The heading rows as published."""
        head = self._element.find(THEAD)
        if head is None:
            return ()
        rows = _filled(self._book, head)
        return tuple(tuple(cell.text for cell in row) for row in rows)

    @cached_property
    def arrangement(self) -> Arrangement | None:
        """The known columns; None if the table has them as they are known, or others."""
        published = self._published[0] if self._published else ()
        return arrange(published, self.caption, self._book.shapes)

    @cached_property
    def headings(self) -> tuple[tuple[str, ...], ...]:
        """The heading rows, each with a text for every column that is read."""
        if self.arrangement is None:
            return self._published
        others = self._published[1:]
        places = self.arrangement.places
        return (
            self.arrangement.columns,
            *(tuple(row[i] for i in places if i < len(row)) for row in others),
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the body; a cell that spans rows is repeated in each of them."""
        body = self._element.find(TBODY)
        if body is None:
            return ()
        book = self._book
        columns = self.columns
        rows: Iterable[tuple[Cell, ...]] = _filled(book, body)
        if self.arrangement is not None:
            rows = _arranged(book, rows, self.arrangement.places)
        if errata := book.errata.about(self.label, self.caption):
            rows = _corrected(book, tuple(rows), errata, columns)
        return tuple(
            Row(number, cells, columns, book) for number, cells in enumerate(rows, 1)
        )

    def expect(self, *columns: str) -> None:
        """Check the headings of the table.

        Raises:
            TableShapeError: The headings differ.
        """
        if self.columns != columns:
            raise TableShapeError(
                self._book.path, self.id, self.label, self.columns, columns
            )


def _arranged(
    book: Book, rows: Iterable[tuple[Cell, ...]], places: Sequence[int]
) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of rows in another order; empty cells that a row does not reach."""
    for row in rows:
        yield tuple(
            row[i] if i < len(row) else _cell(book, Element(TD)) for i in places
        )


def _corrected(
    book: Book,
    rows: Sequence[tuple[Cell, ...]],
    errata: Sequence[Erratum],
    columns: Sequence[str],
) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows with corrected cells; a cell that spans others stays one cell."""
    done: dict[int, Cell] = {}
    above: tuple[str, ...] = ()
    for row in rows:
        printed = tuple(cell.text for cell in row)
        for number, cell in enumerate(row):
            if id(cell) not in done:
                heading = columns[number] if number < len(columns) else ""
                applicable = [e for e in errata if e.applies(heading, printed, above)]
                text = book.errata.corrected(cell.text, applicable)
                done[id(cell)] = cell if text == cell.text else evolve(cell, text=text)
        yield tuple(done[id(cell)] for cell in row)
        above = printed


def _filled(book: Book, rows: _Element) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each row, including those that span into it."""
    hanging: dict[int, tuple[Cell, int]] = {}  # column: (cell, rows still to fill)
    for row in rows.iterchildren(TR):
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
            cell = _cell(book, element)
            depth = _span(element, "rowspan")
            for spanned in range(column, column + cell.columns):
                if depth > 1:
                    hanging[spanned] = (cell, depth - 1)
                cells.append(cell)
        yield tuple(cells)


def _cell(book: Book, element: _Element) -> Cell:
    text = text_of(element, book.resolve)
    return Cell(element, text, _span(element, "colspan"), book)


def _span(element: _Element, name: str) -> int:
    """Return the number of columns or rows of a cell; 1 if it is not a number."""
    span = element.get(name, "1")
    return max(int(span), 1) if span.isdecimal() else 1
