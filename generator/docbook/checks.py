"""Checks that need several tables at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model import (
    Attribute,
    AttributeTable,
    DataElement,
    Include,
    Iod,
    IodKind,
    Macro,
    Module,
)
from ..report import Report
from .attributes import has_types, names
from .book import TITLE, Book
from .errata import errata_of
from .errors import LostTypesError
from .iods import letters
from .slips import Erratum
from .table import Table
from .text import PARA


def check_types(
    book: Book,
    iods: Iterable[Iod],
    modules: Sequence[Module],
    macros: Sequence[Macro],
) -> None:
    """Check that every attribute of a composite IOD has a type.

    Tables without a Type column belong to normalized IODs, whose types stand in the
    service definitions of PS3.4.

    Raises:
        LostTypesError: A table that a composite IOD uses has no Type column.
    """
    tables: dict[str, AttributeTable] = {t.table: t for t in (*modules, *macros)}
    for iod in iods:
        if iod.kind is IodKind.NORMALIZED:
            continue
        uses = [use.table for use in iod.modules]
        uses += [use.table for use in iod.functional_groups]
        for label in uses:
            source = None if label is None else book.table(label)
            if source is not None and not has_types(source):
                raise LostTypesError(
                    book.path, source.id, source.label, source.columns, iod.table
                )
    for table in tables.values():
        source = book.table(table.table)
        if source is None or not has_types(source):
            continue
        for include in _includes(table.content):
            included = book.table(include.table)
            if include.table in tables and included and not has_types(included):
                raise LostTypesError(
                    book.path,
                    included.id,
                    included.label,
                    included.columns,
                    table.table,
                )


def note_names(
    tables: Iterable[Table], elements: Iterable[DataElement], report: Report
) -> None:
    """Note the rows that call an attribute otherwise than the data dictionary does.

    Capitals, blanks and punctuation do not count.
    """
    registered = {element.tag: element.name for element in elements}
    for table in tables:
        for number, tag, name in names(table):
            expected = registered.get(tag, name)
            if letters(name) != letters(expected):
                reason = f"{name}: PS3.6 calls {tag} {expected}"
                report.note(3, table.label, number, reason)


def check_errata(book: Book, report: Report) -> None:
    """Report the slips that an edition does not have any more, though one names it."""
    for erratum in errata_of(book.number, book.edition):
        if not any(map(erratum.is_printed, _printed(book, erratum))):
            reason = f"no longer misprinted as {erratum.printed!r}: {erratum.reason}"
            report.problem(book.number, erratum.table, erratum.row or 0, reason)


def _printed(book: Book, erratum: Erratum) -> Iterator[str]:
    """Yield the texts, slips included, of which one is misprinted."""
    table = book.table(erratum.table)
    if table is not None:
        for row in table.rows:
            for heading, cell in zip(table.columns, row.cells, strict=False):
                if erratum.stands_in(row.number, heading):
                    yield cell.printed
        return
    section = book.sections.get(erratum.table)
    if section is not None:
        yield from map(book.text, section.iter(TITLE, PARA))


def _includes(content: Iterable[object]) -> Iterator[Include]:
    for row in content:
        if isinstance(row, Include):
            yield row
        if isinstance(row, Attribute | Include):
            yield from _includes(row.content)
