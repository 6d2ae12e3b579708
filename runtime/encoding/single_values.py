"""Single values of elements, encoded or decoded."""

from __future__ import annotations

from collections.abc import MutableSequence

from .readings import Element
from .value_forms import TEXT, UNDIVIDED


def text_of(element: Element | None) -> str:
    """Return a value that is a word, such as a UID; empty if there is none."""
    value = None if element is None else element.value
    if isinstance(value, bytes):
        return value.decode("latin-1").strip(" \0")
    return "" if value is None else str(value)


def words_of(element: Element) -> list[str]:
    """Return the values of an element that has words."""
    value = element.value
    if isinstance(value, bytes):
        value = value.decode("latin-1").rstrip("\0").split("\\")
    elif isinstance(value, str) or value is None:
        value = [value or ""]
    return [str(word).strip(" ") for word in value]


def integer_of(element: Element | None) -> int | None:
    """Return a value that is one little-endian number; None if there is none."""
    value = None if element is None else element.value
    if isinstance(value, bytes):
        return int.from_bytes(value, "little") if len(value) in (2, 4, 8) else None
    return value if isinstance(value, int) else None


def as_text(element: Element | None, vr: str) -> str | list[str] | bytes | None:
    """Return the value of an element as text; several values as a list.

    Args:
        vr: The VR if the encoding does not include it. Binary values are returned as bytes.
    """
    value = None if element is None else element.value
    if isinstance(value, bytes):
        vr = (element.VR if element is not None else None) or vr
        if vr not in TEXT:
            return value
        text = value.decode("latin-1").strip(" \0")
        parts = [text] if vr in UNDIVIDED else text.split("\\")
    elif isinstance(value, MutableSequence):
        parts = [str(one) for one in value]
    else:
        return None if value is None else str(value)
    return parts[0] if len(parts) == 1 else parts
