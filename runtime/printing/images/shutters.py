"""Display shutters of presentation states: PS3.3 C.7.6.11."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from .attributes import numbers

Values = NDArray[Any]

_FULL: Final = 0xFFFF
"""Shutter Presentation Value (0018,1622) of white."""


def shutter(pixels: Values, state: Dataset, maximum: int) -> Values:
    """Return grayscale pixels with those outside of the shutter replaced.

    Args:
        maximum: The value of white.
    """
    shapes = state.get("ShutterShape") or ()
    shapes = [shapes] if isinstance(shapes, str) else list(shapes)
    if not any(shape in SHAPES for shape in shapes):
        return pixels
    rows, columns = pixels.shape
    row, column = np.ogrid[1 : rows + 1, 1 : columns + 1]
    visible = np.ones(pixels.shape, bool)
    for shape in shapes:
        if shape in SHAPES:
            visible &= SHAPES[shape](state, row, column)
    value = numbers(state, "ShutterPresentationValue") or [0.0]
    hidden = pixels.dtype.type(round(value[0] * maximum / _FULL))
    return np.where(visible, pixels, hidden)


def _rectangular(state: Dataset, row: Values, column: Values) -> Values:
    left, right, upper, lower = (
        (numbers(state, keyword) or [default])[0]
        for keyword, default in (
            ("ShutterLeftVerticalEdge", 1.0),
            ("ShutterRightVerticalEdge", float(column.size)),
            ("ShutterUpperHorizontalEdge", 1.0),
            ("ShutterLowerHorizontalEdge", float(row.size)),
        )
    )
    inside = (row >= upper) & (row <= lower) & (column >= left) & (column <= right)
    return np.asarray(inside)


def _circular(state: Dataset, row: Values, column: Values) -> Values:
    center = numbers(state, "CenterOfCircularShutter")
    radius = numbers(state, "RadiusOfCircularShutter")
    if len(center) != 2 or not radius:
        return np.ones((row.size, column.size), bool)
    return np.asarray(
        (row - center[0]) ** 2 + (column - center[1]) ** 2 <= radius[0] ** 2
    )


def _polygonal(state: Dataset, row: Values, column: Values) -> Values:
    """Return the inside of a polygon, by the even-odd rule."""
    flat = numbers(state, "VerticesOfThePolygonalShutter")
    points = list(zip(flat[::2], flat[1::2], strict=False))
    if len(points) < 3:
        return np.ones((row.size, column.size), bool)
    inside = np.zeros((row.size, column.size), bool)
    for (r1, c1), (r2, c2) in zip(points, points[1:] + points[:1], strict=True):
        if r1 == r2:
            continue
        crosses = (row > min(r1, r2)) & (row <= max(r1, r2))
        inside ^= crosses & (column <= c1 + (row - r1) * (c2 - c1) / (r2 - r1))
    return inside


SHAPES: Final = {
    "RECTANGULAR": _rectangular,
    "CIRCULAR": _circular,
    "POLYGONAL": _polygonal,
}
"""Masks of the visible pixels, by Shutter Shape (0018,1600)."""
