"""Overlay planes, burnt into the pixels: PS3.3 C.9.2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

Values = NDArray[Any]

_GROUPS: Final = range(0x6000, 0x6020, 2)
"""The repeating groups of overlays: PS3.5 7.6."""
_ROWS, _COLUMNS, _FRAMES = 0x0010, 0x0011, 0x0015
_ORIGIN, _IMAGE_FRAME_ORIGIN, _DATA = 0x0050, 0x0051, 0x3000


def overlay_groups(header: Dataset) -> list[int]:
    """Return the groups of an image that have overlays."""
    return [each for each in _GROUPS if (each, _ROWS) in header]


def embedded_groups(header: Dataset) -> list[int]:
    """Return the groups whose overlays are in unused bits of the pixel data (retired)."""
    return [each for each in overlay_groups(header) if (each, _DATA) not in header]


def burn_in(pixels: Values, header: Dataset, frame: int) -> Values:
    """Return pixels with the overlays of a frame in white."""
    burnt = pixels.copy()
    white = _white(pixels)
    for place, plane in _planes(header, frame, pixels.shape[:2]):
        burnt[place][plane] = white
    return burnt


def _white(pixels: Values) -> int:
    return 255 if pixels.dtype == np.uint8 else 4095


def _planes(
    header: Dataset, frame: int, shape: tuple[int, ...]
) -> Iterator[tuple[tuple[slice, slice], Values]]:
    """Yield the part of the image that each overlay covers, and its mask."""
    for group in overlay_groups(header):
        if (group, _DATA) not in header:
            continue
        planes = header.overlay_array(group)
        if planes.ndim == 3:
            first = int(_value(header, group, _IMAGE_FRAME_ORIGIN) or 1)
            if not first <= frame < first + len(planes):
                continue
            planes = planes[frame - first]
        origin = _value(header, group, _ORIGIN) or (1, 1)
        top, left = (int(each) - 1 for each in origin)
        rows, columns = planes.shape
        inner = planes[max(0, -top) :, max(0, -left) :]
        top, left = max(0, top), max(0, left)
        inner = inner[: max(0, shape[0] - top), : max(0, shape[1] - left)]
        rows, columns = inner.shape
        place = slice(top, top + rows), slice(left, left + columns)
        yield place, inner.astype(bool)


def _value(header: Dataset, group: int, element: int) -> Any:
    found = header.get((group, element))
    return None if found is None else found.value
