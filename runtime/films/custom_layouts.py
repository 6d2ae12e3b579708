"""Custom layouts, which each printer defines itself: CUSTOM\\i of Image Display Format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .display_format import Area
from .errors import CustomLayoutError

UNUSED: Final = "."
"""A cell without an image box."""

LARGEST: Final = 64
"""Maximum number of rows and columns; a larger number is a mistake."""


def custom_layout(drawing: str) -> tuple[Area, ...]:
    """Return the image boxes of a layout that is drawn with letters.

    Rows are separated by slashes; a letter or digit is a cell of the box with this name. In
    `AAB/AAC`, box A is on the left, B and C are on the right, in a third of the width. The
    Image Box Positions are in the order of first occurrence, from the upper left.

    Args:
        drawing: Rows of letters, digits, and points for cells without a box.

    Raises:
        CustomLayoutError: Rows of different lengths, another character, a box that is not
            a rectangle, or no box.
    """
    rows = drawing.strip().split("/")
    columns = len(rows[0])
    if not columns or any(len(row) != columns for row in rows):
        raise CustomLayoutError(drawing, "rows must have the same number of cells")
    if max(columns, len(rows)) > LARGEST:
        raise CustomLayoutError(drawing, f"more than {LARGEST} rows or columns")
    cells = "".join(rows)
    for cell in cells:
        if cell != UNUSED and not (cell.isascii() and cell.isalnum()):
            raise CustomLayoutError(
                drawing, f"{cell!r} is not a letter, digit or point"
            )
    names = dict.fromkeys(cells.replace(UNUSED, ""))
    if not names:
        raise CustomLayoutError(drawing, "it has no image box")
    return tuple(_areas(drawing, rows, names))


def _areas(drawing: str, rows: list[str], names: dict[str, None]) -> Iterator[Area]:
    width, height = len(rows[0]), len(rows)
    for name in names:
        cells = [
            (row, column)
            for row, line in enumerate(rows)
            for column, cell in enumerate(line)
            if cell == name
        ]
        top, bottom = cells[0][0], cells[-1][0] + 1
        left = min(column for _, column in cells)
        right = max(column for _, column in cells) + 1
        if len(cells) != (bottom - top) * (right - left):
            raise CustomLayoutError(drawing, f"box {name} is not a rectangle")
        yield Area(left / width, top / height, right / width, bottom / height)
