"""What a value may be: its VR, how many values, their form, the enumerated values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import codes, multiplicity, presence, values
from .memory import decoded
from .rules import Rule
from .scope import Scope

if TYPE_CHECKING:
    from .walk import Walk

_LISTED: Final = 8
"""How many enumerated values a message names."""


def check_vr(walk: Walk, scope: Scope, rule: Rule, vr: str) -> None:
    """Report a VR that the dictionary does not have for the attribute."""
    if vr == "UN":
        walk.add(
            codes.VR_UN, scope, rule.tag, f"VR is UN; the dictionary has {rule.vr}"
        )
    elif vr not in values.KNOWN:
        shown = values.printable(vr.encode("latin-1", "replace"))
        walk.add(codes.VR_UNKNOWN, scope, rule.tag, f"there is no VR {shown!r}")
    else:
        walk.add(
            codes.VR_WRONG, scope, rule.tag, f"VR is {vr}; the dictionary has {rule.vr}"
        )


def check_form(walk: Walk, scope: Scope, rule: Rule, vr: str, value: bytes) -> None:
    """Report what is wrong with a value that was not accepted at first sight."""
    text = None
    if vr in values.CHARACTER_SET:
        text = decoded(value, scope.encodings())
    number = values.count(vr, value, text)
    if not multiplicity.allows(rule.vm, number):
        have = "1 value" if number == 1 else f"{number} values"
        walk.add(
            codes.VM_WRONG,
            scope,
            rule.tag,
            f"has {have}; the dictionary allows {rule.vm}",
        )
    wrong = values.invalid(vr, value, text)
    if wrong is not None:
        walk.add(
            codes.VALUE_INVALID, scope, rule.tag, f"{wrong!r} is no value of VR {vr}"
        )


def check_terms(
    walk: Walk, scope: Scope, rule: Rule, vr: str, value: bytes, little: bool
) -> None:
    """Report values that are not among the enumerated ones."""
    found = values.terms(vr, value, little)
    if found is None:
        return
    for terms, allowed, reference in rule.terms:
        judged = found if terms.number is None else found[terms.number - 1 :][:1]
        for term in judged:
            if not term or term in allowed:
                continue  # an empty value is for `presence`
            if vr not in values.WORDS and any(
                values.same_number(term, other) for other in allowed
            ):
                continue
            walk.add(
                codes.VALUE_NOT_ENUMERATED,
                scope,
                rule.tag,
                f"{term!r}; enumerated: {_listed(terms.values)}",
                module=rule.module,
                reference=reference,
            )


def check_blank(walk: Walk, scope: Scope, rule: Rule, vr: str, value: bytes) -> None:
    """Report a value that is nothing but padding where a value is needed."""
    if values.is_blank(vr, value):
        presence.check_empty(walk, scope, rule)


def _listed(terms: tuple[str, ...]) -> str:
    shown = ", ".join(terms[:_LISTED])
    return (
        shown if len(terms) <= _LISTED else f"{shown} and {len(terms) - _LISTED} more"
    )
