"""The table rows and the edition of a class of objects."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from ..conditions.facts import FILE_FACTS
from ..rules.effective_attribute import TableRow
from ..tables import editions
from ..tables.descriptions import (
    Definition,
    DirectoryRecord,
    FunctionalGroupsItem,
    Iod,
)
from ..tables.editions import Edition

CERTAIN: Final = frozenset(
    f'unknown("{fact}")' for fact, holds in FILE_FACTS.items() if holds
)
"""Conditions that hold for every object: it is a complete data set."""


def edition_of(cls: type[Definition]) -> Edition:
    """Return the edition of the package that a class, or one of its bases, is in.

    A generated package is one that has an `EDITION` with its `PARTS`.
    """
    for base in cls.__mro__:
        package = base.__module__
        while package:
            module = sys.modules.get(package)
            if hasattr(module, "EDITION") and hasattr(module, "PARTS"):
                return editions.load(package)
            package = package.rpartition(".")[0]
    return editions.bundled()


def rows_of(cls: type[Definition]) -> Iterator[TableRow]:
    """Yield the rows of all tables of a class, those of mandatory tables first."""
    if issubclass(cls, Iod):
        for use in cls.module_uses:
            if use.usage in ("M", None):
                yield from rows_of(use.definition)
        return
    yield from _stated(cls, True, set())
    others: list[type[Definition]] = []
    if issubclass(cls, FunctionalGroupsItem):
        others += cls.macros
    if issubclass(cls, DirectoryRecord):
        others.append(cls.item())
    for macro in others:
        yield from _stated(macro, False, set())


def _stated(
    cls: type[Definition], certain: bool, seen: set[type[Definition]]
) -> Iterator[TableRow]:
    """Yield the rows of a table, then of the macros it includes under conditions.

    Args:
        seen: The classes that were already visited; SR content includes itself.
    """
    seen.add(cls)
    for attribute in cls.attributes().values():
        yield TableRow(attribute, certain)
    for definition, when in cls.inclusions():
        if definition not in seen:
            yield from _stated(definition, certain and when.required in CERTAIN, seen)
