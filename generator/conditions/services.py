"""The conditions in the requirement columns of PS3.4, bound to the levels of their tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from attrs import evolve, frozen

from ..model import (
    AnyAttribute,
    Condition,
    MessageType,
    ModuleRest,
    Requirement,
    ServiceAttribute,
    ServiceRow,
    ServiceTable,
)
from .scopes import Find, Level, Surroundings, Tables

Asked = TypeVar("Asked", ServiceAttribute, ModuleRest, AnyAttribute)


class Formalize(Protocol):
    """Makes the words of a condition formal, among what is around its row."""

    def __call__(
        self, condition: Condition | None, around: Surroundings, find: Find, /
    ) -> Condition | None: ...


@frozen
class ServiceConditions:
    """Makes the conditions of tables of services formal.

    A place is an attribute of the row's item, or of what is around it, if the table has
    it there. What the table does not have is near: a macro is included at levels that it
    does not know, and a message may have attributes of modules besides.
    """

    _tables: Tables
    _formalize: Formalize

    def table(self, table: ServiceTable) -> ServiceTable:
        """Return a table with formal conditions."""
        return evolve(
            table,
            content=self._content(table.content, ()),
            types=tuple(self._type(each) for each in table.types),
        )

    def _type(self, message: MessageType) -> MessageType:
        return evolve(message, content=self._content(message.content, ()))

    def _content(
        self, content: tuple[ServiceRow, ...], outer: tuple[Level, ...]
    ) -> tuple[ServiceRow, ...]:
        levels = (self._tables.level(content), *outer)
        return tuple(self._row(row, levels) for row in content)

    def _row(self, row: ServiceRow, levels: tuple[Level, ...]) -> ServiceRow:
        match row:
            case ServiceAttribute():
                asked = self._asked(row, levels)
                return evolve(asked, content=self._content(row.content, levels))
            case ModuleRest():
                return self._asked(row, levels)
            case AnyAttribute():
                return self._asked(row, levels)
        return row

    def _asked(self, row: Asked, levels: Sequence[Level]) -> Asked:
        around = Surroundings(levels=tuple(levels), anywhere=True)
        return evolve(
            row,
            requirements=tuple(self._formal(r, around) for r in row.requirements),
        )

    def _formal(self, asked: Requirement, around: Surroundings) -> Requirement:
        find = self._tables.level
        return evolve(asked, condition=self._formalize(asked.condition, around, find))
