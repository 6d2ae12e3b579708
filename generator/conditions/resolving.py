"""The last pass of reading: converts the words of all conditions to formal text.

Order: the vocabulary of all names, the rows of each table with their surroundings, and the
usages of IODs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from attrs import define, evolve, field

from iodize.conditions.expressions import Expression, Place
from iodize.conditions.mapping import map_places
from iodize.conditions.requirement import Requirement
from iodize.tables.sites import between

from ..model import (
    UNREAD,
    Attribute,
    Condition,
    Include,
    Iod,
    ItemCount,
    ModuleUse,
    Otherwise,
    ServiceTable,
    Standard,
    Terms,
    Worded,
)
from ..naming import class_name
from .contents import Objects, labels
from .own import owned
from .references import of_concepts
from .requirements import read_requirement
from .scopes import (
    Content,
    Find,
    Level,
    Surroundings,
    Tables,
    bound,
    looked_up,
    unplaced,
)
from .services import ServiceConditions, included
from .spellings import DESCRIBED
from .vocabulary import Vocabulary

Stated = TypeVar("Stated", Terms, ItemCount)
Note = Callable[[str, str], None]
"""Records the label of a table of PS3.3, and what is odd in it."""


def resolve_conditions(
    standard: Standard, vocabulary: Vocabulary, note: Note
) -> Standard:
    """Return a standard with formal conditions.

    Args:
        note: Records conditions about attributes for which the tables have no scope.
    """
    tables = {t.table: t for t in (*standard.modules, *standard.macros)}
    keywords = {element.tag: element.keyword for element in standard.elements}
    levels = Tables(tables, keywords)
    objects = Objects(standard, levels)
    resolver = _Resolver(standard, vocabulary, levels, objects, note)
    return evolve(
        standard,
        modules=tuple(resolver.table(t) for t in standard.modules),
        macros=tuple(resolver.table(t) for t in standard.macros),
        directory_records=tuple(resolver.table(r) for r in standard.directory_records),
        iods=tuple(resolver.iod(iod) for iod in standard.iods),
        service_tables=resolver.services(standard.service_tables),
    )


def vocabulary_of(standard: Standard) -> Vocabulary:
    """Return the names in conditions of an edition."""
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
    objects: Objects
    note: Note
    _read: dict[tuple[str, bool], Requirement] = field(factory=dict)

    # Tables

    def table(self, table: Any) -> Any:
        """Return a module, macro or directory record with formal conditions."""
        around = self._surroundings(table)
        return evolve(table, content=self._content(table.content, around, ()))

    def _surroundings(self, table: Any) -> Surroundings:
        label = table.table or ""
        using = [iod for iod in self.standard.iods if label in labels(iod)]
        grouped = any(
            label == use.table for iod in using for use in iod.functional_groups
        )
        module = any(label == use.table for iod in using for use in iod.modules)
        anywhere = not (grouped or module)
        contents = dict.fromkeys(self.objects.contents(iod) for iod in using)
        return Surroundings(
            levels=(),
            table=label,
            objects=tuple(contents),
            anywhere=anywhere,
            outside=self.objects.around.get(label) if anywhere else frozenset(),
            grouped=grouped,
        )

    # Rows

    def _content(
        self,
        content: tuple[Content, ...],
        around: Surroundings,
        outer: tuple[Level, ...],
    ) -> tuple[Content, ...]:
        levels = (self.tables.level(content), *outer)
        sequence = around.own if len(outer) == 1 else ""
        inside = evolve(around, levels=levels, sequence=sequence)
        return tuple(self._row(row, inside, levels) for row in content)

    def _row(
        self, row: Content, around: Surroundings, levels: tuple[Level, ...]
    ) -> Content:
        if not isinstance(row, Attribute | Include):
            return row
        tag = row.tag if isinstance(row, Attribute) else ""
        around = evolve(around, own=self.tables.keywords.get(tag, ""))
        row = evolve(
            row,
            condition=self._described(row)
            or self._condition(row.condition, around, of=row),
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
        """Return the condition of a row that refers to the table of a section."""
        if not (isinstance(row, Attribute) and isinstance(row.condition, Worded)):
            return None
        for label, conditions in DESCRIBED.items():
            keyword = self.vocabulary.tags.get(row.tag, "")
            here = f"as described in Section {label}" in row.condition.words
            if here and keyword in conditions:
                return Condition(required=conditions[keyword])
        return None

    def _own(self, stated: Stated, around: Surroundings) -> Stated:
        """Return a list or a number of items with a formal condition."""
        if not isinstance(stated.condition, Worded):
            return stated
        words = f"Required {stated.condition.words}"
        condition = self._condition(Worded(words=words), around)
        # A list whose condition does not require anything must not become unconditional.
        return evolve(stated, condition=condition or UNREAD)

    # Usages

    def iod(self, iod: Iod) -> Iod:
        """Return an IOD whose usages have formal conditions."""
        around = Surroundings(
            levels=(),
            table=iod.table or "",
            objects=(self.objects.contents(iod),),
            outside=frozenset(),
        )
        in_frame = evolve(around, grouped=True)
        at_top = evolve(around, levels=(self.objects.at_top(iod),))
        return evolve(
            iod,
            modules=tuple(self._module_use(use, iod, around) for use in iod.modules),
            functional_groups=tuple(
                evolve(use, condition=self._condition(use.condition, in_frame))
                for use in iod.functional_groups
            ),
            constraints=tuple(
                evolve(each, terms=tuple(self._own(t, at_top) for t in each.terms))
                for each in iod.constraints
            ),
        )

    def _module_use(self, use: ModuleUse, iod: Iod, around: Surroundings) -> ModuleUse:
        level = self.objects.at_top(iod, without_items=use.table)
        at_top = evolve(around, levels=(level,))
        return evolve(use, condition=self._condition(use.condition, at_top))

    # Services

    def services(self, tables: tuple[ServiceTable, ...]) -> tuple[ServiceTable, ...]:
        """Return the tables of services with formal conditions.

        A message is not an object of PS3.3: attributes outside of its table may be anywhere.
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
        of: Attribute | Include | None = None,
    ) -> Condition | None:
        if not isinstance(condition, Worded):
            return condition
        key = (condition.words, condition.needed)
        if key not in self._read:
            self._read[key] = read_requirement(
                condition.words, self.vocabulary, condition.needed
            )
        found = self._read[key]
        tag = of.tag if isinstance(of, Attribute) else ""
        if not (found.required or found.permitted or found.forbidden):
            return None

        def formal(expression: Expression | None) -> str | None:
            if expression is None:
                return None
            named = owned(expression, self.vocabulary.tags.get(tag, ""), tag)
            within = of_concepts(map_places(named, self._deepened), self.tables.sites)
            deep = looked_up(within, around)
            for keyword in dict.fromkeys(
                unplaced(deep, around, find or self.tables.level)
            ):
                what = f"condition of {around.own}: " if around.own else "condition: "
                reason = f"{what}no scope in which its objects have {keyword}"
                self.note(around.table, reason)
            return str(bound(deep, around, find or self.tables.level))

        otherwise = found.otherwise
        if not condition.needed and found.required and not found.permitted:
            # The type of the row, 1 to 3, or the usage U allows it.
            otherwise = Otherwise.MAY
        return Condition(
            required=formal(found.required),
            permitted=formal(found.permitted),
            forbidden=formal(found.forbidden),
            otherwise=otherwise,
        )

    def _deepened(self, place: Place) -> Place:
        """Return a place with the sequences between the named one and the attribute."""
        if not place.within:
            return place
        path = between(self.tables.sites, place.within[-1], place.keyword)
        return replace(place, within=(*place.within, *(path or ())))
