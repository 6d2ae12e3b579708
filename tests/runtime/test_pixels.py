"""Arrays as the attributes of an image."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from iodize import pixels
from iodize.iods import CTImage, RTDose
from iodize.modules import ImagePixel
from iodize.objects.errors import InvalidValueError


def as_array(values: Mapping[str, Any]) -> NDArray[Any]:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return dataset.pixel_array


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("dtype", ["u1", "i1", "i2", "u2", "u4", "f4", "f8", "?"])
@pytest.mark.parametrize("shape", [(4, 8), (3, 4, 8), (3, 3, 5)])
def test_pydicom_reads_the_array_back(
    dtype: str, shape: tuple[int, ...], order: str
) -> None:
    array = (np.arange(np.prod(shape)).reshape(shape) % 2).astype(order + dtype)

    assert np.array_equal(as_array(pixels.of_array(array)), array)


@pytest.mark.parametrize(
    ("shape", "given", "expected"),
    [
        ((4, 8), {}, (None, 4, 8, 1)),
        ((4, 8), {"frames": 1}, (1, 4, 8, 1)),
        ((4, 8, 3), {}, (None, 4, 8, 3)),
        ((4, 8, 3), {"frames": 4}, (4, 8, 3, 1)),
        ((4, 8, 3), {"frames": 1}, (1, 4, 8, 3)),
        ((4, 8, 3), {"samples": 1}, (4, 8, 3, 1)),
        ((4, 8, 3), {"photometric_interpretation": "MONOCHROME1"}, (4, 8, 3, 1)),
        ((1, 8, 3), {"frames": 1}, (1, 8, 3, 1)),
        ((4, 8, 4), {"frames": 4}, (4, 8, 4, 1)),
        ((4, 8, 4), {"samples": 1}, (4, 8, 4, 1)),
        ((4, 8, 2), {"frames": 4}, (4, 8, 2, 1)),
        ((4, 8, 1), {"samples": 1}, (None, 4, 8, 1)),
        ((4, 8, 1), {"frames": 1}, (1, 4, 8, 1)),
        ((4, 8, 1), {"frames": 4}, (4, 8, 1, 1)),
        ((5, 4, 8, 3), {}, (5, 4, 8, 3)),
        ((5, 4, 8, 1), {}, (5, 4, 8, 1)),
        ((5, 4, 8, 3), {"frames": 5, "samples": 3}, (5, 4, 8, 3)),
    ],
)
def test_axes_follow_from_shape_and_arguments(
    shape: tuple[int, ...], given: dict[str, Any], expected: tuple[int | None, ...]
) -> None:
    array = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)

    described: Any = pixels.of_array(array, **given)

    keywords = ("NumberOfFrames", "Rows", "Columns", "SamplesPerPixel")
    assert tuple(described.get(each) for each in keywords) == expected
    assert np.array_equal(as_array(described).squeeze(), array.squeeze())


@pytest.mark.parametrize(
    ("shape", "given", "reason"),
    [
        (
            (7, 9, 4),
            {},
            r"7 frames of 9 rows and 4 columns.*RGBA.*frames=7.*\[\.\.\., :3",
        ),
        ((7, 9, 2), {}, r"gray and alpha.*frames=7.*array\[\.\.\., 0\]"),
        ((7, 9, 1), {}, "one sample.*frames=7.*samples=1"),
        ((7, 9, 4), {"samples": 4}, "must be 1 or 3.*drop an alpha channel"),
        ((2, 7, 9, 4), {}, "1 or 3 samples.*drop an alpha channel"),
        ((2, 7, 9, 1), {"samples": 3}, "must have 3 samples"),
        ((3, 7, 9), {"photometric_interpretation": "RGB"}, "last axis must have"),
        ((7, 9), {"samples": 3}, "last axis must have the 3 samples"),
        ((7, 9), {"frames": 2}, "frames is 2, but"),
        ((7, 9, 5), {"frames": 9}, "frames are the first axis"),
        ((7, 9, 3), {"photometric_interpretation": "YBR_FULL_422"}, "must be one of"),
        ((7, 9, 3), {"photometric_interpretation": "RGB", "samples": 1}, "RGB has 3"),
        ((4,), {}, "must have rows and columns"),
        ((0, 4), {}, "between 1 and 65535"),
        ((2, 2), {"bits_stored": 9}, "between 1 and 8"),
    ],
)
def test_shape_that_does_not_decide_is_refused(
    shape: tuple[int, ...], given: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        pixels.of_array(np.zeros(shape, np.uint8), **given)


def test_bits_stored_are_checked() -> None:
    array = np.full((2, 2), 4096, np.uint16)

    assert pixels.of_array(array % 4096, bits_stored=12)["HighBit"] == 11
    with pytest.raises(ValueError, match="4095"):
        pixels.of_array(array, bits_stored=12)
    with pytest.raises(ValueError, match="between -2048 and 2047"):
        pixels.of_array(array.astype(np.int16), bits_stored=12)


@pytest.mark.parametrize("dtype", ["u8", "i8", "f2", "c8", "O", "U1"])
def test_other_data_types_are_refused(dtype: str) -> None:
    with pytest.raises(TypeError, match=r"must (have|be)"):
        pixels.of_array(np.zeros((2, 2), dtype))


def test_what_is_not_an_array_is_refused() -> None:
    with pytest.raises(TypeError, match=r"numpy\.asarray"):
        pixels.of_array([[1, 2]])  # type: ignore[call-overload]


def test_color_of_floats_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must have integers.*pass frames=4"):
        pixels.of_array(np.zeros((4, 8, 3)))


def test_iod_decides_on_32_bits() -> None:
    array = np.zeros((2, 2), np.uint32)
    dose = RTDose.example().replace(image_pixel=ImagePixel(**pixels.of_array(array)))

    assert dose.image_pixel is not None
    assert dose.image_pixel.BitsAllocated == 32
    codes = {finding.code for finding in dose.validate().findings}
    assert not codes & {"enumerated-value", "pixel-data-length"}
    with pytest.raises(InvalidValueError, match="must be one of 16"):
        CTImage.example().replace(**pixels.of_array(array))
