"""The last pass of reading: every condition's words become formal text.

Order: a vocabulary of all names, then each table's rows with what is around them, then the
usages of IODs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from attrs import define, evolve, field

from iodize.conditions.expressions import Expression
from iodize.conditions.requirement import Requirement

from ..docbook.conditions import Worded
from ..emit.naming import class_name
from ..model import (
    Attribute,
    Condition,
    Include,
    Iod,
    ItemCount,
    ServiceTable,
    Standard,
    Terms,
)
from .requirements import read_requirement
from .scopes import Content, Find, Level, Surroundings, Tables, bound
from .services import ServiceConditions, included
from .spellings import DESCRIBED
from .vocabulary import Vocabulary

Stated = TypeVar("Stated", Terms, ItemCount)

UNREAD = 'unknown("unread")'


def resolve_conditions(standard: Standard) -> Standard:
    """Return a standard whose conditions are formal."""
    tables = {t.table: t for t in (*standard.modules, *standard.macros)}
    keywords = {element.tag: element.keyword for element in standard.elements}
    resolver = _Resolver(standard, vocabulary_of(standard), Tables(tables, keywords))
    return evolve(
        standard,
        modules=tuple(resolver.table(t) for t in standard.modules),
        macros=tuple(resolver.table(t) for t in standard.macros),
        directory_records=tuple(resolver.table(r) for r in standard.directory_records),
        iods=tuple(resolver.iod(iod) for iod in standard.iods),
        service_tables=resolver.services(standard.service_tables),
    )


def vocabulary_of(standard: Standard) -> Vocabulary:
    """Return the names that the conditions of an edition mention."""
    groups = {u.table for iod in standard.iods for u in iod.functional_groups}
    return Vocabulary.of(
        [
            (e.tag, e.keyword, e.name, e.vr[0] if e.vr else "")
            for e in standard.elements
        ],
        {m.name: class_name(m.name) for m in standard.modules},
        {m.name: class_name(m.name) for m in standard.macros if m.table in groups},
        {u.name: u.value for u in standard.uids if u.type == "SOP Class"},
    )


@define
class _Resolver:
    standard: Standard
    vocabulary: Vocabulary
    tables: Tables
    _read: dict[tuple[str, bool], Requirement] = field(factory=dict)
    _modules_at_top: frozenset[str] | None = None

    # Tables

    def table(self, table: Any) -> Any:
        """Return a module, macro or directory record with formal conditions."""
        around = self._surroundings(table)
        return evolve(table, content=self._content(table.content, around, ()))

    def _surroundings(self, table: Any) -> Surroundings:
        label = table.table or ""
        using = [iod for iod in self.standard.iods if label in _labels(iod)]
        grouped = any(
            label == use.table for iod in using for use in iod.functional_groups
        )
        module = any(label == use.table for iod in using for use in iod.modules)
        return Surroundings(
            levels=(),
            top=frozenset().union(*(self._top(iod) for iod in using)),
            groups=frozenset().union(*(self._groups(iod) for iod in using)),
            anywhere=not (grouped or module),
            grouped=grouped,
        )

    def _top(self, iod: Iod) -> frozenset[str]:
        """Return the attributes at the top level of an IOD's objects."""
        return self._gathered([use.table for use in iod.modules])

    def _groups(self, iod: Iod) -> frozenset[str]:
        """Return the attributes in the functional groups of an IOD's objects."""
        found: set[str] = set()
        for use in iod.functional_groups:
            level = self._level_of(use.table)
            found |= level.attributes.keys()
            for content in level.attributes.values():
                found |= (
                    self.tables.level(content).attributes.keys() if content else set()
                )
        return frozenset(found)

    def _gathered(self, labels: Sequence[str | None]) -> frozenset[str]:
        return frozenset(
            k for label in labels for k in self._level_of(label).attributes
        )

    def _level_of(self, label: str | None) -> Level:
        table = self.tables.tables.get(label or "")
        return Level({}) if table is None else self.tables.level(table.content)

    # Rows

    def _content(
        self,
        content: tuple[Content, ...],
        around: Surroundings,
        outer: tuple[Level, ...],
    ) -> tuple[Content, ...]:
        levels = (self.tables.level(content), *outer)
        inside = evolve(around, levels=levels)
        return tuple(self._row(row, inside, levels) for row in content)

    def _row(
        self, row: Content, around: Surroundings, levels: tuple[Level, ...]
    ) -> Content:
        if not isinstance(row, Attribute | Include):
            return row
        row = evolve(
            row,
            condition=self._described(row) or self._condition(row.condition, around),
            content=self._content(row.content, around, levels),
        )
        if isinstance(row, Attribute) and (row.terms or row.item_counts):
            row = evolve(
                row,
                terms=tuple(self._own(each, around) for each in row.terms),
                item_counts=tuple(self._own(each, around) for each in row.item_counts),
            )
        return row

    def _described(self, row: Attribute | Include) -> Condition | None:
        """Return the condition of a row that leaves it to a section's table."""
        if not (isinstance(row, Attribute) and isinstance(row.condition, Worded)):
            return None
        for label, conditions in DESCRIBED.items():
            keyword = self.vocabulary.tags.get(row.tag, "")
            here = f"as described in Section {label}" in row.condition.words
            if here and keyword in conditions:
                return Condition(required=conditions[keyword])
        return None

    def _own(self, stated: Stated, around: Surroundings) -> Stated:
        """Return a list, or a number of items, whose own condition is formal."""
        if not isinstance(stated.condition, Worded):
            return stated
        words = f"Required {stated.condition.words}"
        condition = self._condition(Worded(words=words), around)
        # A list under a condition that says nothing here must not become unconditional.
        return evolve(stated, condition=condition or Condition(UNREAD))

    # Usages

    def iod(self, iod: Iod) -> Iod:
        """Return an IOD whose usages have formal conditions."""
        top = self._top(iod)
        merged = {
            keyword: content
            for use in iod.modules
            for keyword, content in self._level_of(use.table).attributes.items()
        }
        groups = self._groups(iod)
        at_top = Surroundings(levels=(Level(merged),), top=top, groups=groups)
        in_frame = Surroundings(levels=(), top=top, groups=groups, grouped=True)
        return evolve(
            iod,
            modules=tuple(
                evolve(use, condition=self._condition(use.condition, at_top))
                for use in iod.modules
            ),
            functional_groups=tuple(
                evolve(use, condition=self._condition(use.condition, in_frame))
                for use in iod.functional_groups
            ),
            constraints=tuple(
                evolve(each, terms=tuple(self._own(t, at_top) for t in each.terms))
                for each in iod.constraints
            ),
        )

    # Services

    def services(self, tables: tuple[ServiceTable, ...]) -> tuple[ServiceTable, ...]:
        """Return the tables of services with formal conditions.

        A message is no object of PS3.3: what its own table does not have may be anywhere.
        """
        levels = Tables({t.table: t for t in tables}, self.tables.keywords)
        formal = ServiceConditions(levels, self._condition, frozenset(included(tables)))
        return tuple(formal.table(table) for table in tables)

    # Conditions

    def _condition(
        self,
        condition: Condition | None,
        around: Surroundings,
        find: Find | None = None,
    ) -> Condition | None:
        if not isinstance(condition, Worded):
            return condition
        key = (condition.words, condition.needed)
        if key not in self._read:
            self._read[key] = read_requirement(
                condition.words, self.vocabulary, condition.needed
            )
        found = self._read[key]
        if not (found.required or found.permitted or found.forbidden):
            return None

        def formal(expression: Expression | None) -> str | None:
            if expression is None:
                return None
            return str(bound(expression, around, find or self.tables.level))

        return Condition(
            required=formal(found.required),
            permitted=formal(found.permitted),
            forbidden=formal(found.forbidden),
            otherwise=found.otherwise,
        )


def _labels(iod: Iod) -> set[str | None]:
    labels = {use.table for use in iod.modules}
    return labels | {use.table for use in iod.functional_groups}
