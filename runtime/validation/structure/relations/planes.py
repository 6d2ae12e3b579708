"""Whether points are in one plane."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul
from typing import Final

Point = tuple[float, float, float]

_SHARE: Final = 0.01
"""Distance that is tolerated, as a share of the extent of the points."""
_ROUNDED: Final = 0.01
"""Distance that is tolerated in any case: coordinates in mm are often rounded to it."""


def is_axial(coordinates: object) -> bool:
    """True if encoded coordinates of type DS have the same text for each z.

    Most contours are axial: their numbers are not decoded.
    """
    if not isinstance(coordinates, bytes):
        return False
    heights = coordinates.rstrip(b" \0").split(b"\\")[2::3]
    return len(set(heights)) == 1


def distance_from_plane(points: Sequence[Point]) -> float:
    """Return the largest distance from the plane of a polygon; 0 if it is tolerable.

    The distance of points in one line is 0.
    """
    if not all(math.isfinite(number) for point in points for number in point):
        return 0
    for axis in (2, 1, 0):  # most polygons are in a plane of the axes
        if all(point[axis] == points[0][axis] for point in points):
            return 0
    x, y, z = (math.fsum(axis) / len(points) for axis in zip(*points, strict=True))
    centered = [(a - x, b - y, c - z) for a, b, c in points]
    normal = _normal(centered)
    length = math.hypot(*normal)
    extent = max(math.hypot(*point) for point in centered)
    if length <= _SHARE * extent * extent:
        return 0
    farthest = max(abs(sum(map(mul, point, normal))) for point in centered) / length
    return farthest if farthest > max(_ROUNDED, _SHARE * extent) else 0


def _normal(points: Sequence[Point]) -> Point:
    """Return twice the area of a polygon as a vector: the sum of its triangles."""
    x = y = z = 0.0
    before = points[-1]
    for point in points:
        x += before[1] * point[2] - before[2] * point[1]
        y += before[2] * point[0] - before[0] * point[2]
        z += before[0] * point[1] - before[1] * point[0]
        before = point
    return x, y, z
