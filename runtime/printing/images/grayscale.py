"""Grayscale values to P-values: modality LUT, VOI LUT, presentation LUT.

Source: PS3.3 C.11.1, C.11.2, C.11.6; PS3.4 N.2.1. P-values are fractions here, from 0 for
black to 1 for white.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_modality_lut, apply_windowing

from ..settings import Window
from .attributes import numbers
from .lookup import Table, table_of

Values = NDArray[Any]

_FULL_BITS: Final = 16
_FULL: Final = (1 << _FULL_BITS) - 1
"""Range in which pydicom applies a window."""


@dataclass
class Pipeline:
    """The transformations of the stored values of a frame."""

    image: Dataset
    """Attributes of the stored values."""
    modality: Dataset
    """Attributes of the modality LUT."""
    voi: Dataset
    """Attributes of the VOI LUT."""
    window: Window | None
    """The chosen window, which takes precedence over the VOI LUT."""
    presentation: Dataset
    """Presentation LUT of a presentation state."""
    inverted: bool
    """Whether the largest value is black."""
    is_complete: bool = False
    """Whether absent transformations are identities: those of a presentation state."""
    has_no_window: bool = False
    """Whether the range of the values was used as window."""

    def p_values(self, stored: Values, bits: int) -> Values:
        """Return the P-values of stored values, as integers of 8 or 12 bits."""
        voi = self._voi(stored)
        maximum = (1 << bits) - 1
        kind = np.uint8 if bits <= 8 else np.uint16

        def converted(values: Values) -> Values:
            fractions = self._presented(voi(self._rescaled(values)))
            quantized: Values = np.rint(fractions * maximum).astype(kind)
            return quantized

        stored = stored.astype(stored.dtype.newbyteorder("="), copy=False)
        if stored.dtype.kind not in "iu" or stored.dtype.itemsize > 2:
            return converted(stored)
        # A table of all values is faster, and needs less memory.
        unsigned = np.dtype(f"u{stored.dtype.itemsize}")
        every = np.arange(1 << (8 * unsigned.itemsize), dtype=np.uint32)
        table = converted(every.astype(unsigned).view(stored.dtype))
        looked_up: Values = table[np.ascontiguousarray(stored).view(unsigned)]
        return looked_up

    def _rescaled(self, values: Values) -> Values:
        """Apply the modality LUT: PS3.3 C.11.1."""
        table = self._modality_table()
        if table is not None:
            return table.look_up(values)
        return apply_modality_lut(values, self.modality)

    def _modality_table(self) -> Table | None:
        return table_of(self.modality, "ModalityLUTSequence")

    def _voi(self, stored: Values) -> Callable[[Values], Values]:
        """Return the VOI transformation, to fractions: PS3.3 C.11.2."""
        function = str(self.voi.get("VOILUTFunction") or "LINEAR")
        if self.window is not None:
            return _windowed(*self.window, "LINEAR")
        table = table_of(self.voi, "VOILUTSequence")
        if table is not None:
            return table.scaled
        center = numbers(self.voi, "WindowCenter")
        width = numbers(self.voi, "WindowWidth")
        if center and width and width[0] > 0:
            return _windowed(center[0], width[0], function)
        low, high = self._identity() or self._used(stored)
        span = max(high - low, 1e-12)
        return lambda values: np.clip((values - low) / span, 0, 1)

    def _identity(self) -> tuple[float, float] | None:
        """Return the range of possible values, if that is the range to print.

        Without a window, the VOI LUT is an identity: PS3.3 C.11.2.1.2.2. That is the
        intended appearance for P-values, for images of at most 8 bits, and in a
        presentation state. Other images of 16 bits would be nearly black.
        """
        stored = int(self.image.get("BitsStored") or 0)
        if not stored or "FloatPixelData" in self.image:
            return None
        is_plain = stored <= 8 and "RescaleSlope" not in self.modality
        is_presented = self.image.get("PresentationLUTShape") is not None
        if not (self.is_complete or is_plain or is_presented):
            return None
        table = self._modality_table()
        if table is not None:
            return 0.0, float(table.maximum)
        signed = int(self.image.get("PixelRepresentation") or 0) == 1
        lowest = -(1 << (stored - 1)) if signed else 0
        ends = np.asarray([lowest, lowest + (1 << stored) - 1], np.float64)
        first, last = self._rescaled(ends)
        return float(min(first, last)), float(max(first, last))

    def _used(self, stored: Values) -> tuple[float, float]:
        """Return the range of the values of the frame, except padding values."""
        self.has_no_window = True
        used = (
            stored[~self._padding(stored)]
            if "PixelPaddingValue" in self.image
            else stored
        )
        used = used[np.isfinite(used)] if used.dtype.kind == "f" else used
        if not used.size:
            return 0.0, 1.0
        ends = self._rescaled(np.asarray([used.min(), used.max()]))
        return float(ends.min()), float(ends.max())

    def _padding(self, stored: Values) -> Values:
        """Return the mask of padding values: PS3.3 C.7.5.1.1.2."""
        value = numbers(self.image, "PixelPaddingValue")
        limit = numbers(self.image, "PixelPaddingRangeLimit") or value
        if not value:
            return np.zeros(stored.shape, bool)
        low, high = sorted((value[0], limit[0]))
        return np.asarray((stored >= low) & (stored <= high))

    def _presented(self, fractions: Values) -> Values:
        """Apply the presentation LUT, and the polarity: PS3.3 C.11.6."""
        table = table_of(self.presentation, "PresentationLUTSequence")
        if table is not None:
            return table.scaled(fractions * (len(table.entries) - 1))
        return 1 - fractions if self.inverted else fractions


def _windowed(center: float, width: float, function: str) -> Callable[[Values], Values]:
    window = Dataset()
    window.PhotometricInterpretation = "MONOCHROME2"
    window.BitsStored = _FULL_BITS
    window.PixelRepresentation = 0
    window.WindowCenter, window.WindowWidth = center, width
    window.VOILUTFunction = function

    def fractions(values: Values) -> Values:
        return apply_windowing(values.astype(np.float64), window) / _FULL

    return fractions
