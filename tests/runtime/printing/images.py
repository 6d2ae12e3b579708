"""Images for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from iodize import pixels

CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
STATE = "1.2.840.10008.5.1.4.1.1.11.1"


def image(
    array: NDArray[Any],
    photometric: str = "",
    *,
    bits_stored: int | None = None,
    **attributes: Any,
) -> Dataset:
    """Return an image with the pixels of an array."""
    made = Dataset()
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.set_original_encoding(False, True)
    made.SOPClassUID = CAPTURE
    made.SOPInstanceUID = generate_uid(prefix=None)
    described: dict[str, object] = {
        **pixels.of_array(
            array, photometric, bits_stored=bits_stored, frames=_frames(array)
        )
    }
    for keyword, value in (described | attributes).items():
        setattr(made, keyword, value)
    return made


def _frames(array: NDArray[Any]) -> int | None:
    """Return the number of frames of an array whose last axis is not the samples."""
    return len(array) if array.ndim == 3 and array.shape[-1] != 3 else None


def ramp(rows: int = 8, columns: int = 16, dtype: Any = np.uint16) -> NDArray[Any]:
    """Return an array whose values increase from 0 by 1."""
    return np.arange(rows * columns, dtype=dtype).reshape(rows, columns)


def saved(dataset: Dataset, path: Path) -> Path:
    """Write a data set to a file and return its path."""
    dataset.save_as(path, enforce_file_format=True)
    return path


def state(of: Dataset, **attributes: Any) -> Dataset:
    """Return a grayscale softcopy presentation state of an image."""
    made = Dataset()
    made.set_original_encoding(False, True)
    made.SOPClassUID = STATE
    made.SOPInstanceUID = generate_uid(prefix=None)
    reference = Dataset()
    reference.ReferencedSOPClassUID = of.SOPClassUID
    reference.ReferencedSOPInstanceUID = of.SOPInstanceUID
    series = Dataset()
    series.ReferencedImageSequence = [reference]
    made.ReferencedSeriesSequence = [series]
    made.PresentationLUTShape = "IDENTITY"
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def item(**attributes: Any) -> Dataset:
    """Return an item of a sequence."""
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made
