"""Where the attributes that a condition names are: scopes, bound once for all objects.

An error of scope is worse than no condition: an attribute is looked for where the tables
put it, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import define, field, frozen

from iodize.conditions.expressions import (
    And,
    Closed,
    Coded,
    Compares,
    Expression,
    Is,
    Not,
    Or,
    Place,
    Present,
    Private,
    Same,
    Scope,
    Some,
    Valued,
)

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

Content = Attribute | Include | OpenRow
AnyContent = Content | ServiceRow
"""A row of a table of PS3.3, or of a service's table of PS3.4."""


@frozen
class Level:
    """The attributes of one data set or item, with the items of its sequences."""

    attributes: Mapping[str, tuple[AnyContent, ...]]
    """What a sequence's items contain, by keyword; empty for other attributes."""


@define
class Tables:
    """All attribute tables of an edition, as the levels that conditions are bound in."""

    tables: Mapping[str, AttributeTable | ServiceTable]
    keywords: Mapping[str, str]
    """Keywords by tag."""
    _levels: dict[int, Level] = field(factory=dict)
    _kept: list[object] = field(factory=list)

    def level(self, content: Sequence[AnyContent]) -> Level:
        """Return the attributes of a content, those of included tables too."""
        key = id(content)
        if key not in self._levels:
            attributes: dict[str, tuple[AnyContent, ...]] = {}
            self._gather(content, attributes, set())
            self._levels[key] = Level(attributes)
            self._kept.append(content)  # so that no other content gets its id
        return self._levels[key]

    def _gather(
        self,
        content: Iterable[AnyContent],
        attributes: dict[str, tuple[AnyContent, ...]],
        seen: set[str],
    ) -> None:
        for row in content:
            if isinstance(row, Attribute | ServiceAttribute):
                keyword = self.keywords.get(row.tag, "")
                attributes.setdefault(keyword, row.content)
            elif isinstance(row, Include | ServiceInclude) and row.table not in seen:
                seen.add(row.table)
                included = self.tables.get(row.table)
                if included is not None:
                    self._gather(included.content, attributes, seen)


@frozen
class Surroundings:
    """What is around the row whose condition is bound."""

    levels: tuple[Level, ...]
    """From the item of the row outwards; the last is the top of the table."""
    top: frozenset[str] = frozenset()
    """The attributes at the top level of the objects that have the table."""
    groups: frozenset[str] = frozenset()
    """The attributes in functional groups of these objects."""
    anywhere: bool = False
    """Whether the table is a macro, included at levels that it does not know."""
    grouped: bool = False
    """Whether the table is a functional group macro."""


Find = Callable[[Sequence[AnyContent]], Level]


def bound(expression: Expression, around: Surroundings, find: Find) -> Expression:
    """Return an expression whose places have scopes."""

    def at(place: Place) -> Place:
        return _bound_place(place, around, find)

    match expression:
        case And(parts) | Or(parts):
            return type(expression)(tuple(bound(p, around, find) for p in parts))
        case Not(part):
            return Not(bound(part, around, find))
        case Present(place):
            return Present(at(place))
        case Valued(place):
            return Valued(at(place))
        case Closed(place):
            return Closed(at(place))
        case Private(place):
            return Private(at(place))
        case Is(place, values, number):
            return Is(at(place), values, number)
        case Compares(place, operator, number, counted):
            return Compares(at(place), operator, number, counted)
        case Coded(place, codes):
            return Coded(at(place), codes)
        case Same(place, other):
            return Same(at(place), at(other))
        case Some(sequence, condition):
            return Some(at(sequence), condition)
    return expression


def _bound_place(place: Place, around: Surroundings, find: Find) -> Place:
    if place.scope is not Scope.NEAR:
        return place
    first = (*place.within, place.keyword)[0]
    if first == "SOPClassUID":
        return _with(place, Scope.TOP)
    for depth, level in enumerate(around.levels):
        if first in level.attributes:
            return _with(place, Scope.UP if depth else Scope.ITEM)
    if around.anywhere:
        return place
    if around.grouped and first in around.groups:
        return _with(place, Scope.FRAME)
    if first in around.top:
        return _with(place, Scope.TOP)
    if first in around.groups:
        return _with(place, Scope.FRAME)
    for depth, level in enumerate(around.levels):
        path = _path(first, level, find)
        if path:
            scope = Scope.UP if depth else Scope.ITEM
            return Place(place.keyword, scope, (*path, *place.within))
    return place


def _with(place: Place, scope: Scope) -> Place:
    return Place(place.keyword, scope, place.within)


def _path(keyword: str, level: Level, find: Find) -> tuple[str, ...]:
    """Return the sequences that lead from a level down to an attribute, if one does."""
    waiting: list[tuple[tuple[str, ...], Level]] = [((), level)]
    seen: set[str] = set()
    while waiting:
        path, current = waiting.pop(0)
        for name, content in current.attributes.items():
            if not content or name in seen:
                continue
            seen.add(name)
            below = find(content)
            if keyword in below.attributes:
                return (*path, name)
            if len(path) < 3:
                waiting.append(((*path, name), below))
    return ()


__all__ = ["Level", "Surroundings", "Tables", "bound"]
