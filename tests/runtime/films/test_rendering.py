"""Resampling of images."""

from __future__ import annotations

import numpy as np
import pytest

from iodize.films.images import BoxImage
from iodize.films.pages import Rectangle
from iodize.films.placing import (
    Crop,
    Magnification,
    Placement,
    Scaling,
    Smoothing,
)
from iodize.films.rendering import render

from .boxes import flat, image_box, wedge

IDENTITY = {8: bytes(range(256)), 12: bytes(v >> 4 for v in range(4096))}
ALL = [
    Scaling(Magnification.REPLICATE),
    Scaling(Magnification.NONE),
    Scaling(Magnification.BILINEAR),
    *(Scaling(Magnification.CUBIC, smoothing) for smoothing in Smoothing),
]


def placement(
    image: BoxImage, scaling: Scaling, decimated: bool = False, crop: Crop | None = None
) -> Placement:
    whole = Crop(0, 0, image.columns, image.rows)
    return Placement(crop or whole, Rectangle(0, 0, 10, 10), scaling, decimated)


def image_of(array: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> BoxImage:
    image = BoxImage.of(image_box(array))
    assert image is not None
    return image


@pytest.mark.parametrize("scaling", ALL)
@pytest.mark.parametrize("bits", [8, 12])
@pytest.mark.parametrize("size", [(20, 25), (40, 50), (7, 9), (31, 13)])
@pytest.mark.parametrize("decimated", [False, True])
def test_flat_image_stays_flat(
    scaling: Scaling, bits: int, size: tuple[int, int], decimated: bool
) -> None:
    image = image_of(flat(200, 20, 25, bits))
    found = render(image, placement(image, scaling, decimated), *size, IDENTITY[bits])

    assert found.shape == size[::-1]
    assert found.dtype == np.uint8
    assert {*found.flat} == {IDENTITY[bits][200]}


@pytest.mark.parametrize("scaling", ALL)
def test_image_of_the_same_size_is_not_changed(scaling: Scaling) -> None:
    array = wedge(40, 50)
    image = image_of(array)
    assert np.array_equal(
        render(image, placement(image, scaling), 40, 50, IDENTITY[8]), array
    )


@pytest.mark.parametrize("bits", [8, 12])
def test_replicated_pixels_are_squares(bits: int) -> None:
    array = wedge(16, 20, bits)
    image = image_of(array)
    scaling = Scaling(Magnification.REPLICATE)
    found = render(image, placement(image, scaling), 48, 60, IDENTITY[bits])

    table = np.frombuffer(IDENTITY[bits], np.uint8)
    assert np.array_equal(found, table[array].repeat(3, 0).repeat(3, 1))


@pytest.mark.parametrize("bits", [8, 12])
def test_replicate_omits_pixels_of_decimated_images(bits: int) -> None:
    array = np.tile(np.arange(60) % 2 * 255, (60, 1))
    image = image_of(array.astype(np.uint8 if bits == 8 else "<u2"))
    scaling = Scaling(Magnification.REPLICATE)

    omitted = render(image, placement(image, scaling, True), 20, 20, IDENTITY[bits])
    mean = render(image, placement(image, scaling, False), 30, 30, IDENTITY[bits])
    dark, light = IDENTITY[bits][0], IDENTITY[bits][255]
    assert {*omitted.flat} == {dark, light}
    assert {*mean.flat} == {IDENTITY[bits][128]}


@pytest.mark.parametrize("scaling", ALL[2:])
def test_interpolated_edge_is_soft_and_in_place(scaling: Scaling) -> None:
    array = flat(0, 20, 20)
    array[:, 10:] = 200
    image = image_of(array)
    row = render(image, placement(image, scaling), 200, 200, IDENTITY[8])[100]

    assert len({*row.tolist()}) > 3
    assert row[:90].max() < 20
    assert row[110:].min() > 180
    assert abs(int(np.argmax(row > 100)) - 100) <= 1


def test_only_the_crop_is_rendered() -> None:
    array = wedge(160, 200)
    image = image_of(array)
    crop = Crop(40, 10, 80, 30)
    found = render(image, placement(image, ALL[0], crop=crop), 40, 20, IDENTITY[8])

    assert np.array_equal(found, array[10:30, 40:80])


def test_colour_is_inverted_by_polarity() -> None:
    array = np.zeros((4, 4, 3), np.uint8)
    array[..., 0] = 250
    image = BoxImage.of(image_box(array, Polarity="REVERSE"))
    assert image is not None
    for size in (4, 8):
        found = render(image, placement(image, ALL[-1]), size, size, b"")
        assert found[0, 0].tolist() == [5, 255, 255]


def test_smoothing_types_differ_in_sharpness() -> None:
    array = flat(50, 20, 20)
    array[:, 10:] = 200
    image = image_of(array)
    rows = {}
    for smoothing in Smoothing:
        scaling = Scaling(Magnification.CUBIC, smoothing)
        found = render(image, placement(image, scaling), 200, 200, IDENTITY[8])
        rows[smoothing] = found[100].astype(int)

    slopes = {each: np.diff(row).max() for each, row in rows.items()}
    assert slopes[Smoothing.SMOOTH] < 0.9 * slopes[Smoothing.NORMAL]
    # The sharp filter has a longer reach, and a ripple beyond that of the others.
    ripples = {each: np.abs(row[70:79] - 50).max() for each, row in rows.items()}
    assert ripples[Smoothing.NORMAL] == 0
    assert ripples[Smoothing.SHARP] > 0


def test_colour_is_smoothed_too() -> None:
    array = np.zeros((8, 8, 3), np.uint8)
    array[4:] = (120, 240, 60)
    image = BoxImage.of(image_box(array))
    assert image is not None
    scaling = Scaling(Magnification.CUBIC, Smoothing.SMOOTH)
    found = render(image, placement(image, scaling), 16, 16, b"")
    assert found.dtype == np.uint8
    assert found[0, 0].tolist() == [0, 0, 0]
    assert found[-1, -1].tolist() == [120, 240, 60]
