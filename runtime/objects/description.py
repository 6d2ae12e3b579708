"""Short descriptions of typed objects, for debuggers and messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .errors import shown

_MOST: Final = 8
"""Maximum number of attributes in a description."""


def described(name: str, values: Iterable[tuple[str, object]]) -> str:
    """Return an object as its class and its first values: `Code(CodeValue='T-D1100')`.

    Args:
        name: The class.
        values: Keywords of the attributes that are present, with their values.
    """
    parts = [f"{keyword}={_short(value)}" for keyword, value in values]
    more = len(parts) - _MOST
    if more > 0:
        parts[_MOST:] = [f"and {more} more"]
    return f"{name}({', '.join(parts)})"


def _counted(number: int, one: str, many: str) -> str:
    """Return a number of bytes or items: "<1 item>"."""
    return f"<{number} {one if number == 1 else many}>"


def _short(value: object) -> str:
    if isinstance(value, bytes):
        return _counted(len(value), "byte", "bytes")
    if (
        isinstance(value, list)
        and value
        and not isinstance(value[0], str | int | float)
    ):
        return _counted(len(value), "item", "items")
    return shown(value)
