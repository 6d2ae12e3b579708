"""The condition of a table row, parsed and compiled once for all users.

Source: PS3.5 7.4.2 and 7.4.4.
"""

from __future__ import annotations

from functools import cache

from ..conditions import Expression, Judge, Otherwise, Requirement, parse
from ..conditions.order import cheapest_first
from ..tables.descriptions import When


@cache
def requirement_of(when: When) -> Requirement:
    """Return a condition, parsed, its cheapest parts first."""

    def expression(text: str | None) -> Expression | None:
        return None if text is None else cheapest_first(parse(text))

    return Requirement(
        expression(when.required),
        expression(when.permitted),
        expression(when.forbidden),
        Otherwise(when.otherwise),
    )


@cache
def judge_of(when: When) -> Judge:
    """Return a condition, compiled."""
    return Judge(requirement_of(when))


def forbids(when: When) -> bool:
    """True if the row itself states that the attribute must be absent otherwise."""
    return when.otherwise == "shall-not" or when.forbidden is not None
