"""Evaluation order of the parts of a condition: cheap lookups first.

The order of the operands of *and* and *or* does not affect the result, and one operand
often decides it. An attribute of the same item or of the top level is one lookup; others
are searched in every item.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .expressions import And, Expression, Not, Or, Place, Referenced, Scope, Some, Used
from .mapping import map_parts

_COST: Final = {
    Scope.ITEM: 1,
    Scope.TOP: 1,
    Scope.UP: 2,
    Scope.FRAME: 8,
    Scope.NEAR: 16,
    Scope.EVERYWHERE: 64,
    Scope.REPEATED: 8,
}
_PATH: Final = 4
"""Cost of each sequence on the path."""
_MODULE: Final = 8


def cheapest_first(expression: Expression) -> Expression:
    """Return an equivalent expression whose cheapest parts come first."""
    ordered = map_parts(expression, cheapest_first)
    if isinstance(ordered, And | Or):
        return replace(ordered, parts=tuple(sorted(ordered.parts, key=_cost)))
    return ordered


def _cost(expression: Expression) -> int:
    match expression:
        case And(parts) | Or(parts):
            return sum(map(_cost, parts))
        case Not(part):
            return _cost(part)
        case Some(sequence, condition):
            return _cost_of(sequence) + _cost(condition)
        case Referenced(reference, number, condition):
            return _cost_of(reference) + _cost_of(number) + _cost(condition)
        case Used():
            return _MODULE
    places = (getattr(expression, name, None) for name in ("place", "other"))
    return sum(_cost_of(place) for place in places if place is not None)


def _cost_of(place: Place) -> int:
    return _COST[place.scope] + _PATH * len(place.within)
