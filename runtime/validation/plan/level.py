"""Levels: the requirements of a plan for one set of optional parts in use.

The rule of an attribute is compiled when the attribute first occurs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ...rules.effective_attribute import TableRow, strictest_first
from ...rules.overrides import ALTERNATIVES, OVERRIDES, Alternatives
from ...tables.descriptions import Constraint, Definition, Included, Module
from ...tables.repeating import first_group, may_repeat
from .conditional_attributes import ConditionalAttribute, conditional_attributes
from .parts import Part, Source, required_in
from .rule import AttributeRule, name_of, table_of
from .tags import DIRECTORY_RECORDS, FUNCTIONAL_GROUPS

if TYPE_CHECKING:
    from .plan import Plan

_FIRST_ALTERNATIVES: Final = frozenset(one.tags[0] for one in ALTERNATIVES.values())


class Absence(NamedTuple):
    """A mandatory module, and the tags that show that it is absent as a whole."""

    module: type[Definition]
    required: frozenset[int]
    own: frozenset[int]
    """Tags of attributes that no other part lists."""


class Level:
    """The requirements of a plan for one set of optional parts in use."""

    def __init__(self, plan: Plan, used: int, certain: int, included: int) -> None:
        self.plan = plan
        self.described = plan.chosen(used | included)
        """The parts in use, and the macros that a value includes: their rows describe an
        attribute that is present. `conditions` reports what these macros lack."""
        self.used = plan.chosen(used)
        """The mandatory parts, and optional parts with an attribute present."""
        self.certain = plan.chosen(certain)
        """The mandatory parts, and optional parts with more than type 3 present."""
        tags = [required_in(part.definition) for part in self.certain]
        self.overridden = self._overridden()
        """Tags of the attributes whose strictest row is overridden, and its table."""
        self.required = frozenset[int]().union(*(each.once for each in tags))
        self.required -= self.overridden.keys()
        """Tags of the attributes of type 1 and 2."""
        self.repeating = frozenset[int]().union(*(each.each_group for each in tags))
        """Tags of those that each repeating group requires, in the first group."""
        self.rules = _Rules(self)

    def _overridden(self) -> dict[int, str]:
        found = {}
        for tag, table, overridden in OVERRIDES:
            sources = self.plan.sources.get(tag, ())
            tables = {table_of(s.attribute) for s in sources if s.part in self.used}
            if {table, overridden} <= tables:
                found[tag] = overridden
        return found

    @cached_property
    def expected(self) -> frozenset[int]:
        """Tags of the attributes of type 1 and 2 of the parts that may be in use."""
        found = (required_in(part.definition).once for part in self.used - self.certain)
        return frozenset[int]().union(*found) - self.required

    @cached_property
    def alternatives(self) -> tuple[Alternatives, ...]:
        """Attributes of which at least one must be present."""
        tables = (
            table_of(source.attribute)
            for tag in _FIRST_ALTERNATIVES
            for source in self.plan.sources.get(tag, ())
            if source.part in self.used and source.attribute.type != "3"
        )
        return tuple(
            ALTERNATIVES[t] for t in dict.fromkeys(tables) if t in ALTERNATIVES
        )

    @cached_property
    def conditional(self) -> tuple[ConditionalAttribute, ...]:
        """The attributes that depend on a condition."""
        return conditional_attributes(
            self.plan.sources, self.used, self.certain, self.required
        )

    @cached_property
    def inclusions(self) -> tuple[Included, ...]:
        """The macros that the parts in use include under a condition."""
        return tuple(i for part in self.certain for i in part.definition.inclusions())

    @cached_property
    def shared_inclusions(self) -> Mapping[int, tuple[Included, ...]]:
        """The inclusions of an attribute that only several of these macros list, by tag."""
        found: dict[int, list[Included]] = {}
        for inclusion in self.inclusions:
            for tag in inclusion.definition.attributes():
                found.setdefault(tag, []).append(inclusion)
        return {
            tag: tuple(inclusions)
            for tag, inclusions in found.items()
            if len(sources := self.plan.sources[tag]) > 1
            and not any(source.part.mandatory for source in sources)
            and {source.part.definition for source in sources}
            <= {each.definition for each in inclusions}
        }

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The mandatory modules with required attributes, in the order of the IOD."""
        return tuple(
            Absence(
                part.definition,
                required_in(part.definition).once & self.required,
                frozenset(
                    tag
                    for tag in part.definition.attributes()
                    if len(self.plan.sources[tag]) == 1
                ),
            )
            for part in self.plan.parts
            if part.mandatory
            and issubclass(part.definition, Module)
            and required_in(part.definition).once & self.required
        )


class _Rules(dict[int, AttributeRule | None]):
    """The rules of the attributes that a level allows; None for others.

    Each is compiled at its first use: most attributes never occur.
    """

    def __init__(self, level: Level) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, tag: int) -> AttributeRule | None:
        plan = self._level.plan
        known = tag
        if may_repeat(tag) and first_group(tag) in plan.repeating:
            known = first_group(tag)
        rule = self._rule(tag, plan.sources[known]) if known in plan.sources else None
        self[tag] = rule
        return rule

    def _rule(self, tag: int, sources: list[Source]) -> AttributeRule:
        """Compile the rows of the parts in use; of all parts where none is in use."""
        plan, book = self._level.plan, self._level.plan.book
        used = [source for source in sources if source.part in self._level.described]
        rows = strictest_first(
            [TableRow(source.attribute) for source in used or sources]
        )
        strictest = rows[0].attribute
        part = next(s.part for s in used or sources if s.attribute is strictest)
        items = tuple(
            Part(item, bool(used))
            for item in dict.fromkeys(row.attribute.item for row in rows)
            if item is not None
        )
        if tag in FUNCTIONAL_GROUPS:
            items += plan.groups
        keyword = strictest.keyword
        own, inside = _constraints_of(plan.constraints, keyword)
        return AttributeRule(
            tag,
            book.edition.element(tag),
            (
                book.records(items)
                if tag == DIRECTORY_RECORDS
                else book.items(items, inside, plan.not_allowed_in(keyword))
            ),
            rows if used else (),
            name_of(part.definition),
            own,
        )


def _constraints_of(
    constraints: tuple[Constraint, ...], keyword: str
) -> tuple[tuple[Constraint, ...], tuple[Constraint, ...]]:
    """Return the constraints of an attribute, and those of attributes in its items."""
    mine = [each for each in constraints if each.path[0] == keyword]
    inside = (each for each in mine if len(each.path) > 1)
    return (
        tuple(each for each in mine if len(each.path) == 1),
        tuple(each._replace(path=each.path[1:]) for each in inside),
    )
