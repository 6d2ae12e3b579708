"""Binding of the conditions in requirement columns of PS3.4 to levels of their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Protocol, TypeVar

from attrs import evolve, frozen

from ..model import (
    AnyAttribute,
    Condition,
    MessageType,
    ModuleRest,
    Requirement,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
)
from .scopes import Find, Surroundings, Tables


def included(tables: Iterable[ServiceTable]) -> Iterator[str]:
    """Yield the labels of included tables."""
    for table in tables:
        for content in (table.content, *(each.content for each in table.types)):
            yield from _included(content)


def _included(content: Iterable[ServiceRow]) -> Iterator[str]:
    for row in content:
        if isinstance(row, ServiceInclude):
            yield row.table
        elif isinstance(row, ServiceAttribute):
            yield from _included(row.content)


Row = TypeVar("Row", ServiceAttribute, ModuleRest, AnyAttribute)


class Formalize(Protocol):
    """Converts the words of a condition to formal text, given its surroundings."""

    def __call__(
        self, condition: Condition | None, around: Surroundings, find: Find, /
    ) -> Condition | None: ...


@frozen
class ServiceConditions:
    """Converts the conditions of service tables to formal text.

    A place is an attribute of the row's item, of an enclosing item, or of an item below
    these, if the table has it there. Attributes outside of the table are near: a macro can
    be included at any level, and a message may have additional attributes of modules.
    """

    _tables: Tables
    _formalize: Formalize
    _macros: Set[str]
    """Labels of included tables."""

    def table(self, table: ServiceTable) -> ServiceTable:
        """Return a table with formal conditions."""
        around = Surroundings(levels=(), anywhere=table.table in self._macros)
        return evolve(
            table,
            content=self._content(table.content, around),
            types=tuple(self._type(each, around) for each in table.types),
        )

    def _type(self, message: MessageType, around: Surroundings) -> MessageType:
        return evolve(message, content=self._content(message.content, around))

    def _content(
        self, content: tuple[ServiceRow, ...], outer: Surroundings
    ) -> tuple[ServiceRow, ...]:
        around = evolve(outer, levels=(self._tables.level(content), *outer.levels))
        return tuple(self._row(row, around) for row in content)

    def _row(self, row: ServiceRow, around: Surroundings) -> ServiceRow:
        match row:
            case ServiceAttribute():
                resolved = self._resolved(row, around)
                return evolve(resolved, content=self._content(row.content, around))
            case ModuleRest():
                return self._resolved(row, around)
            case AnyAttribute():
                return self._resolved(row, around)
        return row

    def _resolved(self, row: Row, around: Surroundings) -> Row:
        return evolve(
            row,
            requirements=tuple(self._formal(r, around) for r in row.requirements),
        )

    def _formal(self, requirement: Requirement, around: Surroundings) -> Requirement:
        condition = self._formalize(requirement.condition, around, self._tables.level)
        return evolve(requirement, condition=condition)
