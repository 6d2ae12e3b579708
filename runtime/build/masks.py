"""Masks: arrays of segments, and the planes that a segment is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from .errors import BuildError
from .planes import Plane

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST: Final = 65535
"""The largest Segment Number: PS3.3 C.8.20.2, VR US."""

LAYOUT: Final = (
    "a mask has the axes (frames, rows, columns), with the numbers of segments as"
    " values, or (frames, rows, columns, segments)"
)


class Mask:
    """The planes of a mask, by segment.

    Values are checked on construction: afterwards, `plane` returns an array of bool, or of
    fractions from 0 to 1.
    """

    def __init__(
        self, mask: NDArray[Any], planes: Sequence[Plane], numbers: Sequence[int]
    ) -> None:
        """Check a mask.

        Args:
            planes: The planes of the source images.
            numbers: The numbers of the described segments.

        Raises:
            BuildError: The mask does not match the planes or the segments.
            TypeError: It is not an array of bool, integers or floats.
        """
        kind = getattr(getattr(mask, "dtype", None), "kind", None)
        if kind is None:
            raise TypeError(
                f"mask must be an array of NumPy, got {type(mask).__name__}"
            )
        if kind not in "biuf":
            raise TypeError(f"mask must be bool, integers or floats, got {mask.dtype}")
        self.is_float = kind == "f"
        self._numbers = numbers
        self._planes = planes
        self._array, self._is_matrix = _placed(mask, planes)
        self._has_axis = self._array.ndim == (3 if self._is_matrix else 4)
        self._check_values()

    def plane(self, segment: int, number: int) -> NDArray[Any]:
        """Return a segment in a plane: bool, or floats if the mask has floats.

        Args:
            segment: Index of the segment.
            number: Index of the plane.
        """
        area = self._area(number)
        if self._has_axis:
            area = area[..., segment]
            return area if self.is_float else area != 0
        # Of floats and bool, the only segment may have any number.
        is_number = area.dtype.kind in "iu"
        return area == self._numbers[segment] if is_number else area

    def overlaps(self) -> bool:
        """Whether a pixel is in several segments."""
        if not self._has_axis or len(self._numbers) < 2:
            return False
        return any(
            bool(((self._area(number) != 0).sum(axis=-1) > 1).any())
            for number in range(len(self._planes))
        )

    def is_binary(self) -> bool:
        """Whether all values are 0 or 1."""
        return not self.is_float or bool(
            ((self._array == 0) | (self._array == 1)).all()
        )

    def _area(self, number: int) -> NDArray[Any]:
        if not self._is_matrix:
            area: NDArray[Any] = self._array[number]
            return area
        plane = self._planes[number]
        assert plane.tile is not None
        rows, columns = plane.source.dataset.Rows, plane.source.dataset.Columns
        top, left = plane.tile.row - 1, plane.tile.column - 1
        area = self._array[top : top + rows, left : left + columns]
        return _padded(area, rows, columns)

    def _check_values(self) -> None:
        array, numbers = self._array, self._numbers
        if self._has_axis:
            if array.shape[-1] != len(numbers):
                raise BuildError(
                    "mask",
                    f"has {array.shape[-1]} segments on its last axis,"
                    f" {len(numbers)} are described",
                    "pass a description for each segment",
                )
            if array.dtype.kind in "iu" and not ((array == 0) | (array == 1)).all():
                raise BuildError(
                    "mask", "with an axis of segments must have the values 0 and 1"
                )
        elif array.dtype.kind in "bf":
            if len(numbers) != 1:
                what = "bool" if array.dtype.kind == "b" else "floats"
                raise BuildError(
                    "mask",
                    f"of {what} without an axis of segments is one segment,"
                    f" {len(numbers)} are described",
                    LAYOUT,
                )
        else:
            self._check_numbers()
        if self.is_float:
            self._check_fractions()

    def _check_numbers(self) -> None:
        """Check that every value is the number of a segment."""
        found = _unique(self._array)
        if unknown := [each for each in found if each and each not in self._numbers]:
            shown = ", ".join(map(str, unknown[:5])) + (
                ", ..." if len(unknown) > 5 else ""
            )
            raise BuildError(
                "mask",
                f"has the values {shown}, which are not the number of a segment"
                f" (described: {', '.join(map(str, self._numbers))})",
                "pass `mask > 0` if the mask has one segment",
            )

    def _check_fractions(self) -> None:
        """Check that every value is a fraction; NaN is not."""
        if not ((self._array >= 0) & (self._array <= 1)).all():
            raise BuildError(
                "mask",
                "of floats must have values from 0 to 1",
                "divide it by its maximum, or pass `mask > threshold`",
            )


def _placed(mask: NDArray[Any], planes: Sequence[Plane]) -> tuple[NDArray[Any], bool]:
    """Return a mask with an axis of frames; or as a total pixel matrix, and True."""
    dataset = planes[0].source.dataset
    area = (int(dataset.Rows), int(dataset.Columns))
    shape, count = mask.shape, len(planes)
    if shape[:3] == (count, *area) and mask.ndim in (3, 4):
        return mask, False
    if planes[0].tile is not None:
        matrix = (int(dataset.TotalPixelMatrixRows), int(dataset.TotalPixelMatrixColumns))
        if shape[:2] == matrix and mask.ndim in (2, 3):
            return mask, True
        if shape[:3] == (1, *matrix) and mask.ndim in (3, 4):
            return mask[0], True
        also = f", or of the total pixel matrix {matrix}"
    else:
        also = ""
    if count == 1 and shape == area:
        return mask[None], False
    raise BuildError(
        "mask",
        f"has the shape {shape}, the source images have {count} frames of {area[0]} rows"
        f" and {area[1]} columns{also}",
        _advice(mask, count, area),
    )


def _advice(mask: NDArray[Any], count: int, area: tuple[int, int]) -> str:
    """Return advice on a mask of another shape."""
    shape = mask.shape
    if mask.ndim == 3 and count == 1 and shape[:2] == area:
        return "pass mask[None], with an axis of frames before that of the segments"
    if mask.ndim in (3, 4) and shape[:3] == (*area, count) and area[0] != count:
        return "pass numpy.moveaxis(mask, 2, 0): frames come first"
    if mask.ndim in (3, 4) and shape[1:3] == area:
        return "pass a source image for each frame of the mask, in the same order"
    if mask.ndim in (3, 4) and shape[:3] == (count, *area[::-1]):
        return "swap rows and columns: mask.swapaxes(1, 2)"
    return LAYOUT


def _padded(area: NDArray[Any], rows: int, columns: int) -> NDArray[Any]:
    """Return a part of a matrix at its edge, filled with zeros to a whole tile."""
    if area.shape[:2] == (rows, columns):
        return area
    import numpy as np

    whole = np.zeros((rows, columns, *area.shape[2:]), area.dtype)
    whole[: area.shape[0], : area.shape[1]] = area
    return whole


def _unique(array: NDArray[np.integer[Any]]) -> list[int]:
    """Return the different values of an array of integers."""
    import numpy as np

    least, most = int(array.min()), int(array.max())
    if least < 0 or most > LARGEST:  # not numbers of segments
        return [least, most]
    found = np.zeros(most + 1, bool)
    for part in array:  # in parts, as values become integers of 64 bits
        found |= np.bincount(part.ravel().astype(np.intp), minlength=most + 1) > 0
    return [int(value) for value in np.flatnonzero(found)]
