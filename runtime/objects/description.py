"""Typed objects as people see them in a debugger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .errors import shown

if TYPE_CHECKING:
    from .typed import Typed

_MOST: Final = 8
"""How many attributes a description shows."""


def described(typed: Typed) -> str:
    """Return an object as its class and its first values: `Code(CodeValue='T-D1100')`."""
    layout = typed._layout_of()
    parts = []
    for field in sorted(layout.fields.values(), key=lambda field: field.tag):
        if typed._has(field.tag + typed._shift):
            try:
                value = typed._read(field.keyword)
            except ValueError as error:
                value = error
            parts.append(f"{field.keyword}={_short(value)}")
    more = len(parts) - _MOST
    if more > 0:
        parts[_MOST:] = [f"and {more} more"]
    return f"{type(typed).__qualname__}({', '.join(parts)})"


def _short(value: object) -> str:
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if (
        isinstance(value, list)
        and value
        and not isinstance(value[0], str | int | float)
    ):
        return f"<{len(value)} items>"
    return shown(value)
