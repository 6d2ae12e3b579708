"""Single values of elements, whether they are encoded or not."""

from __future__ import annotations

from .elements import Element


def text_of(element: Element | None) -> str:
    """Return a value that is a word, such as a UID; empty where there is none."""
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
    """Return a value that is one little-endian number; None where there is none."""
    value = None if element is None else element.value
    if isinstance(value, bytes):
        return int.from_bytes(value, "little") if len(value) in (2, 4, 8) else None
    return value if isinstance(value, int) else None
