"""Numeric values and value lengths of elements, for structure checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ...data_sets.in_memory import encoded
from ...encoding.readings import Element, RawElement
from ...encoding.value_forms import INTEGERS, SIZES, binary_numbers, tags

_UNITS: Final = {"OV": "UV", "OW": "US"}
"""VRs of binary data, with the VR of the numbers they consist of."""

_READABLE: Final = frozenset({"AT", "IS", *INTEGERS, *_UNITS})


def numbers(element: Element | None, vr: str) -> tuple[int, ...]:
    """Return the integers of an element; none if it is absent or unreadable.

    Args:
        vr: The VR if the encoding does not include it. A tag (AT) is returned as one
            integer.
    """
    if element is None:
        return ()
    value = element.value
    if not isinstance(value, bytes):
        return () if isinstance(element, RawElement) else _in_memory(value)
    little = not isinstance(element, RawElement) or element.little_endian
    if element.VR in _READABLE:
        vr = str(element.VR)
    if vr == "IS":
        return _written(value)
    vr = _UNITS.get(vr, vr)
    if len(value) % SIZES[vr]:
        return ()
    if vr == "AT":
        return tuple(int(tag, 16) for tag in tags(value, little))
    return tuple(map(int, binary_numbers(vr, value, little)))


def number(element: Element | None, vr: str = "US") -> int | None:
    """Return the integer of an element; None unless it has exactly one."""
    values = numbers(element, vr)
    return values[0] if len(values) == 1 else None


def decimals(element: Element | None, vr: str = "DS") -> tuple[float, ...]:
    """Return the numbers of an element as floats; none if it is absent or unreadable.

    Args:
        vr: The VR if the encoding does not include it.
    """
    if element is not None and not isinstance(element, RawElement):
        element = encoded(element, ["iso8859"])
    if element is None or not isinstance(element.value, bytes):
        return ()
    form = element.VR or vr
    try:
        if form not in ("FD", "FL"):
            parts = element.value.strip(b" \0").split(b"\\")
            return tuple(float(part) for part in parts)
    except ValueError:
        return ()
    if len(element.value) % SIZES[form]:
        return ()
    return tuple(binary_numbers(form, element.value, element.little_endian))


def count_of(element: Element) -> int:
    """Return the number of values of a text element; 0 if its value was not read."""
    if not isinstance(element, RawElement):
        return int(element.VM)
    return element.value.count(b"\\") + 1 if element.value else 0


def value_length(element: Element) -> int:
    """Return the length of a value with padding, even if the value was not read."""
    if isinstance(element, RawElement):
        return element.length
    if isinstance(element.value, bytes):
        return len(element.value) + len(element.value) % 2
    raw = encoded(element, ["iso8859"])  # numbers of an ambiguous VR
    return 0 if raw is None else len(raw.value or b"")


def _in_memory(value: object) -> tuple[int, ...]:
    values: Iterable[Any] = value if isinstance(value, Iterable) else (value,)
    try:
        return tuple(int(one) for one in values)
    except (TypeError, ValueError):
        return ()


def _written(value: bytes) -> tuple[int, ...]:
    try:
        return tuple(int(one) for one in value.strip(b" \0").split(b"\\"))
    except ValueError:
        return ()
