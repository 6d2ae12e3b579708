"""Binding of the attributes of conditions to scopes, once for all objects.

A wrong scope is worse than no condition: an attribute is searched only where the tables
define it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import product
from typing import Any, Final

from attrs import define, field, frozen

from iodize.conditions.expressions import (
    And,
    Expression,
    Is,
    Not,
    Or,
    Place,
    Present,
    Referenced,
    Scope,
    Unknown,
    places,
)
from iodize.tables.sites import TOP, Sites

from ..model import (
    Attribute,
    AttributeTable,
    Include,
    OpenRow,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
)
from .references import NUMBERS, in_sequence, of_content_items, of_described

OTHER_OBJECT: Final = "other-object"
"""The reason of a part about an attribute that the object of the condition cannot have."""

Content = Attribute | Include | OpenRow
AnyContent = Content | ServiceRow
"""A row of a table of PS3.3, or of a service table of PS3.4."""


@frozen
class Level:
    """The attributes of a data set or item, with the items of its sequences."""

    attributes: Mapping[str, tuple[AnyContent, ...]]
    """Content of the items of sequences, by keyword; empty for other attributes."""
    mandatory: frozenset[str] = frozenset()
    """Keywords of the attributes of type 1 and 2."""


@define
class Tables:
    """All attribute tables of an edition, as levels for binding conditions."""

    tables: Mapping[str, AttributeTable | ServiceTable]
    keywords: Mapping[str, str]
    """Keywords by tag."""
    _levels: dict[int, Level] = field(factory=dict)
    _kept: list[object] = field(factory=list)
    _sites: Sites | None = None

    @property
    def sites(self) -> Sites:
        """The sequences whose items have an attribute, by keyword."""
        if self._sites is None:
            self._sites = {}
            seen: set[tuple[int, str]] = set()
            waiting: list[tuple[tuple[AnyContent, ...], str]] = [
                (table.content, TOP) for table in self.tables.values()
            ]
            while waiting:
                content, sequence = waiting.pop()
                if (id(content), sequence) in seen:
                    continue
                seen.add((id(content), sequence))
                for keyword, inner in self.level(content).attributes.items():
                    self._sites.setdefault(keyword, set()).add(sequence)
                    if inner:
                        waiting.append((inner, keyword))
        return self._sites

    def level(self, content: Sequence[AnyContent]) -> Level:
        """Return the attributes of a content, including those of included tables."""
        key = id(content)
        if key not in self._levels:
            attributes: dict[str, tuple[AnyContent, ...]] = {}
            mandatory: set[str] = set()
            self._gather(content, attributes, mandatory, set())
            self._levels[key] = Level(attributes, frozenset(mandatory))
            self._kept.append(content)  # keeps its id unique
        return self._levels[key]

    def _gather(
        self,
        content: Iterable[AnyContent],
        attributes: dict[str, tuple[AnyContent, ...]],
        mandatory: set[str],
        seen: set[str],
    ) -> None:
        for row in content:
            if isinstance(row, Attribute | ServiceAttribute):
                keyword = self.keywords.get(row.tag, "")
                attributes.setdefault(keyword, row.content)
                if isinstance(row, Attribute) and row.type in ("1", "2"):
                    mandatory.add(keyword)
            elif isinstance(row, Include | ServiceInclude) and row.table not in seen:
                seen.add(row.table)
                included = self.tables.get(row.table)
                if included is not None:
                    self._gather(included.content, attributes, mandatory, seen)


@frozen
class Contents:
    """The attributes of the objects of an IOD."""

    top: frozenset[str]
    """The attributes at the top level."""
    groups: frozenset[str]
    """The attributes in the functional groups."""
    mandatory: frozenset[str] = frozenset()
    """Attributes of type 1 and 2 of the mandatory modules and functional groups."""
    shared: frozenset[tuple[str, str]] = frozenset()
    """Sequences at the top level that several modules describe, each with an attribute of
    its items."""


@frozen
class Surroundings:
    """The surroundings of a row whose condition is bound."""

    levels: tuple[Level, ...]
    """From the item of the row outwards; the last is the top level of the table."""
    objects: tuple[Contents, ...] = ()
    """The objects with the table, by IOD."""
    table: str = ""
    """Label of the table."""
    anywhere: bool = False
    """Whether the table is a macro, which is included at any level."""
    outside: frozenset[str] | None = None
    """The attributes around the table: of the levels that include it, and what is around
    these. None if they are not known."""
    grouped: bool = False
    """Whether the table is a functional group macro."""
    own: str = ""
    """Keyword of the attribute of the row; empty for other rows."""
    sequence: str = ""
    """Keyword of the sequence at the top level of the table whose items have the row."""


Find = Callable[[Sequence[AnyContent]], Level]


def looked_up(expression: Expression, around: Surroundings) -> Expression:
    """Return an expression with attributes of the item that the row's item refers to."""
    if not around.levels:
        return expression
    if around.anywhere and "ContentSequence" in (around.outside or ()):
        expression = of_content_items(expression)
    return of_described(expression, around.levels[0].attributes.__contains__)


def bound(expression: Expression, around: Surroundings, find: Find) -> Expression:
    """Return an expression with scopes in its places.

    A part about an attribute that the object cannot have, or that only items of another
    branch have, is unknown.
    """
    match expression:
        case And(parts) | Or(parts):
            needed = (part for part in parts if not _is_needless(part, parts, around))
            found = dict.fromkeys(bound(part, around, find) for part in needed)
            return next(iter(found)) if len(found) == 1 else type(expression)((*found,))
        case Not(part):
            placed = bound(part, around, find)
            return placed if placed == Unknown(OTHER_OBJECT) else Not(placed)
        case Referenced(reference) if reference.keyword in NUMBERS:
            joined = _with_sequence(expression, around, find)
            if joined is None:
                return Unknown(OTHER_OBJECT)
            expression = joined
    named = {
        each.name: value
        for each in fields(expression)
        if isinstance(value := getattr(expression, each.name), Place)
    }
    scoped = {name: _bound_places(place, around, find) for name, place in named.items()}
    if not all(scoped.values()):
        return Unknown(OTHER_OBJECT)
    changes: Iterable[dict[str, Any]] = (
        dict(zip(scoped, each, strict=True)) for each in product(*scoped.values())
    )
    choices = [replace(expression, **change) for change in changes]
    return choices[0] if len(choices) == 1 else Or(tuple(choices))


def _with_sequence(
    node: Referenced, around: Surroundings, find: Find
) -> Referenced | None:
    """Return a look-up in a sequence around whose items have the attributes it reads."""
    read = {place.keyword for place in places(node.condition)}
    for sequence, number in NUMBERS[node.reference.keyword]:
        for level in around.levels:
            content = level.attributes.get(sequence)
            if content and read <= find(content).attributes.keys():
                return in_sequence(node, sequence, number)
    return node if around.anywhere else None


def unplaced(expression: Expression, around: Surroundings, find: Find) -> Iterator[str]:
    """Yield the keywords of the attributes for which a condition has no scope."""
    if isinstance(expression, Referenced):
        return  # `_with_sequence` chooses the sequence
    if isinstance(expression, And | Or | Not):
        parts = (expression.part,) if isinstance(expression, Not) else expression.parts
        for part in parts:
            yield from unplaced(part, around, find)
        return
    for place in places(expression):
        if not _bound_places(place, around, find):
            yield place.keyword


def _is_needless(
    part: Expression, parts: Sequence[Expression], around: Surroundings
) -> bool:
    """True for "A is absent" beside "A is not X", if all objects with the table require A.

    "A is not X" holds for an object that may lack A, and lacks it. An object that must have
    A is faulty without it, and the condition is undecided. So is the condition of A itself.
    """
    match part:
        case Not(Present(place)):
            beside = (
                other.part.place
                for other in parts
                if isinstance(other, Not) and isinstance(other.part, Is)
            )
            return place in beside and not _may_lack(place, around)
    return False


def _may_lack(place: Place, around: Surroundings) -> bool:
    """True if objects with the table may lack an attribute."""
    keyword = place.keyword
    if place.within or keyword == around.own or around.outside is None:
        return False
    for level in around.levels:
        if keyword in level.attributes:
            return keyword not in level.mandatory
    scope = _scope(keyword, around)
    return scope not in (None, Scope.NEAR) and any(
        keyword not in each.mandatory for each in around.objects
    )


def _bound_places(place: Place, around: Surroundings, find: Find) -> tuple[Place, ...]:
    """Return a place with each scope in which the tables have the attribute."""
    if place.scope is not Scope.NEAR:
        return (place,)
    first = (*place.within, place.keyword)[0]
    if scope := _scope(first, around):
        return (Place(place.keyword, scope, place.within),)
    for depth, level in enumerate(around.levels):
        if depth and around.outside is not None:
            break  # which item of another branch is meant is not known
        scope = Scope.UP if depth else Scope.ITEM
        if paths := _paths(first, level, find):
            return tuple(
                Place(place.keyword, scope, (*path, *place.within)) for path in paths
            )
    return (place,) if around.outside is None else ()


def _scope(keyword: str, around: Surroundings) -> Scope | None:
    """Return the scope of an attribute; None if no scope has it."""
    if keyword == "SOPClassUID":
        return Scope.TOP
    for depth, level in enumerate(around.levels):
        if keyword in level.attributes:
            return Scope.UP if depth else Scope.ITEM
    if around.anywhere and (around.outside is None or keyword in around.outside):
        return Scope.NEAR
    if any((around.sequence, keyword) in each.shared for each in around.objects):
        return Scope.ITEM  # another module describes the same items
    first, second = (Scope.FRAME, Scope.TOP)
    at_top = [keyword in each.top for each in around.objects]
    in_groups = [keyword in each.groups for each in around.objects]
    if not around.grouped:
        first, second = second, first
        at_top, in_groups = in_groups, at_top
    if any(other and not own for own, other in zip(in_groups, at_top, strict=True)):
        return Scope.NEAR if any(in_groups) else second
    return first if any(in_groups) else None


def _paths(keyword: str, level: Level, find: Find) -> list[tuple[str, ...]]:
    """Return the sequences from a level down to each place of an attribute."""
    waiting: list[tuple[tuple[str, ...], Level]] = [((), level)]
    found: list[tuple[str, ...]] = []
    while waiting:
        path, current = waiting.pop(0)
        for name, content in current.attributes.items():
            if not content or name in path:
                continue
            below = find(content)
            if keyword in below.attributes:
                found.append((*path, name))
            elif len(path) < 3:
                waiting.append(((*path, name), below))
    return found


__all__ = ["Contents", "Level", "Surroundings", "Tables", "bound"]
