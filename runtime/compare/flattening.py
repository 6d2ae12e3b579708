"""Rows of a table by path, without those of included macros, which have their own table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from ..tables.descriptions import Attribute, Definition, When
from ..tables.editions import Edition
from ..tables.values import ItemCount, Terms
from .keywords import UNCHANGED, Keywords

Path = tuple[int, ...]
"""Tags of the sequences that lead to a row, then its own."""


class Ident(NamedTuple):
    """The identity of a class in both editions."""

    folder: str
    """"macros", "modules", "services"."""
    name: str
    """"Code", "SOPCommon.EncryptedAttributesItem"."""

    def __str__(self) -> str:
        return self.name


class Row(NamedTuple):
    """An attribute in a table."""

    keywords: tuple[str, ...]
    attribute: Attribute
    when: When | None
    terms: tuple[Terms, ...]
    counts: tuple[ItemCount, ...]
    """All numbers of items, conditional ones included."""


class Inclusion(NamedTuple):
    """A macro whose attributes a table, or the items of a sequence, include."""

    keywords: tuple[str, ...]
    """Path of the sequence; empty for the table itself."""
    definition: type[Definition]
    when: When | None
    """None if it is always included."""


class Table:
    """The rows and inclusions of one table."""

    def __init__(
        self,
        definition: type[Definition],
        package: str,
        names: Keywords = UNCHANGED,
    ) -> None:
        """Flatten a table.

        Args:
            names: The keywords to use in paths and conditions.
        """
        self.definition = definition
        self._names = names
        self._package = package
        self.rows: dict[Path, Row] = {}
        self.inclusions: dict[tuple[Path, Ident], Inclusion] = {}
        self.extensible: dict[Path, tuple[str, ...]] = {}
        """Paths of the levels that allow any other attribute, with their keywords."""
        self.refused: dict[str, None] = {
            ".".join(names.path(tuple(each.split(".")))): None
            for each in definition.not_allowed
        }
        """Attributes that must be absent, as paths of keywords."""
        self._add(definition, (), ())

    def _add(
        self, holder: type[Definition], path: Path, keywords: tuple[str, ...]
    ) -> None:
        if vars(holder).get("extensible"):
            self.extensible[path] = keywords
        for base in holder.__bases__:
            if self._is_generated(base):
                self._include(base, path, keywords, None)
        for definition, when in vars(holder).get("conditional_includes", ()):
            self._include(definition, path, keywords, self._names.when(when))
        for attribute in vars(holder).values():
            if not isinstance(attribute, Attribute):
                continue
            below, names = (*path, attribute.tag), (
                *keywords,
                self._names.name(attribute.keyword),
            )
            self.rows[below] = self._row(names, attribute)
            item = attribute.item
            if item is None:
                continue
            if self._has_rows_of(item):
                self._add(item, below, names)
            elif self._is_generated(item):
                self._include(item, below, names, None)

    @cached_property
    def contents(self) -> Mapping[Path, Row]:
        """The rows of the table, and of the macros that it always includes."""
        return self._contents(frozenset((self.definition,)))

    def _contents(self, seen: frozenset[type[Definition]]) -> dict[Path, Row]:
        found = dict(self.rows)
        for (path, _), inclusion in self.inclusions.items():
            definition = inclusion.definition
            if inclusion.when is None and definition not in seen:
                inner = Table(definition, self._package, self._names)
                for below, row in inner._contents(seen | {definition}).items():
                    keywords = (*inclusion.keywords, *row.keywords)
                    found.setdefault((*path, *below), row._replace(keywords=keywords))
        return found

    def included(self, inclusion: Inclusion) -> Table:
        """Return the table of a macro that this one includes."""
        return Table(inclusion.definition, self._package, self._names)

    def _row(self, keywords: tuple[str, ...], attribute: Attribute) -> Row:
        items = () if attribute.items is None else (attribute.items,)
        return Row(
            keywords,
            attribute,
            self._names.when(attribute.when),
            self._names.terms(attribute.terms),
            self._names.counts((*items, *attribute.counts)),
        )

    def _include(
        self,
        definition: type[Definition],
        path: Path,
        keywords: tuple[str, ...],
        when: When | None,
    ) -> None:
        ident = ident_of(definition, self._package)
        self.inclusions[path, ident] = Inclusion(keywords, definition, when)

    def _has_rows_of(self, item: type[Definition]) -> bool:
        """Return True if a class of items has rows of this table, and no table of its own.

        Such a class is nested in that of the table, or follows it if the table is recursive.
        """
        holder: type[Definition] | None = item
        while holder is not None and holder._origin is None:
            holder = holder._outer
            if holder is self.definition:
                return True
        return False

    def _is_generated(self, cls: type) -> bool:
        return cls.__module__.startswith(f"{self._package}.")


def ident_of(cls: type, package: str) -> Ident:
    """Return the identity of a generated class."""
    place = cls.__module__.removeprefix(f"{package}.").partition(".")[0]
    return Ident(place, cls.__qualname__)


def table_of(definition: type[Definition]) -> type[Definition]:
    """Return the class of the table that contains a class: itself, or that around an item."""
    while definition._outer is not None:
        definition = definition._outer
    return definition


FOLDERS = ("modules", "functional_groups", "macros")
"""Folders of the tables that IODs are made of."""


def tables(edition: Edition, names: Keywords = UNCHANGED) -> dict[Ident, Table]:
    """Return the tables of modules, functional groups, macros and directory records."""
    found = [cls for folder in FOLDERS for cls in edition.definitions(folder)]
    found += edition.directory_records.values()
    return {
        ident_of(cls, edition.package): Table(cls, edition.package, names)
        for cls in found
    }
