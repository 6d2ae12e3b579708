"""Pictures of films as objects of a PDF document."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVEL: Final = 3
"""Level of compression: half the time of the default, and little larger."""


class PDFPicture(PDFObject):
    """An image with compressed binary samples.

    reportlab's own images are encoded as text, which takes 5 s and much memory for a film of
    150 pixels per inch.
    """

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        self.height, self.width = pixels.shape[:2]
        self.color_space = "DeviceGray" if pixels.ndim == 2 else "DeviceRGB"
        self.content = zlib.compress(pixels.tobytes(), LEVEL)

    def format(self, document: PDFDocument) -> bytes:
        stream = PDFStream(content=self.content)
        values: dict[str, Any] = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": self.width,
            "Height": self.height,
            "BitsPerComponent": 8,
            "ColorSpace": PDFName(self.color_space),
            "Filter": PDFArray([PDFName("FlateDecode")]),
        }
        for key, value in values.items():
            stream.dictionary[key] = value
        formatted: bytes = stream.format(document)
        return formatted
