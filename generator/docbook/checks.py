"""Checks that compare several tables."""

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
from ..report import Problem, Report
from .spelling import letters
from .tables.attributes import has_types, names
from .xml.book import Book
from .xml.table import Table


def check_types(
    book: Book,
    iods: Iterable[Iod],
    modules: Sequence[Module],
    macros: Sequence[Macro],
    report: Report,
) -> None:
    """Report tables without types that composite IODs use.

    Tables without a Type column belong to normalized IODs, whose types are in the service
    definitions of PS3.4.
    """
    tables: dict[str, AttributeTable] = {t.table: t for t in (*modules, *macros)}
    untyped: dict[str, str] = {}
    for iod in iods:
        if iod.kind is IodKind.NORMALIZED:
            continue
        uses = [use.table for use in iod.modules]
        uses += [use.table for use in iod.functional_groups]
        for label in uses:
            source = None if label is None else book.table(label)
            if source is not None and not has_types(source):
                untyped.setdefault(source.label, iod.table)
    for table in tables.values():
        source = book.table(table.table)
        if source is None or not has_types(source):
            continue
        for include in _includes(table.content):
            included = book.table(include.table)
            if include.table in tables and included and not has_types(included):
                untyped.setdefault(included.label, table.table)
    for label, user in untyped.items():
        report.problem(3, label, 0, f"no Type column, which Table {user} requires")


def note_names(
    tables: Iterable[Table], elements: Iterable[DataElement], report: Report
) -> None:
    """Note rows whose attribute name differs from the data dictionary.

    Case, spaces and punctuation are ignored.
    """
    registered = {element.tag: element.name for element in elements}
    for table in tables:
        for number, tag, name in names(table):
            expected = registered.get(tag, name)
            if letters(name) != letters(expected):
                reason = f"{name}: PS3.6 calls {tag} {expected}"
                report.note(3, table.label, number, reason)


def note_unneeded_errata(book: Book, report: Report) -> None:
    """Note the declared errata that an edition does not have."""
    for erratum in book.errata.unneeded:
        reason = f"{erratum.printed!r} is not misprinted; {erratum.reason}"
        report.unneeded.append(Problem(book.number, erratum.table, 0, reason))


def _includes(content: Iterable[object]) -> Iterator[Include]:
    for row in content:
        if isinstance(row, Include):
            yield row
        if isinstance(row, Attribute | Include):
            yield from _includes(row.content)
