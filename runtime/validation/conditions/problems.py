"""Findings of conditional checks: a required attribute is absent, one is not allowed."""

from __future__ import annotations

from typing import Final

from ...conditions.readable import readable_text, sentence
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


def required_if(when: When) -> str:
    """Return a condition for a message: "required if Modality is CT"."""
    if not when.required:
        return "required"
    return f"required if {readable_text(when.required)}"


def may_lack(attribute: Attribute) -> bool:
    """True if an object may lack an attribute although its row states a requirement.

    A row of type 3 contradicts such a requirement.
    """
    return attribute.type == "3"


def missing(attribute: Attribute, when: When) -> Problem:
    """Return the finding for an absent attribute whose condition is met."""
    return Problem(
        MISSING[attribute.type or "1"],
        attribute.tag,
        f"absent; type {attribute.type}, {required_if(when)}",
        name_of(attribute.owner),
        reference_of(attribute.owner),
    )


def not_allowed(attribute: Attribute, when: When) -> Problem:
    """Return the finding for a present attribute whose condition is not met.

    Args:
        when: The condition of its row, or of the macro that its table includes.
    """
    return Problem(
        codes.CONDITION_FORBIDS if forbids(when) else codes.CONDITION_NOT_MET,
        attribute.tag,
        f"present, but its condition is not met: {sentence(when)}",
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
