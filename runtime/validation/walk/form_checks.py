"""Checks of VR, number of values, and the format of values."""

from __future__ import annotations

from typing import Final

from ...encoding import value_forms
from ...encoding.character_sets import decoded
from ...encoding.code_extensions import ESCAPE
from ...encoding.form_faults import reason
from ...encoding.headers import SHORT, UNDEFINED
from ...encoding.readings import RawElement
from ...findings import codes
from ...rules import multiplicity
from ..plan.rule import AttributeRule
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from ..structure.characters import check_characters
from . import presence
from .unexpected import is_creator_tag

_SHORT_VRS: Final = frozenset(SHORT.values())
_LONGEST_SHORT: Final = 65534
"""The largest length in the VRs whose length has 16 bits; longer values need UN."""


def check_vr(
    reporter: Reporter, scope: Scope, rule: AttributeRule, vr: str, length: int = 0
) -> None:
    """Report a VR that differs from the data dictionary, if it states one.

    Source: PS3.6 6, PS3.5 6.2.2.
    """
    if vr in value_forms.KNOWN and not rule.vr:
        return
    if vr == "UN":
        if length > _LONGEST_SHORT and rule.implicit_vr in _SHORT_VRS:
            return
        reporter.add(
            codes.VR_UN, scope, rule.tag, f"VR is UN; the dictionary requires {rule.vr}"
        )
    elif vr not in value_forms.KNOWN:
        shown = value_forms.printable(vr.encode("latin-1", "replace"))
        reporter.add(codes.VR_UNKNOWN, scope, rule.tag, f"{shown!r} is not a VR")
    else:
        reporter.add(
            codes.VR_WRONG,
            scope,
            rule.tag,
            f"VR is {vr}; the dictionary requires {rule.vr}",
        )


def check_own_form(
    reporter: Reporter, scope: Scope, tag: int, element: RawElement
) -> None:
    """Report the problems of a value that no dictionary lists, by its VR.

    Source: PS3.5 6.2, 7.8.
    """
    vr, length, value = element.VR, element.length, element.value
    if vr is None or vr == "UN" or length == UNDEFINED:
        return
    if vr not in value_forms.KNOWN:
        shown = value_forms.printable(vr.encode("latin-1", "replace"))
        reporter.add(codes.VR_UNKNOWN, scope, tag, f"{shown!r} is not a VR")
        return
    if length & 1:
        what = f"has an odd length of {length} bytes"
        reporter.add(codes.VALUE_LENGTH, scope, tag, what)
    if not value:
        return
    accepts = value_forms.acceptor(vr, "1-n")
    if accepts is not None and not accepts(value):
        _report_invalid(reporter, scope, tag, vr, value)
    if is_creator_tag(tag):
        return  # allows fewer characters: `check_private`
    if vr in value_forms.CHARACTER_SET and not (
        value.isascii() and ESCAPE not in value
    ):
        check_characters(reporter, scope, tag=tag, vr=vr, value=value)


def check_form(
    reporter: Reporter, scope: Scope, rule: AttributeRule, vr: str, value: bytes
) -> None:
    """Report the problems of a value that the quick check rejected."""
    if len(value) % _unit(vr):
        _report_invalid(reporter, scope, rule.tag, vr, value)
        return  # the number of values is unknown
    text = _text(scope, vr, value)
    number = value_forms.count(vr, value, text)
    if not multiplicity.allows(rule.vm, number):
        have = "1 value" if number == 1 else f"{number} values"
        reporter.add(
            codes.VM_WRONG,
            scope,
            rule.tag,
            f"has {have}; the dictionary allows {rule.vm}",
        )
    _report_invalid(reporter, scope, rule.tag, vr, value)


def _text(scope: Scope, vr: str, value: bytes) -> str | None:
    if vr in value_forms.CHARACTER_SET:
        return decoded(value, scope.encodings(), vr)
    return None


def _unit(vr: str) -> int:
    """Return the length of one binary value in bytes; 1 for text."""
    return value_forms.SIZES.get(vr) or value_forms.UNITS.get(vr, 1)


def _report_invalid(
    reporter: Reporter, scope: Scope, tag: int, vr: str, value: bytes
) -> None:
    if len(value) % (unit := _unit(vr)):
        what = (
            f"has a length of {len(value)} bytes; VR {vr} requires a multiple of {unit}"
        )
        reporter.add(codes.VALUE_INVALID, scope, tag, what)
        return
    wrong = value_forms.invalid(vr, value, _text(scope, vr, value))
    if wrong is not None:
        message = f"{wrong!r} is not a valid value of VR {vr}"
        if vr in value_forms.TEXT:
            message += f": it {reason(vr, wrong)}"
        reporter.add(codes.VALUE_INVALID, scope, tag, message)


def check_blank(
    reporter: Reporter, scope: Scope, rule: AttributeRule, vr: str, value: bytes
) -> None:
    """Report a value of padding alone if the attribute requires a value."""
    if value_forms.is_blank(vr, value):
        presence.check_empty(reporter, scope, rule)
