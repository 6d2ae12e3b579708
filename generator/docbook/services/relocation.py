"""Labels of the tables of the manifest in an edition that has renumbered them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from typing import Any, Final, TypeVar

import attrs

from ...report import Report
from ..spelling import letters
from ..xml.book import Book
from ..xml.table import Table
from .manifest.captions import OBJECTS, SERVICES

Declared = TypeVar("Declared")


CAPTIONS: Final = {3: OBJECTS, 4: SERVICES}


def moved_tables(book: Book, report: Report) -> dict[str, str]:
    """Return the labels in an edition of the tables that have another label there.

    A table is found by its caption if it is unique; the label of the manifest then belongs
    to no table, or to another one.
    """
    named: dict[str, list[Table]] = defaultdict(list)
    for table in book.tables:
        named[letters(table.caption)].append(table)
    moved = {}
    for label, caption in CAPTIONS[book.number].items():
        found = named[letters(caption)]
        if len(found) == 1 and found[0].label != label:
            moved[label] = found[0].label
            reason = f"renumbered; Table {label} in the manifest"
            report.note(book.number, found[0].label, 0, reason)
    return moved


def is_declared(table: Table, labels: Container[str]) -> bool:
    """Whether a table has one of some labels, or the caption of a table that has."""
    return (
        table.label in labels or _BY_CAPTION.get(letters(table.caption), "") in labels
    )


_BY_CAPTION: Final = {letters(caption): label for label, caption in SERVICES.items()}


def relocated(declared: Declared, moved: Mapping[str, str]) -> Declared:
    """Return a declaration with the labels of an edition.

    Args:
        moved: New labels by the labels of the manifest.
    """
    return _relocated(declared, moved) if moved else declared


def _relocated(value: Any, moved: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return moved.get(value, value)
    if isinstance(value, tuple | frozenset):
        return type(value)(_relocated(each, moved) for each in value)
    if isinstance(value, Mapping):
        return {_relocated(k, moved): _relocated(v, moved) for k, v in value.items()}
    if attrs.has(type(value)):
        fields = (each.name for each in attrs.fields(type(value)))
        changes = {name: _relocated(getattr(value, name), moved) for name in fields}
        return attrs.evolve(value, **changes)
    return value
