"""Transformations of conditions: the same tree with other places or parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from .expressions import And, Expression, Not, Or, Place, Referenced, Some


def map_parts(
    expression: Expression, change: Callable[[Expression], Expression]
) -> Expression:
    """Return an expression with its direct parts replaced; one without parts is unchanged."""
    match expression:
        case And(parts) | Or(parts):
            return type(expression)(tuple(map(change, parts)))
        case Not(part):
            return Not(change(part))
        case Some(sequence, condition):
            return Some(sequence, change(condition))
        case Referenced(reference, number, condition):
            return Referenced(reference, number, change(condition))
    return expression


def map_places(expression: Expression, change: Callable[[Place], Place]) -> Expression:
    """Return an expression with its places replaced.

    The condition of a `Some` or `Referenced` is unchanged: its places belong to the items of
    a sequence.
    """
    if isinstance(expression, And | Or | Not):
        return map_parts(expression, lambda part: map_places(part, change))
    named = (
        (field.name, getattr(expression, field.name)) for field in fields(expression)
    )
    changed: dict[str, Any] = {
        name: change(value) for name, value in named if isinstance(value, Place)
    }
    return replace(expression, **changed) if changed else expression
