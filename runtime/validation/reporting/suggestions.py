"""Suggestions to correct a finding, if the correction follows from the finding alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...encoding.value_forms import acceptor
from ...findings.codes import Code
from ..plan.rule import AttributeRule

_BY_CODE: Final = {
    "attribute-not-allowed": "remove it",
    "condition-forbids": "remove it, or correct the attributes of its condition",
    "condition-not-met": "remove it, or correct the attributes of its condition",
    "pixel-high-bit": "set it to Bits Stored minus one",
    "type2-missing": "add it empty",
    "type2c-missing": "add it empty",
    "value-length": "pad the value to an even length",
    "element-order": "write the elements in ascending order of tags",
    "meta-missing": "add the file meta information",
    "meta-length": "recalculate the group length",
    "meta-sop-class": "copy SOP Class UID from the data set",
    "meta-sop-instance": "copy SOP Instance UID from the data set",
    "trailing-bytes": "remove them",
}
"""Suggestions that do not depend on the value."""

_SEPARATORS: Final = {"DA": "-./ ", "TM": ": "}
"""Common separators in dates and times, which DICOM does not use."""


def suggest(code: Code, rule: AttributeRule | None, value: str | None) -> str:
    """Return the correction of a finding; empty if none is certain.

    Args:
        rule: The rule of the attribute.
        value: The value of the attribute as in the finding.
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
        return _normalized(rule, value)
    return ""


def _nearest(rule: AttributeRule, value: str) -> str:
    """Suggest the closest enumerated value or defined term."""
    from difflib import get_close_matches  # only for findings

    for number, part in enumerate(value.split("\\"), start=1):
        known = {term.upper(): term for term in _terms(rule, number)}
        if part in known.values():
            continue
        meant = get_close_matches(part.upper(), known, n=1, cutoff=0.7)
        if meant:
            return f"did you mean {known[meant[0]]!r}?"
    return ""


def _terms(rule: AttributeRule, number: int) -> Iterator[str]:
    """Yield the terms for the value with the given number, from 1."""
    if rule.values is None:
        return
    for each in (*rule.values.enumerated, *rule.values.conditional):
        if each.terms.number in (None, number):
            yield from each.terms.values
    for which, terms in rule.values.known.items():
        if which in (None, number):
            yield from terms


def _normalized(rule: AttributeRule, value: str) -> str:
    """Suggest the normal form of a code, date or time."""
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
