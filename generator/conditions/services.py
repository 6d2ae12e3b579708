"""The conditions in the requirement columns of PS3.4, bound to the levels of their tables."""

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
    """Yield the labels of the tables that others include."""
    for table in tables:
        for content in (table.content, *(each.content for each in table.types)):
            yield from _included(content)


def _included(content: Iterable[ServiceRow]) -> Iterator[str]:
    for row in content:
        if isinstance(row, ServiceInclude):
            yield row.table
        elif isinstance(row, ServiceAttribute):
            yield from _included(row.content)


Asked = TypeVar("Asked", ServiceAttribute, ModuleRest, AnyAttribute)


class Formalize(Protocol):
    """Makes the words of a condition formal, among what is around its row."""

    def __call__(
        self, condition: Condition | None, around: Surroundings, find: Find, /
    ) -> Condition | None: ...


@frozen
class ServiceConditions:
    """Makes the conditions of tables of services formal.

    A place is an attribute of the row's item, of what is around it, or of an item below
    that, if the table has it there. What the table does not have is near: a macro is
    included at levels that it does not know, and a message may have attributes of modules
    besides.
    """

    _tables: Tables
    _formalize: Formalize
    _macros: Set[str]
    """Labels of the tables that others include."""

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
                asked = self._asked(row, around)
                return evolve(asked, content=self._content(row.content, around))
            case ModuleRest():
                return self._asked(row, around)
            case AnyAttribute():
                return self._asked(row, around)
        return row

    def _asked(self, row: Asked, around: Surroundings) -> Asked:
        return evolve(
            row,
            requirements=tuple(self._formal(r, around) for r in row.requirements),
        )

    def _formal(self, asked: Requirement, around: Surroundings) -> Requirement:
        find = self._tables.level
        return evolve(asked, condition=self._formalize(asked.condition, around, find))
