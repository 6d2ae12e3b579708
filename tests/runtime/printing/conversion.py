"""Conversion of images in tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from iodize.printing import Kind, Settings
from iodize.printing.images.preparing import Prepared, prepared
from iodize.printing.images.sources import sources

HALF = 0.5 + 1e-9
"""The largest error of rounding."""


def printable(
    made: Dataset, *states: Dataset, bits: int = 8, **settings: Any
) -> Prepared:
    """Return the only frame of an image, prepared."""
    options = Settings(bits=bits, **settings)
    (found,) = prepared(sources([made], options), options, states)
    return found


def kinds(found: Prepared) -> list[Kind]:
    return [kind for kind, _ in found.notes]


def window_of(values: NDArray[Any], center: float, width: float) -> NDArray[Any]:
    """Return values of a linear window, from 0 to 1: PS3.3 C.11.2.1.2.1."""
    return np.clip((values - (center - 0.5)) / (width - 1) + 0.5, 0, 1)
