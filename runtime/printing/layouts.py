"""Image Display Format of a film: PS3.3 C.13.3."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from .errors import InvalidLayoutError


class Layout(NamedTuple):
    """The layout of a film."""

    format: str
    """Image Display Format (2010,0010)."""
    boxes: int | None
    """Number of image boxes; None if the printer determines it."""


_GRID: Final = re.compile(r"\s*(\d+)\s*[xX]\s*(\d+)\s*")
_FORMAT: Final = re.compile(r"([A-Z]+)(?:\\(\d+(?:,\d+)*))?")


def _product(numbers: list[int]) -> int:
    columns, rows = numbers
    return columns * rows


_BOXES: Final[dict[str, Callable[[list[int]], int] | None]] = {
    "STANDARD": _product,
    "ROW": sum,
    "COL": sum,
    "SLIDE": None,
    "SUPERSLIDE": None,
    "CUSTOM": None,
}
"""Formats, with the function that counts their image boxes from their numbers."""
_NUMBERS: Final = {
    "STANDARD": range(2, 3),
    "ROW": range(1, 100),
    "COL": range(1, 100),
    "SLIDE": range(1),
    "SUPERSLIDE": range(1),
    "CUSTOM": range(1, 2),
}
"""Number of integers after the name of a format."""


def layout_of(text: str) -> Layout:
    """Return a layout.

    Args:
        text: COLUMNSxROWS, "2x3", or an Image Display Format of the standard.

    Raises:
        InvalidLayoutError: It is neither.
    """
    if grid := _GRID.fullmatch(text):
        text = f"STANDARD\\{int(grid[1])},{int(grid[2])}"
    match = _FORMAT.fullmatch(text.strip().upper())
    if match is None or match[1] not in _BOXES:
        raise InvalidLayoutError(text)
    numbers = [int(each) for each in (match[2] or "").split(",") if each]
    if len(numbers) not in _NUMBERS[match[1]] or 0 in numbers:
        raise InvalidLayoutError(text)
    count = _BOXES[match[1]]
    return Layout(match[0], None if count is None else count(numbers))
