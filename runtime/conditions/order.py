"""The order in which the parts of a condition are evaluated: what is near, first.

*and* and *or* hold in any order, and often one part decides: an attribute of the same item
or of the top level is found at once, while others are looked for in every item.
"""

from __future__ import annotations

from typing import Final

from .expressions import And, Expression, Not, Or, Place, Scope, Some, Used

_COST: Final = {
    Scope.ITEM: 1,
    Scope.TOP: 1,
    Scope.UP: 2,
    Scope.FRAME: 8,
    Scope.NEAR: 16,
    Scope.EVERYWHERE: 64,
}
_PATH: Final = 4
"""What each sequence on the way costs."""
_MODULE: Final = 8


def cheapest_first(expression: Expression) -> Expression:
    """Return an expression of the same truth that is decided sooner."""
    match expression:
        case And(parts):
            return And(tuple(sorted(map(cheapest_first, parts), key=_cost)))
        case Or(parts):
            return Or(tuple(sorted(map(cheapest_first, parts), key=_cost)))
        case Not(part):
            return Not(cheapest_first(part))
        case Some(sequence, condition):
            return Some(sequence, cheapest_first(condition))
    return expression


def _cost(expression: Expression) -> int:
    match expression:
        case And(parts) | Or(parts):
            return sum(map(_cost, parts))
        case Not(part):
            return _cost(part)
        case Some(sequence, condition):
            return _cost_of(sequence) + _cost(condition)
        case Used():
            return _MODULE
    places = (getattr(expression, name, None) for name in ("place", "other"))
    return sum(_cost_of(place) for place in places if place is not None)


def _cost_of(place: Place) -> int:
    return _COST[place.scope] + _PATH * len(place.within)
