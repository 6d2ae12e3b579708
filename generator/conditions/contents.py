"""The attributes of the objects of each IOD, and those around each macro."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import define, field

from ..model import Attribute, Include, Iod, Standard, Usage
from .scopes import AnyContent, Contents, Find, Level, Tables


@define(slots=False)
class Objects:
    """The attributes that the tables of an edition give to objects."""

    standard: Standard
    tables: Tables
    _contents: dict[str, Contents] = field(factory=dict, init=False)
    """By table of the IOD."""

    def level(self, label: str | None) -> Level:
        """Return the attributes of a table."""
        table = self.tables.tables.get(label or "")
        return Level({}) if table is None else self.tables.level(table.content)

    def contents(self, iod: Iod) -> Contents:
        """Return the attributes of the objects of an IOD."""
        if iod.table not in self._contents:
            self._contents[iod.table] = self._read(iod)
        return self._contents[iod.table]

    def _read(self, iod: Iod) -> Contents:
        top: set[str] = set()
        groups: set[str] = set()
        mandatory: set[str] = set()
        for module in iod.modules:
            level = self.level(module.table)
            top |= level.attributes.keys()
            if module.usage == Usage.MANDATORY:
                mandatory |= level.mandatory
        for group in iod.functional_groups:
            outer = self.level(group.table)
            for level in (outer, *self._inside(outer)):
                groups |= level.attributes.keys()
                if group.usage == Usage.MANDATORY:
                    mandatory |= level.mandatory
        return Contents(
            frozenset(top),
            frozenset(groups),
            frozenset(mandatory),
            frozenset(self._shared(iod)),
        )

    def _shared(self, iod: Iod) -> Iterator[tuple[str, str]]:
        """Yield the sequences of several modules, with the attributes of their items."""
        found: dict[str, list[Level]] = {}
        for module in iod.modules:
            for keyword, content in self.level(module.table).attributes.items():
                if content:
                    found.setdefault(keyword, []).append(self.tables.level(content))
        for sequence, levels in found.items():
            if len(levels) > 1:
                for level in levels:
                    yield from ((sequence, keyword) for keyword in level.attributes)

    def _inside(self, level: Level) -> Iterator[Level]:
        """Yield the items of the sequences of a functional group."""
        for content in level.attributes.values():
            if content:
                yield self.tables.level(content)

    def at_top(self, iod: Iod, without_items: str | None = None) -> Level:
        """Return the top level of the objects of an IOD.

        Args:
            without_items: A module whose usage is in question: the items of its sequences
                do not show whether it is required.
        """
        attributes: dict[str, tuple[AnyContent, ...]] = {}
        for use in iod.modules:
            for keyword, content in self.level(use.table).attributes.items():
                inside = () if use.table == without_items else content
                attributes[keyword] = attributes.get(keyword) or inside
        return Level(attributes, self.contents(iod).mandatory)

    @cached_property
    def around(self) -> dict[str, frozenset[str]]:
        """The attributes around each included macro, by its label.

        They are those of the levels that include it, of the levels around these, and of the
        objects with these tables.
        """
        found: dict[str, set[str]] = {}
        for iod in self.standard.iods:
            contents = self.contents(iod)
            for label in labels(iod):
                found.setdefault(label or "", set()).update(
                    contents.top, contents.groups
                )
        sites: list[tuple[str, str]] = []
        for table in (*self.standard.modules, *self.standard.macros):
            for macro, names in _inclusions(table.content, (), self.tables.level):
                found.setdefault(macro, set()).update(names)
                sites.append((table.table or "", macro))
        changed = True
        while changed:
            changed = False
            for label, macro in sites:
                further = found.get(label, set()) - found[macro]
                found[macro] |= further
                changed = changed or bool(further)
        return {label: frozenset(names) for label, names in found.items()}


def labels(iod: Iod) -> set[str | None]:
    """Return the labels of the tables that an IOD uses."""
    modules = {use.table for use in iod.modules}
    return modules | {use.table for use in iod.functional_groups}


def _inclusions(
    content: Sequence[AnyContent], outer: tuple[Level, ...], find: Find
) -> Iterator[tuple[str, set[str]]]:
    """Yield the macros that a content includes, with the attributes around them."""
    levels = (find(content), *outer)
    for row in content:
        if isinstance(row, Include):
            yield row.table, {name for level in levels for name in level.attributes}
        if isinstance(row, Attribute | Include) and row.content:
            yield from _inclusions(row.content, levels, find)
