"""Presentation LUTs: from values of an image to grey of the rendered picture.

Source: PS3.3 C.11.4, PS3.4 H.4.9.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from pydicom.dataset import Dataset

from .densities import Light, Range
from .errors import FilmValueError


class Shape(Enum):
    """The enumerated values of Presentation LUT Shape (2050,0020)."""

    IDENTITY = "IDENTITY"
    """Values are P-values."""
    LIN_OD = "LIN OD"
    """Values are linear in optical density."""


@dataclass(frozen=True)
class PresentationLUT:
    """A Presentation LUT: a shape, or entries that are P-values.

    Images without a Presentation LUT are rendered as with IDENTITY, a choice of this
    package: the standard leaves their densities to the printer.
    """

    shape: Shape = Shape.IDENTITY
    entries: tuple[int, ...] = ()
    """The P-value of each input value, in the order of the input; empty for shapes."""
    bits: int = 0
    """Number of bits of each entry."""

    @classmethod
    def of(cls, dataset: Dataset) -> PresentationLUT:
        """Return the LUT of a Presentation LUT SOP Instance.

        Raises:
            FilmValueError: It has neither an item nor a shape, or an invalid one.
        """
        sequence = dataset.get("PresentationLUTSequence")
        if sequence:
            return cls._of_item(sequence[0])
        text = str(dataset.get("PresentationLUTShape") or "")
        if text not in [shape.value for shape in Shape]:
            raise FilmValueError(
                "PresentationLUTShape", text, "must be IDENTITY or LIN OD"
            )
        return cls(Shape(text))

    @classmethod
    def _of_item(cls, item: Dataset) -> PresentationLUT:
        descriptor = item.get("LUTDescriptor")
        try:
            count, first, bits = (int(number) for number in descriptor or ())
        except (TypeError, ValueError):
            raise FilmValueError(
                "LUTDescriptor", descriptor, "must be three integers"
            ) from None
        # 65536 entries are written as 0; SS is a wrong representation of the same bits.
        count = count % (1 << 16) or 1 << 16
        if first != 0:
            raise FilmValueError("LUTDescriptor", descriptor, "must begin at 0")
        if not 8 <= bits <= 16:
            raise FilmValueError("LUTDescriptor", descriptor, "must have 10 to 16 bits")
        entries = _entries(item.get("LUTData"))
        if len(entries) < count:
            raise FilmValueError(
                "LUTData", f"{len(entries)} entries", f"LUT Descriptor has {count}"
            )
        largest = (1 << bits) - 1
        return cls(
            Shape.IDENTITY, tuple(each & largest for each in entries[:count]), bits
        )

    def p_value(self, value: float) -> float:
        """Return the P-value of an input value, both from 0 to 1."""
        if not self.entries:
            return value
        index = round(value * (len(self.entries) - 1))
        return self.entries[index] / ((1 << self.bits) - 1)

    def densities(self, bits: int, printed: Range, light: Light) -> Iterator[float]:
        """Yield the density of each value of an image with the given bits."""
        largest = (1 << bits) - 1
        values = (value / largest for value in range(largest + 1))
        if self.shape is Shape.LIN_OD:
            return map(printed.linear, values)
        return printed.perceived(map(self.p_value, values), light)

    def fits(self, bits: int) -> bool:
        """Whether it has an entry for each value of an image with the given bits."""
        return not self.entries or len(self.entries) == 1 << bits


NO_LUT: Final = PresentationLUT()


@lru_cache(maxsize=64)
def greys(
    lut: PresentationLUT,
    bits: int,
    inverted: bool,
    printed: Range,
    light: Light,
    medium: Range,
) -> bytes:
    """Return the 8-bit grey of each value of an image.

    Args:
        bits: Bits Stored of the image.
        inverted: Whether 0 is white: by Photometric Interpretation and Polarity, which
            are applied before the LUT (PS3.4 H.2.1.2.3).
        printed: Min and Max Density of the image.
        light: The light that the film is seen in.
        medium: The densities that are the extremes of the grey.
    """
    table = bytes(medium.greys(lut.densities(bits, printed, light), light))
    return table[::-1] if inverted else table


def _entries(data: Any) -> list[int]:
    """Return the entries of LUT Data, which has the representation US, SS or OW."""
    if isinstance(data, bytes):
        length = len(data) // 2 * 2
        return [
            int.from_bytes(data[at : at + 2], "little") for at in range(0, length, 2)
        ]
    if data is None or isinstance(data, str):
        return []
    values = data if hasattr(data, "__len__") else [data]
    return [int(value) & 0xFFFF for value in values]
