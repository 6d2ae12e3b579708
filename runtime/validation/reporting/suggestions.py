"""What to do about a finding, where that can be said without knowing the patient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .codes import Code
from .rules import Rule
from .values import acceptor

_BY_CODE: Final = {
    "attribute-not-allowed": "leave it out",
    "condition-forbids": "leave it out, or set what its condition looks at",
    "condition-not-met": "leave it out, or set what its condition looks at",
    "pixel-high-bit": "set it to Bits Stored minus one",
    "type2-missing": "add it empty",
    "type2c-missing": "add it empty",
    "value-length": "pad the value to an even length",
    "element-order": "write the elements in the order of their tags",
    "meta-missing": "write the file meta information",
    "meta-length": "count the group anew",
    "meta-sop-class": "copy SOP Class UID of the data set",
    "meta-sop-instance": "copy SOP Instance UID of the data set",
    "trailing-bytes": "cut them off",
}
"""Suggestions that do not depend on the value."""

_SEPARATORS: Final = {"DA": "-./ ", "TM": ": "}
"""Characters that people write between the parts of dates and times: DICOM has none."""


def suggest(code: Code, rule: Rule | None, value: str | None) -> str:
    """Return what to do; empty where nothing can be said for certain.

    Args:
        rule: What is asked of the attribute.
        value: Its value, as a finding shows it.
    """
    if code.name in _BY_CODE:
        return _BY_CODE[code.name]
    if rule is None:
        return ""
    if code.name == "vr-un":
        return f"encode it as {rule.vr}"
    if not value:
        return ""
    if code.name in ("value-not-enumerated", "term-unknown"):
        return _nearest(rule, value)
    if code.name == "value-invalid":
        return _spelled(rule, value)
    return ""


def _nearest(rule: Rule, value: str) -> str:
    """Name the enumerated value or defined term that was probably meant."""
    from difflib import get_close_matches  # only where something is wrong

    for number, part in enumerate(value.split("\\"), start=1):
        known = {term.upper(): term for term in _terms(rule, number)}
        if part in known.values():
            continue
        meant = get_close_matches(part.upper(), known, n=1, cutoff=0.7)
        if meant:
            return f"did you mean {known[meant[0]]!r}?"
    return ""


def _terms(rule: Rule, number: int) -> Iterator[str]:
    """Yield the terms of the value with a number, from 1."""
    if rule.values is None:
        return
    for each in (*rule.values.enumerated, *rule.values.conditional):
        if each.terms.number in (None, number):
            yield from each.terms.values
    for which, terms in rule.values.known.items():
        if which in (None, number):
            yield from terms


def _spelled(rule: Rule, value: str) -> str:
    """Spell a code, a date or a time as its VR has it."""
    vr = rule.implicit_vr
    accepts = acceptor(vr, rule.vm)
    if vr == "CS":
        spelled = "\\".join(part.strip().upper() for part in value.split("\\"))
    elif vr in _SEPARATORS:
        spelled = value.translate(str.maketrans("", "", _SEPARATORS[vr]))
    else:
        return ""
    if spelled == value or accepts is None:
        return ""
    good = accepts(spelled.encode("latin-1", "replace"))
    return f"did you mean {spelled!r}?" if good else ""
