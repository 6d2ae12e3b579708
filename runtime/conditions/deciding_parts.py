"""The parts of a condition that make it true or false of an object."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from .evaluation import compiled
from .expressions import (
    And,
    Coded,
    Compares,
    Expression,
    Is,
    IsOther,
    Not,
    Or,
    Place,
    Points,
    Present,
    Same,
    Scope,
    Valued,
)
from .places import Knowledge, Value, View, find
from .readable import readable

_OF_VALUES: Final = (Is, IsOther, Compares, Coded, Points, Valued, Same)
"""Conditions that a present attribute is a part of."""

_test = cache(compiled)


def because(expression: Expression, view: View, knowledge: Knowledge) -> str:
    """Return in words why a condition is met: `Modality is "CT"`."""
    return _words(_met(expression, view, knowledge), view)


def because_not(expression: Expression, view: View, knowledge: Knowledge) -> str:
    """Return in words why a condition is not met: `Modality is not "CT"`."""
    return _words(_unmet(expression, view, knowledge), view)


def _words(expression: Expression, view: View) -> str:
    return readable(_from_top(expression) if view.parent is None else expression)


def _met(expression: Expression, view: View, knowledge: Knowledge) -> Expression:
    """Return the parts that make an expression true."""
    match expression:
        case And(parts):
            return _all(_met(part, view, knowledge) for part in parts)
        case Or(parts):
            for part in parts:
                if _test(part)(view, knowledge):
                    return _met(part, view, knowledge)
        case Not(part):
            return _unmet(part, view, knowledge)
        case Is(place, values, number) if len(values) > 1:
            present = {
                value
                for found in find(place, view)
                for value in _numbered(found.values, number)
            }
            return Is(place, tuple(v for v in values if v in present) or values, number)
    return expression


def _unmet(expression: Expression, view: View, knowledge: Knowledge) -> Expression:
    """Return an expression for the parts that make an expression false."""
    match expression:
        case And(parts):
            for part in parts:
                if _test(part)(view, knowledge) is False:
                    return _unmet(part, view, knowledge)
        case Or(parts):
            return _all(_unmet(part, view, knowledge) for part in parts)
        case Not(part):
            return _met(part, view, knowledge)
        case Is() | IsOther() | Compares() | Coded() | Points() | Valued():
            present = Present(expression.place)
            if _test(present)(view, knowledge) is False:
                return Not(present)
    return Not(expression)


def _all(parts: Iterable[Expression]) -> Expression:
    """Return the conjunction of parts, without those that another part implies."""
    flat: dict[Expression, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, And) else (part,)))
    stated = {part.place for part in flat if isinstance(part, _OF_VALUES)}
    kept = tuple(
        part
        for part in flat
        if not (isinstance(part, Present) and part.place in stated)
    )
    return kept[0] if len(kept) == 1 else And(kept)


def _from_top(expression: Expression) -> Expression:
    """Return an expression of the top level without references to the top level."""
    match expression:
        case And(parts):
            return And(tuple(map(_from_top, parts)))
        case Or(parts):
            return Or(tuple(map(_from_top, parts)))
        case Not(part):
            return Not(_from_top(part))
        case Same(place, other):
            return Same(_here(place), _here(other))
        case Present() | Valued() | Is() | IsOther() | Compares() | Coded() | Points():
            return replace(expression, place=_here(expression.place))
    return expression


def _numbered(values: tuple[Value, ...], number: int | None) -> tuple[Value, ...]:
    """Return one of several values, counted from 1; all if `number` is None."""
    return values if number is None else values[number - 1 : number]


def _here(place: Place) -> Place:
    return replace(place, scope=Scope.ITEM) if place.scope is Scope.TOP else place
