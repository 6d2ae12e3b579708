"""Values of elements for conditions, decoded by their VR or that of the dictionary."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from sys import byteorder
from typing import Final

from ..conditions.places import Value
from ..data_sets.in_memory import encoded
from ..encoding.readings import Element, RawElement
from ..encoding.value_forms import FORMATS, UNITS, binary_numbers, tags
from ..tables.editions import Edition

_FLOATS: Final = {"OD": "d", "OF": "f"}
"""Format of one number for `array`, by VR."""


class Names:
    """Keywords and tags of an edition's elements."""

    def __init__(self, edition: Edition) -> None:
        self.tags: Final = {row[2]: tag for tag, row in edition.elements.items()}
        self.repeating: Final = {row[2]: tag for _, tag, row in edition.repeating}
        """Tags in the first group of attributes whose group repeats."""
        self.edition: Final = edition

    def keyword(self, tag: int) -> str:
        row = self.edition.elements.get(tag)
        return row[2] if row else ""

    def vr(self, tag: int) -> str:
        """Return the VR of the dictionary; the first of a choice."""
        row = self.edition.elements.get(tag)
        return row[0].partition(" or ")[0] if row else "UN"


def values_of(element: Element, names: Names) -> tuple[Value, ...]:
    """Return the values; bytes, and a large value not read, are one empty string."""
    raw = _encoded(element)
    if raw is None or raw.VR == "SQ":
        return ()
    value = raw.value
    if value is None:
        return ("",) if raw.length else ()
    if not value:
        return ()
    vr, little = _form_of(raw, names)
    if vr == "SQ":
        return ()
    if vr == "AT":
        return tuple(tags(value, little))
    if vr == "OB" or vr in UNITS:
        return ("",)
    if vr in FORMATS:
        return binary_numbers(vr, value, little)
    text = value[:512].decode("latin-1").rstrip(" \0")
    return tuple(part.strip() for part in text.split("\\")) if text else ()


def floats_of(element: Element, names: Names) -> Sequence[float] | None:
    """Return the numbers of VR OF or OD; None for others, and for a large value not read."""
    raw = _encoded(element)
    if raw is None or raw.value is None:
        return None
    vr, little = _form_of(raw, names)
    if vr not in _FLOATS:
        return None
    numbers = array(_FLOATS[vr])
    whole = len(raw.value) // numbers.itemsize * numbers.itemsize
    numbers.frombytes(raw.value[:whole])
    if little is (byteorder == "big"):
        numbers.byteswap()
    return numbers


def _encoded(element: Element) -> RawElement | None:
    """Return an element with its bytes; None if it cannot be encoded."""
    if isinstance(element, RawElement):
        return element
    return encoded(element, ["iso8859"])


def _form_of(element: RawElement, names: Names) -> tuple[str, bool]:
    """Return the VR of a value, and whether it is in little endian.

    A value of VR UN has the VR of the dictionary, in little endian: PS3.5 6.2.2.
    """
    vr = element.VR
    if vr is None or vr == "UN" or " or " in vr:
        return names.vr(element.tag), vr == "UN" or element.little_endian
    return vr, element.little_endian
