"""The attribute lists of image boxes: PS3.4 H.4.3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ...services import BasicColorImageBox, BasicGrayscaleImageBox

if TYPE_CHECKING:
    from ..images.preparing import Prepared

ImageBox = BasicGrayscaleImageBox.Set | BasicColorImageBox.Set


def image_box(image: Prepared, position: int, optional: Mapping[str, Any]) -> ImageBox:
    """Return the N-SET of an image box.

    Args:
        optional: Optional attributes; Original Image Sequence is the attributes of its item.
    """
    sop_class = BasicColorImageBox if image.is_color else BasicGrayscaleImageBox
    if "OriginalImageSequence" in optional:
        original = sop_class.Set.OriginalImageItem(**optional["OriginalImageSequence"])
        optional = {**optional, "OriginalImageSequence": [original]}
    if image.is_color:
        item = BasicColorImageBox.Set.BasicColorImageItem(
            SamplesPerPixel=3,
            PhotometricInterpretation="RGB",
            PlanarConfiguration=1,
            **_common(image, np.moveaxis(image.pixels, 2, 0)),
        )
        return BasicColorImageBox.Set(
            ImageBoxPosition=position, BasicColorImageSequence=[item], **optional
        )
    gray = BasicGrayscaleImageBox.Set.BasicGrayscaleImageItem(
        SamplesPerPixel=1,
        PhotometricInterpretation="MONOCHROME2",
        **_common(image, image.pixels),
    )
    return BasicGrayscaleImageBox.Set(
        ImageBoxPosition=position, BasicGrayscaleImageSequence=[gray], **optional
    )


def _common(image: Prepared, pixels: Any) -> dict[str, Any]:
    rows, columns = image.pixels.shape[:2]
    wide = image.bits > 8
    data = pixels.astype("<u2" if wide else "u1").tobytes()
    aspect = {} if image.aspect == (1, 1) else {"PixelAspectRatio": list(image.aspect)}
    return {
        "Rows": rows,
        "Columns": columns,
        "BitsAllocated": 16 if wide else 8,
        "BitsStored": image.bits,
        "HighBit": image.bits - 1,
        "PixelRepresentation": 0,
        "PixelData": data + b"\0" * (len(data) % 2),
        **aspect,
    }
