"""Description of an element in a finding: value, VR and length."""

from __future__ import annotations

from typing import Final, NamedTuple

from ...data_sets.in_memory import encoded
from ...encoding import value_forms
from ...encoding.character_sets import decoded
from ...encoding.headers import UNDEFINED
from ...encoding.readings import Element, RawElement
from ..plan.rule import AttributeRule
from ..plan.scope import Scope

SHOWN: Final = 64
"""Maximum number of characters of a value in a finding."""

_READ: Final = 1024
"""Maximum number of bytes of a value to decode for a finding."""


class Description(NamedTuple):
    """Value, VR and length of an element, as in the fields of a finding."""

    value: str | None
    vr: str
    length: int | None


NOTHING: Final = Description(None, "", None)


def describe(scope: Scope, tag: int, rule: AttributeRule | None) -> Description:
    """Return the description of an element; `NOTHING` if it is absent."""
    element: Element | None = scope.elements.get(tag)
    if element is None:
        return NOTHING
    if not isinstance(element, RawElement):
        if element.VR == "SQ":
            return Description(None, "SQ", None)
        vr = str(element.VR)
        element = encoded(element, scope.encodings())
        if element is None:
            return Description(None, vr, None)
    vr = element.VR or (rule.implicit_vr if rule else "UN")
    length = None if element.length == UNDEFINED else element.length
    value = element.value
    if vr not in value_forms.KNOWN or not isinstance(value, bytes):
        return Description(None, vr, length)
    return Description(
        _text(scope, vr, value[:_READ], element.little_endian), vr, length
    )


def _text(scope: Scope, vr: str, value: bytes, little: bool) -> str | None:
    if vr in value_forms.CHARACTER_SET:
        text = decoded(value, scope.encodings(), vr)
        return None if text is None else _cut(text.strip(" \0"))
    parts = value_forms.terms(vr, value, little)
    return None if parts is None else _cut("\\".join(parts))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
