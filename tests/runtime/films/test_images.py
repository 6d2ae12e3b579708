"""Images of image boxes."""

from __future__ import annotations

import numpy as np
import pytest

from iodize.films.errors import FilmValueError
from iodize.films.images import BoxImage

from .boxes import dataset, flat, image_box, wedge


@pytest.mark.parametrize("bits", [8, 12])
def test_values_are_read(bits: int) -> None:
    array = wedge(20, 30, bits)
    image = BoxImage.of(image_box(array))

    assert image is not None
    assert np.array_equal(image.array(), array)
    assert (image.bits_stored, image.aspect, image.inverted) == (bits, 1.0, False)


@pytest.mark.parametrize("planar", [0, 1])
def test_colour_is_read_in_both_planar_configurations(planar: int) -> None:
    array = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    image = BoxImage.of(image_box(array, planar=planar))

    assert image is not None
    assert image.colour
    assert np.array_equal(image.array(), array)


def test_bits_beside_the_stored_ones_are_removed() -> None:
    box = image_box(flat(0x1231, bits=12))
    item = box.BasicGrayscaleImageSequence[0]
    image = BoxImage.of(box)
    item.HighBit = 15
    shifted = BoxImage.of(box)

    assert image is not None
    assert shifted is not None
    assert image.array()[0, 0] == 0x231
    assert shifted.array()[0, 0] == 0x123


@pytest.mark.parametrize(
    ("photometric", "polarity", "inverted"),
    [
        ("MONOCHROME2", "NORMAL", False),
        ("MONOCHROME2", "", False),
        ("MONOCHROME2", "REVERSE", True),
        ("MONOCHROME1", "NORMAL", True),
        ("MONOCHROME1", "REVERSE", False),
    ],
)
def test_minimum_is_white_by_photometric_interpretation_and_polarity(
    photometric: str, polarity: str, inverted: bool
) -> None:
    image = BoxImage.of(image_box(flat(1), photometric, Polarity=polarity))
    assert image is not None
    assert image.inverted is inverted


def test_box_with_empty_sequence_has_no_image() -> None:
    assert BoxImage.of(dataset()) is None
    assert BoxImage.of(dataset(BasicGrayscaleImageSequence=[])) is None


def test_pixel_aspect_ratio_is_height_by_width() -> None:
    box = image_box(flat(1))
    box.BasicGrayscaleImageSequence[0].PixelAspectRatio = [2, 1]
    image = BoxImage.of(box)
    assert image is not None
    assert image.aspect == 2.0


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("PhotometricInterpretation", "RGB"),
        ("PhotometricInterpretation", "PALETTE COLOR"),
        ("SamplesPerPixel", 3),
        ("BitsAllocated", 32),
        ("BitsAllocated", 12),
        ("BitsStored", 16),
        ("BitsStored", 1),
        ("HighBit", 3),
        ("PixelRepresentation", 1),
        ("Rows", 0),
        ("Rows", None),
        ("Columns", None),
        ("PixelAspectRatio", [0, 1]),
        ("PixelAspectRatio", [1]),
        ("PixelData", b""),
        ("PixelData", b"\0" * 2499),
    ],
)
def test_invalid_image_is_refused_with_its_attribute(
    keyword: str, value: object
) -> None:
    box = image_box(flat(1))
    setattr(box.BasicGrayscaleImageSequence[0], keyword, value)
    with pytest.raises(FilmValueError) as caught:
        BoxImage.of(box)
    assert caught.value.keyword == keyword


def test_missing_pixels_and_planar_configuration_are_refused() -> None:
    box = image_box(flat(1))
    del box.BasicGrayscaleImageSequence[0].PixelData
    with pytest.raises(FilmValueError, match="PixelData"):
        BoxImage.of(box)
    box = image_box(np.zeros((2, 2, 3), np.uint8))
    del box.BasicColorImageSequence[0].PlanarConfiguration
    with pytest.raises(FilmValueError, match="PlanarConfiguration"):
        BoxImage.of(box)


def test_other_polarity_is_refused() -> None:
    with pytest.raises(FilmValueError, match="NORMAL, REVERSE"):
        BoxImage.of(image_box(flat(1), Polarity="INVERSE"))
