"""Findings of conditional checks: a required attribute is absent, one is not allowed."""

from __future__ import annotations

from typing import Final

from ...conditions import Expression, evaluate, parse
from ...conditions.deciding_parts import because, because_not
from ...conditions.expressions import Or
from ...conditions.places import Knowledge, View
from ...conditions.readable import sentence
from ...findings import codes
from ...rules.judges import forbids
from ...tables.descriptions import Attribute, When
from ..plan.rule import name_of, reference_of
from ..plan.scope import Scope
from .outcome import Problem

MISSING: Final = {
    "1": codes.TYPE1_MISSING,
    "2": codes.TYPE2_MISSING,
    "1C": codes.TYPE1C_MISSING,
    "2C": codes.TYPE2C_MISSING,
}
"""The code for an absent attribute that is required, by its type."""


def why_required(when: When, view: View, facts: Knowledge) -> str:
    """Return why a condition is met: `required because Modality is "CT"`."""
    if not when.required:
        return "required"
    return f"required because {because(parse(when.required), view, facts)}"


def why_not_permitted(when: When, view: View, facts: Knowledge) -> str:
    """Return why a condition is not met: `not permitted because Modality is not "CT"`."""
    if when.forbidden is not None:
        forbidden = parse(when.forbidden)
        if evaluate(forbidden, view, facts):
            return f"not permitted because {because(forbidden, view, facts)}"
    allowed: list[Expression] = [
        parse(text) for text in (when.required, when.permitted) if text is not None
    ]
    if not allowed:
        return f"its condition is not met: {sentence(when)}"
    whole = allowed[0] if len(allowed) == 1 else Or(tuple(allowed))
    return f"not permitted because {because_not(whole, view, facts)}"


def may_lack(attribute: Attribute) -> bool:
    """True if an object may lack an attribute although its row states a requirement.

    A row of type 3 contradicts such a requirement.
    """
    return attribute.type == "3"


def missing(attribute: Attribute, when: When, view: View, facts: Knowledge) -> Problem:
    """Return the finding for an absent attribute whose condition is met."""
    return Problem(
        MISSING[attribute.type or "1"],
        attribute.tag,
        f"absent; type {attribute.type}, {why_required(when, view, facts)}",
        name_of(attribute.owner),
        reference_of(attribute.owner),
    )


def not_allowed(
    attribute: Attribute, when: When, view: View, facts: Knowledge
) -> Problem:
    """Return the finding for a present attribute whose condition is not met.

    Args:
        when: The condition of its row, or of the macro that its table includes.
    """
    return Problem(
        codes.CONDITION_FORBIDS if forbids(when) else codes.CONDITION_NOT_MET,
        attribute.tag,
        f"present, but {why_not_permitted(when, view, facts)}",
        name_of(attribute.owner),
        reference_of(attribute.owner),
    )


def lacks(scope: Scope, attribute: Attribute) -> bool:
    """True if a type 1 or 2 attribute is absent, and no other table requires it."""
    return (
        attribute.type in ("1", "2")
        and not attribute.repeating
        and attribute.tag not in scope.elements
        and attribute.tag not in scope.level.required
    )
