"""Film boxes and image boxes for tests, as they are after N-CREATE and N-SET."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

LUT_UID = "1.2.826.0.1.3680043.10.1561.9"


def dataset(**values: Any) -> Dataset:
    result = Dataset()
    for keyword, value in values.items():
        setattr(result, keyword, value)
    return result


def film_box(display_format: str = "STANDARD\\1,1", **values: Any) -> Dataset:
    return dataset(ImageDisplayFormat=display_format, **values)


def image_item(
    array: NDArray[Any], photometric: str = "MONOCHROME2", planar: int = 1
) -> Dataset:
    """Return the item of an image: 8 bits of u1, 12 bits of u2, RGB of three axes."""
    stored = 8 if array.dtype.itemsize == 1 else 12
    item = dataset(
        SamplesPerPixel=1,
        PhotometricInterpretation=photometric,
        Rows=array.shape[0],
        Columns=array.shape[1],
        BitsAllocated=array.dtype.itemsize * 8,
        BitsStored=stored,
        HighBit=stored - 1,
        PixelRepresentation=0,
        PixelData=array.tobytes(),
    )
    if array.ndim == 3:
        samples = array.transpose(2, 0, 1) if planar else array
        item.SamplesPerPixel = 3
        item.PhotometricInterpretation = "RGB"
        item.PlanarConfiguration = planar
        item.PixelData = samples.tobytes()
    return item


def image_box(
    array: NDArray[Any],
    photometric: str = "MONOCHROME2",
    planar: int = 1,
    **values: Any,
) -> Dataset:
    box = dataset(**values)
    sequence = [image_item(array, photometric, planar)]
    if array.ndim == 3:
        box.BasicColorImageSequence = sequence
    else:
        box.BasicGrayscaleImageSequence = sequence
    return box


def wedge(columns: int = 160, rows: int = 200, bits: int = 8) -> NDArray[Any]:
    """Return an image with steps of grey from left to right, lighter below the middle."""
    largest = (1 << bits) - 1
    steps = np.arange(columns) * 16 // columns
    image = np.tile(steps * (largest // 20), (rows, 1))
    image[rows // 2 :] += largest // 5
    return image.astype(np.uint8 if bits == 8 else "<u2")


def flat(value: int, columns: int = 50, rows: int = 50, bits: int = 8) -> NDArray[Any]:
    return np.full((rows, columns), value, np.uint8 if bits == 8 else "<u2")


def with_lut(**values: Any) -> tuple[dict[str, Any], dict[str, Dataset]]:
    """Return attributes that reference a Presentation LUT, and the LUT by UID."""
    reference = dataset(ReferencedSOPInstanceUID=LUT_UID)
    return (
        {"ReferencedPresentationLUTSequence": [reference]},
        {LUT_UID: dataset(**values)},
    )
