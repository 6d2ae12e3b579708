"""The IODs, modules and services that a table reaches, because they include it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..dimse.services.attribute_lists import AttributeList
from ..tables.descriptions import (
    Attribute,
    Definition,
    FunctionalGroup,
    Iod,
    Module,
)
from ..tables.editions import Edition
from .changes import Reach
from .flattening import Ident, ident_of, table_of

Lists = Iterable[tuple[str, type[AttributeList]]]
"""Attribute lists with the keywords of their SOP classes."""


class Reaches:
    """The IODs, modules and services that include each table of an edition."""

    def __init__(self, edition: Edition, lists: Lists) -> None:
        self._package = edition.package
        self._included: dict[type[Definition], tuple[type[Definition], ...]] = {}
        self._iods: dict[Ident, dict[str, None]] = defaultdict(dict)
        self._modules: dict[Ident, dict[str, None]] = defaultdict(dict)
        self._services: dict[Ident, dict[str, None]] = defaultdict(dict)
        for iod in edition.definitions("iods"):
            assert issubclass(iod, Iod)
            uses = (*iod.module_uses, *iod.functional_group_uses)
            for each in self._all([use.definition for use in uses]):
                self._iods[self._ident(each)][iod.__name__] = None
        for folder in ("modules", "functional_groups"):
            for module in edition.definitions(folder):
                for each in self._all([module]):
                    if each is not module and issubclass(
                        module, Module | FunctionalGroup
                    ):
                        self._modules[self._ident(each)][module.__name__] = None
        for keyword, one in lists:
            for each in self._all([one]):
                self._services[self._ident(each)][keyword] = None

    def of(self, definition: type[Definition]) -> Reach:
        """Return the IODs, modules and services that include the table of a class."""
        ident = self._ident(definition)
        return Reach(
            tuple(sorted(self._iods.get(ident, ()))),
            tuple(sorted(self._modules.get(ident, ()))),
            tuple(sorted(self._services.get(ident, ()))),
        )

    def _ident(self, definition: type[Definition]) -> Ident:
        return ident_of(table_of(definition), self._package)

    def _all(self, starts: list[type[Definition]]) -> Iterator[type[Definition]]:
        """Yield tables and the tables that they include, at any depth."""
        seen = set()
        waiting = [*starts]
        while waiting:
            table = waiting.pop()
            if table not in seen:
                seen.add(table)
                yield table
                waiting += self._directly(table)

    def _directly(self, table: type[Definition]) -> tuple[type[Definition], ...]:
        if table not in self._included:
            found = dict.fromkeys(map(table_of, self._classes(table, set())))
            self._included[table] = tuple(each for each in found if each is not table)
        return self._included[table]

    def _classes(
        self, holder: type[Definition], seen: set[type[Definition]]
    ) -> Iterator[type[Definition]]:
        """Yield the classes that a class refers to, as base, item or inclusion."""
        seen.add(holder)
        for base in holder.__bases__:
            if base.__module__.startswith(f"{self._package}."):
                yield base
        for inclusion in vars(holder).get("conditional_includes", ()):
            yield inclusion.definition
        for attribute in vars(holder).values():
            if isinstance(attribute, Attribute) and (item := attribute.item):
                yield item
                if item not in seen and table_of(item) is table_of(holder):
                    yield from self._classes(item, seen)
