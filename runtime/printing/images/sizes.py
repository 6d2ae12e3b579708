"""The true size of a frame, and the aspect ratio of its pixels."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from pydicom.dataset import Dataset

from .attributes import numbers

SPACINGS: Final = ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing")
"""Attributes with the row and column spacing in mm: PS3.3 10.7.1, C.8.1.2 and C.8.11.4."""

_TERMS: Final = 1000
"""Largest number in Pixel Aspect Ratio that is derived from spacings."""


class Size(NamedTuple):
    """The size of the pixels of a frame."""

    row: float | None
    """Distance of rows in mm; None if it is unknown."""
    column: float | None
    aspect: tuple[int, int]
    """Vertical and horizontal size: Pixel Aspect Ratio (0028,0034), PS3.3 C.7.6.3.1.7."""

    def turned(self) -> Size:
        """Return the size after a rotation by 90 degrees."""
        return Size(self.column, self.row, (self.aspect[1], self.aspect[0]))


def size_of(image: Dataset) -> Size:
    """Return the size of the pixels of a frame."""
    for keyword in SPACINGS:
        spacing = numbers(image, keyword)
        if len(spacing) == 2 and min(spacing) > 0:
            ratio = Fraction(spacing[0] / spacing[1]).limit_denominator(_TERMS)
            return Size(spacing[0], spacing[1], _terms(ratio))
    aspect = [int(each) for each in numbers(image, "PixelAspectRatio")]
    if len(aspect) == 2 and min(aspect) > 0:
        return Size(None, None, _terms(Fraction(aspect[0], aspect[1])))
    return Size(None, None, (1, 1))


def _terms(ratio: Fraction) -> tuple[int, int]:
    return (ratio.numerator or 1), ratio.denominator
