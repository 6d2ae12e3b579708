"""Equality by meaning: the same attributes with equal values, however they are encoded.

Values are equal as what they mean: numbers as numbers, dates and times as such, text without
the spaces around it, person names without empty components at their end, binary data
without padding. Floats of VR FL are equal if they are encoded alike. The encoding itself is
not compared: transfer syntax, character set, lengths, file meta information.

An attribute without a value differs from one that is absent. Pixel data are compared as
they are: compressed data differ from native ones.

Source: PS3.5 6.2 for spaces and padding, 7.2 for group lengths.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.valuerep import PersonName

from ..data_sets.element_values import element_of
from ..data_sets.encoder import encoded
from ..data_sets.value_types import KINDS
from ..encoding.dictionary import vr_of
from ..encoding.value_forms import CHARACTER_SET
from .copying import Element

ENCODING_ALONE: Final = frozenset({0x00080005, 0xFFFCFFFC})
"""Specific Character Set and Data Set Trailing Padding."""

_UNICODE: Final = ["utf_8"]


def equal(one: Dataset, other: Dataset) -> bool:
    """Return True if two data sets have the same attributes with equal values."""
    elements, others = _compared(one), _compared(other)
    return elements.keys() == others.keys() and all(
        _equal_as_held(element, others[tag]) or _equal_decoded(one, other, tag)
        for tag, element in elements.items()
    )


def _compared(dataset: Dataset) -> dict[int, Element]:
    """Return the elements to compare, by tag: of pydicom's tags, comparison is slow."""
    found = {int(tag): element for tag, element in dataset._dict.items()}
    return {
        tag: element
        for tag, element in found.items()
        if tag & 0xFFFF and tag not in ENCODING_ALONE
    }


def _equal_as_held(one: Element, other: Element) -> bool:
    """Whether two elements are equal without being decoded; most of them are."""
    if isinstance(one, DataElement):
        return (
            isinstance(other, DataElement)
            and one.VR == other.VR != "SQ"
            and bool(one._value == other._value)
        )
    return isinstance(other, RawDataElement) and _same_bytes(one, other)


def _equal_decoded(one: Dataset, other: Dataset, tag: int) -> bool:
    vr = vr_of(tag) or "UN"
    try:
        element, other_element = element_of(one, tag, vr), element_of(other, tag, vr)
    except Exception:  # pydicom raises many types; a value that cannot be decoded
        raw, other_raw = one.get_item(tag), other.get_item(tag)
        return bool((raw and raw.value) == (other_raw and other_raw.value))
    return _equal_values(element, other_element)


def _same_bytes(one: RawDataElement, other: RawDataElement) -> bool:
    """Whether two elements have the same encoding, of text in any character set."""
    value = one.value
    return (
        value is not None
        and value == other.value
        and one.VR == other.VR
        and one.is_little_endian == other.is_little_endian
        and (value.isascii() or (one.VR or "UN") not in (*CHARACTER_SET, "UN"))
    )


def _equal_values(one: DataElement, other: DataElement) -> bool:
    value, other_value = one.value, other.value
    if one.is_empty or other.is_empty:
        return one.is_empty and other.is_empty
    if one.VR == "SQ" and other.VR == "SQ":
        return len(value) == len(other_value) and all(map(equal, value, other_value))
    if isinstance(value, bytes) and isinstance(other_value, bytes):
        return value.rstrip(b"\0") == other_value.rstrip(b"\0")
    if one.VR != other.VR:
        return _bytes_of(one) == _bytes_of(other)
    meaning = _MEANINGS.get(one.VR, _unchanged)
    return _list_of(value, meaning) == _list_of(other_value, meaning)


def _list_of(value: object, meaning: Callable[[Any], object]) -> list[object]:
    several = isinstance(value, list | tuple | MultiValue)
    return [meaning(one) for one in (value if several else [value])]  # type: ignore[attr-defined]


def _bytes_of(element: DataElement) -> bytes | None:
    """Return the value of an element as bytes, for one that is unknown elsewhere."""
    if element.VR == "UN":
        value: bytes = element.value
    else:
        raw = encoded(element, _UNICODE)
        if raw is None or raw.value is None:
            return None
        value = raw.value
    return value.strip(b"\0 ")


def _unchanged(value: object) -> object:
    return value


def _text(value: object) -> str:
    return str(value).strip(" \0")


def _trailing(value: object) -> str:
    """Return text of which only the spaces at the end are not significant."""
    return str(value).rstrip(" \0")


def _name(value: object) -> str:
    parts = (
        "^".join(part.strip(" \0") for part in group.split("^")).rstrip("^")
        for group in str(PersonName(str(value))).split("=")
    )
    return "=".join(parts).rstrip("=")


def _number(value: object) -> object:
    """Return a decimal string as the number that is written."""
    try:
        return _real(float(str(value)))
    except ValueError:
        return _text(value)


def _integer(value: object) -> object:
    try:
        return int(str(value))
    except ValueError:
        return _text(value)


def _real(value: float) -> object:
    return value if value == value else "not a number"


def _single(value: float) -> object:
    try:
        return _real(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return value


def _moment(vr: str) -> Callable[[object], object]:
    """Return a function that parses dates or times; invalid ones are compared as text."""
    read = KINDS[vr].read

    def meaning(value: object) -> object:
        try:
            return read(value)
        except ValueError:
            return _text(value)

    return meaning


_MEANINGS: Final[Mapping[str, Callable[[Any], object]]] = {
    **dict.fromkeys(("AE", "AS", "CS", "LO", "SH", "UI"), _text),
    **dict.fromkeys(("LT", "ST", "UC", "UR", "UT"), _trailing),
    **{vr: _moment(vr) for vr in ("DA", "TM", "DT")},
    "PN": _name,
    "DS": _number,
    "IS": _integer,
    "FL": _single,
    "FD": _real,
}
"""The meaning of a single value, by VR."""
