"""What a value may be: its VR, how many values, their form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, multiplicity, presence, values
from .forms import reason
from .memory import decoded
from .rules import Rule
from .scope import Scope

if TYPE_CHECKING:
    from .walk import Walk


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
        message = f"{wrong!r} is no value of VR {vr}"
        if vr in values.TEXT:
            message += f": it {reason(vr, wrong)}"
        walk.add(codes.VALUE_INVALID, scope, rule.tag, message)


def check_blank(walk: Walk, scope: Scope, rule: Rule, vr: str, value: bytes) -> None:
    """Report a value that is nothing but padding where a value is needed."""
    if values.is_blank(vr, value):
        presence.check_empty(walk, scope, rule)
