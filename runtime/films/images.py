"""Images of image boxes: the item with pixels, checked and as an array."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset

from .attributes import enumerated, integer, text
from .errors import FilmValueError

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_SIDE = 65535
"""Largest number of rows and columns: they have the representation US."""


class Polarity(Enum):
    """The enumerated values of Polarity (2020,0020)."""

    NORMAL = "NORMAL"
    REVERSE = "REVERSE"


class Photometric(Enum):
    """The values of Photometric Interpretation (0028,0004) in image boxes."""

    MONOCHROME1 = "MONOCHROME1"
    MONOCHROME2 = "MONOCHROME2"
    RGB = "RGB"


@dataclass(frozen=True)
class BoxImage:
    """The image of an image box."""

    columns: int
    rows: int
    colour: bool
    inverted: bool
    """Whether the minimum is white: by Photometric Interpretation and Polarity."""
    bits_allocated: int
    bits_stored: int
    shift: int
    """Number of bits below the stored ones."""
    planar: bool
    """Whether all red samples come first, then green and blue ones."""
    aspect: float
    """Height of a pixel divided by its width."""
    data: bytes

    @classmethod
    def of(cls, image_box: Dataset) -> BoxImage | None:
        """Return the image of an image box; None if it has none.

        Raises:
            FilmValueError: Attributes of the image are missing, contradictory or not
                supported.
        """
        for keyword in ("BasicGrayscaleImageSequence", "BasicColorImageSequence"):
            sequence = image_box.get(keyword)
            if sequence:
                polarity = enumerated(image_box, "Polarity", Polarity.NORMAL)
                colour = keyword == "BasicColorImageSequence"
                return cls._of_item(sequence[0], polarity, colour)
        return None

    @classmethod
    def _of_item(cls, item: Dataset, polarity: Polarity, colour: bool) -> BoxImage:
        photometric = enumerated(
            item,
            "PhotometricInterpretation",
            Photometric.RGB if colour else Photometric.MONOCHROME2,
        )
        if (photometric is Photometric.RGB) != colour:
            raise FilmValueError(
                "PhotometricInterpretation",
                photometric.value,
                "must be RGB in Basic Color Image Sequence, MONOCHROME1 or MONOCHROME2"
                " in Basic Grayscale Image Sequence",
            )
        samples = 3 if colour else 1
        integer(item, "SamplesPerPixel", samples, samples)
        allocated = integer(item, "BitsAllocated", 8, 8 if colour else 16)
        if allocated not in (8, 16):
            raise FilmValueError("BitsAllocated", allocated, "must be 8 or 16")
        stored = integer(item, "BitsStored", 8, allocated)
        high = integer(item, "HighBit", stored - 1, allocated - 1)
        if item.get("PixelRepresentation") not in (None, "", 0):
            raise FilmValueError(
                "PixelRepresentation", item.PixelRepresentation, "must be 0"
            )
        image = cls(
            integer(item, "Columns", 1, LARGEST_SIDE),
            integer(item, "Rows", 1, LARGEST_SIDE),
            colour,
            (photometric is Photometric.MONOCHROME1) != (polarity is Polarity.REVERSE),
            allocated,
            stored,
            high - stored + 1,
            colour and integer(item, "PlanarConfiguration", 0, 1) == 1,
            _aspect(item),
            _data(item),
        )
        needed = image.rows * image.columns * samples * allocated // 8
        if len(image.data) < needed:
            raise FilmValueError(
                "PixelData", f"{len(image.data)} bytes", f"the image has {needed} bytes"
            )
        return image

    def array(self) -> NDArray[Any]:
        """Return the stored values: (rows, columns), or (rows, columns, 3) of colour."""
        import numpy as np

        count = self.rows * self.columns * (3 if self.colour else 1)
        values: NDArray[Any] = np.frombuffer(
            self.data, "u1" if self.bits_allocated == 8 else "<u2", count
        )
        if self.planar:
            planes = values.reshape(3, self.rows, self.columns)
            return np.ascontiguousarray(planes.transpose(1, 2, 0))
        if self.colour:
            return values.reshape(self.rows, self.columns, 3)
        if self.shift:
            values = values >> self.shift
        if self.bits_stored < self.bits_allocated:
            values = values & ((1 << self.bits_stored) - 1)
        return values.reshape(self.rows, self.columns)


def _aspect(item: Dataset) -> float:
    """Return Pixel Aspect Ratio (0028,0034): vertical by horizontal size, PS3.3 C.7.6.3."""
    value = text(item, "PixelAspectRatio")
    if not value:
        return 1.0
    try:
        vertical, horizontal = (int(number) for number in value.split("\\"))
        ratio = vertical / horizontal
    except (ValueError, ZeroDivisionError):
        ratio = 0.0
    if not 0.01 <= ratio <= 100.0:
        raise FilmValueError(
            "PixelAspectRatio", value, "must be two positive integers of one size"
        )
    return ratio


def _data(item: Dataset) -> bytes:
    data = item.get("PixelData")
    if not isinstance(data, bytes):
        raise FilmValueError("PixelData", type(data).__name__, "must be bytes")
    return data
