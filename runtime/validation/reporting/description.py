"""What a finding says of the element it is about: its value, its VR, its length."""

from __future__ import annotations

from typing import Final, NamedTuple

from pydicom.dataelem import DataElement

from . import values
from .elements import Element
from .memory import decoded, encoded
from .plain import UNDEFINED
from .rules import Rule
from .scope import Scope

SHOWN: Final = 64
"""Characters of a value that a finding carries."""

_READ: Final = 1024
"""Bytes of a value that are decoded for it."""


class Description(NamedTuple):
    """The last fields of a finding."""

    value: str | None
    vr: str
    length: int | None


NOTHING: Final = Description(None, "", None)


def describe(scope: Scope, tag: int, rule: Rule | None) -> Description:
    """Return what there is to say of an element; `NOTHING` where it is absent."""
    element: Element | None = scope.elements.get(tag)
    if element is None:
        return NOTHING
    if isinstance(element, DataElement):
        if element.VR == "SQ":
            return Description(None, "SQ", None)
        vr = str(element.VR)
        element = encoded(element, scope.encodings())
        if element is None:
            return Description(None, vr, None)
    vr = element.VR or (rule.implicit_vr if rule else "UN")
    length = None if element.length == UNDEFINED else element.length
    value = element.value
    if vr not in values.KNOWN or not isinstance(value, bytes):
        return Description(None, vr, length)
    return Description(
        _text(scope, vr, value[:_READ], element.is_little_endian), vr, length
    )


def _text(scope: Scope, vr: str, value: bytes, little: bool) -> str | None:
    if vr in values.CHARACTER_SET:
        text = decoded(value, scope.encodings())
        return None if text is None else _cut(text.strip(" \0"))
    parts = values.terms(vr, value, little)
    return None if parts is None else _cut("\\".join(parts))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
