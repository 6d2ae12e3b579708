"""Arrays as the attributes of an image."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from iodize import pixels


def as_array(values: dict[str, object]) -> NDArray[Any]:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return dataset.pixel_array


@pytest.mark.parametrize("dtype", ["u1", "i2", "u2", "f4", "f8", "?"])
@pytest.mark.parametrize("shape", [(4, 8), (3, 4, 8)])
def test_pydicom_reads_the_array_back(dtype: str, shape: tuple[int, ...]) -> None:
    array = (np.arange(np.prod(shape)).reshape(shape) % 2).astype(dtype)

    assert np.array_equal(as_array(pixels.of_array(array)), array)


def test_samples_of_colour_come_last() -> None:
    array = np.arange(2 * 4 * 4 * 3, dtype=np.uint8).reshape(2, 4, 4, 3)

    described = pixels.of_array(array)

    assert described["PhotometricInterpretation"] == "RGB"
    assert np.array_equal(as_array(described), array)


def test_bits_stored_are_checked() -> None:
    array = np.full((2, 2), 4096, np.uint16)

    assert pixels.of_array(array % 4096, bits_stored=12)["HighBit"] == 11
    with pytest.raises(ValueError, match="4095"):
        pixels.of_array(array, bits_stored=12)


def test_other_values_are_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        pixels.of_array(np.zeros((2, 2), complex))
    with pytest.raises(ValueError, match="shape"):
        pixels.of_array(np.zeros(4, "f4"))
