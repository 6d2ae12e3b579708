"""The use of a module or functional group in an object, as a condition.

Other modules of an IOD may have attributes of the module, which do not show its use: PS3.3
C.7.6.11 and C.7.6.15 have the same shutter attributes. What only the module brings decides,
or values that only its lists have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..conditions.expressions import (
    And,
    Expression,
    Is,
    Or,
    Place,
    Present,
    Scope,
    Unknown,
)
from ..tables.descriptions import Attribute, Definition, Iod

MANDATORY: Final = ("1", "2")
"""Types of attributes that are present whenever their module is."""

SHARED_ATTRIBUTES: Final = "shared-attributes"
"""The reason of an unknown use: other modules may have brought the attributes."""


def use_of(
    definition: type[Definition], iod: type[Iod] | None, scope: Scope
) -> Expression:
    """Return the condition under which an object has a module or functional group.

    Args:
        iod: The IOD of the object; None if it is not known.
        scope: Where the attributes are: the top level, or the groups of the frame.
    """
    others = [*_others(definition, iod)]
    rows = definition.attributes().values()
    shared = {row.tag for other in others for row in other.attributes().values()}
    own = [row for row in rows if row.tag not in shared]
    certain = _mandatory(own)
    signs: list[Expression] = [
        Present(Place(row.keyword, scope)) for row in certain or own
    ]
    possible: list[Expression] = []
    for row in _mandatory(rows):
        place = Place(row.keyword, scope)
        values = _enumerated(row)
        possible.append(Is(place, values) if values else Present(place))
        if row.tag in shared and (only := _without(values, _rows_of(others, row.tag))):
            signs.append(Is(place, only))
    if not certain:
        signs.append(And((*possible, Unknown(SHARED_ATTRIBUTES))))
    return signs[0] if len(signs) == 1 else Or(tuple(signs))


def _others(
    definition: type[Definition], iod: type[Iod] | None
) -> Iterator[type[Definition]]:
    """Yield the other modules, or the other functional groups, of an IOD."""
    for uses in () if iod is None else (iod.module_uses, iod.functional_group_uses):
        listed = [use.definition for use in uses]
        if definition in listed:
            yield from (each for each in listed if each is not definition)


def _mandatory(rows: Iterable[Attribute]) -> list[Attribute]:
    return [row for row in rows if row.type in MANDATORY]


def _rows_of(definitions: Iterable[type[Definition]], tag: int) -> Iterator[Attribute]:
    for definition in definitions:
        row = definition.attributes().get(tag)
        if row is not None:
            yield row


def _enumerated(row: Attribute) -> tuple[str, ...] | None:
    """Return the only values that a row allows; None if it allows others."""
    for terms in row.terms:
        if terms.enumerated and not (terms.conditional or terms.number or terms.bits):
            return terms.values
    return None


def _without(
    values: tuple[str, ...] | None, rows: Iterable[Attribute]
) -> tuple[str, ...]:
    """Return the values that no other row allows."""
    foreign = [*map(_enumerated, rows)]
    if None in foreign:
        return ()
    taken = {value for each in foreign for value in each or ()}
    return tuple(value for value in values or () if value not in taken)
