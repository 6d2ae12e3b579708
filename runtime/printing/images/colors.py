"""Colour values to RGB or grayscale: PS3.3 C.7.6.3.1.2."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut, convert_color_space

Values = NDArray[Any]


def to_rgb(decoded: Values, image: Dataset) -> Values:
    """Return the colours of a frame as RGB of 8 bits.

    Args:
        decoded: Indices of a palette, or RGB: the decoder converts from YBR.
    """
    if decoded.ndim == 2:
        return _to_8_bits(apply_color_lut(decoded, image), None)
    bits = int(image.get("BitsStored") or 8)
    return _to_8_bits(decoded, bits)


def to_gray(rgb: Values) -> Values:
    """Return the luminance of RGB values of 8 bits: PS3.3 C.7.6.3.1.2, YBR_FULL."""
    luminance: Values = convert_color_space(rgb, "RGB", "YBR_FULL")[..., 0]
    return luminance


def _to_8_bits(values: Values, bits: int | None) -> Values:
    """Return values of a number of bits as 8 bits; None for all bits of the type."""
    if values.dtype == np.uint8 and bits in (None, 8):
        return values
    bits = bits or values.dtype.itemsize * 8
    maximum = (1 << bits) - 1
    scaled = np.clip(values, 0, maximum).astype(np.uint64) * 255 + maximum // 2
    result: Values = (scaled // maximum).astype(np.uint8)
    return result
