"""Rendered films, compared with the pixels of their images."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from iodize import films
from iodize.films import Note, Reason

from .boxes import dataset, film_box, flat, image_box, wedge
from .rendered import CUSTOM, RESOLUTION, compose, patch, steps

LAYOUTS = [
    "STANDARD\\1,1",
    "STANDARD\\2,3",
    "ROW\\1,2",
    "COL\\1,2",
    "SLIDE",
    "CUSTOM\\1",
]


@pytest.mark.parametrize("display_format", LAYOUTS)
@pytest.mark.parametrize("orientation", ["PORTRAIT", "LANDSCAPE"])
@pytest.mark.parametrize("bits", [8, 12])
def test_each_image_is_in_its_box_with_its_grey(
    display_format: str, orientation: str, bits: int
) -> None:
    film = film_box(display_format, FilmOrientation=orientation, BorderDensity="100")
    layout = films.DisplayFormat.parse(display_format, CUSTOM)
    array = wedge(bits=bits)
    boxes = {p: image_box(array) for p in range(1, layout.boxes + 1)}

    found = compose(film, boxes)

    assert found.notes == []
    assert [*found.images] == [*boxes]
    page = films.Page.of(film, CUSTOM)
    for position, area in page.boxes().items():
        box, place = found.boxes[position], found.images[position]
        expected = area.pixels(RESOLUTION)
        assert np.abs(np.subtract(box, expected)).max() <= 1
        # Centred, as large as the box allows, with the aspect ratio of the image.
        assert abs(place.left - box.left - (box.right - place.right)) <= 2
        assert abs(place.top - box.top - (box.bottom - place.bottom)) <= 2
        assert place.width / place.height == pytest.approx(0.8, rel=0.03)
        assert place.width >= box.width - 1 or place.height >= box.height - 1
        for x in (np.arange(16) + 0.5) / 16:
            for y in (0.25, 0.75):
                assert patch(found, position, x, y) == pytest.approx(
                    steps(array, bits, x, y), abs=1
                )


def test_edges_of_an_image_are_within_one_pixel() -> None:
    found = compose(film_box(BorderDensity="WHITE"), {1: image_box(flat(0))})
    dark = found.pixels < 128
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))

    left, top, right, bottom = found.images[1]
    assert (rows[0], rows[-1] + 1) == (top, bottom)
    assert (columns[0], columns[-1] + 1) == (left, right)
    scale = RESOLUTION / 25.4
    assert left == pytest.approx(4.5 * scale, abs=1)
    assert right - left == pytest.approx((355.6 - 9) * scale, abs=1)
    assert top == pytest.approx((431.8 - 346.6) / 2 * scale, abs=1)


@pytest.mark.parametrize(("border", "line"), [("BLACK", 255), ("WHITE", 0)])
def test_trim_is_a_line_around_each_image(border: str, line: int) -> None:
    boxes = {1: image_box(flat(100)), 2: image_box(flat(100, 20, 50)), 3: Dataset()}
    values: dict[str, Any] = {"BorderDensity": border, "EmptyImageDensity": border}
    film = film_box("STANDARD\\2,2", Trim="YES", **values)
    plain = compose(film_box("STANDARD\\2,2", Trim="NO", **values), boxes)
    found = compose(film, boxes)

    assert found.images == plain.images
    assert [*found.images] == [1, 2]
    for left, top, right, bottom in found.images.values():
        frame = found.pixels[top - 1 : bottom + 1, left - 1 : right + 1].copy()
        assert {*frame[1:-1, 1:-1].flat} == {100}
        frame[1:-1, 1:-1] = line
        assert {*frame.flat} == {line}
    left, top, right, bottom = found.boxes[3]
    assert line not in found.pixels[top + 2 : bottom, left + 2 : right]


@pytest.mark.parametrize("planar", [0, 1])
def test_colour_is_rendered_as_it_is(planar: int) -> None:
    array = np.zeros((40, 50, 3), np.uint8)
    array[:, :25] = (200, 30, 60)
    array[:, 25:] = (10, 220, 5)
    boxes = {1: image_box(array, planar=planar), 2: image_box(flat(77))}
    found = compose(film_box("STANDARD\\2,1", BorderDensity="WHITE"), boxes)

    assert found.pixels.shape[2] == 3
    left, top, right, bottom = found.images[1]
    middle = (top + bottom) // 2
    assert found.pixels[middle, left + 3].tolist() == [200, 30, 60]
    assert found.pixels[middle, right - 3].tolist() == [10, 220, 5]
    place = found.images[2]
    assert found.pixels[place.top + 5, place.left + 5].tolist() == [77, 77, 77]
    assert found.pixels[0, 0].tolist() == [255, 255, 255]


def test_without_magnification_pixels_are_those_of_the_printer() -> None:
    array = np.random.default_rng(1).integers(0, 256, (90, 70), np.uint8)
    box = image_box(array, MagnificationType="NONE")
    found = compose(film_box(), {1: box}, resolution=300)

    left, top, right, bottom = found.images[1]
    assert np.abs(found.pixels[top:bottom, left:right].astype(int) - array).max() <= 1


def test_requested_size_is_true() -> None:
    box = image_box(flat(200, 10, 20), RequestedImageSize="50.8")
    place = compose(film_box(), {1: box}).images[1]
    assert (place.width, place.height) == (150, 300)


def test_image_that_is_too_large_is_an_empty_box() -> None:
    box = image_box(flat(9, 5000), RequestedDecimateCropBehavior="FAIL")
    found = compose(film_box(EmptyImageDensity="WHITE"), {1: box})

    assert found.notes == [Note(Reason.TOO_LARGE, 1)]
    assert found.images == {}
    assert found.pixels[600, 500] == 255


def test_film_without_images_is_an_empty_page() -> None:
    for boxes in ({}, {1: Dataset()}, {1: dataset(BasicGrayscaleImageSequence=[])}):
        assert compose(film_box(), boxes).notes == [Note(Reason.EMPTY_PAGE)]


@pytest.mark.parametrize(
    ("size_id", "orientation", "resolution", "shape"),
    [
        ("14INX17IN", "PORTRAIT", 150, (2550, 2100)),
        ("14INX17IN", "LANDSCAPE", 150, (2100, 2550)),
        ("A4", "PORTRAIT", 100, (1169, 827)),
        ("", "", 25.4, (432, 356)),
    ],
)
def test_size_of_the_picture(
    size_id: str, orientation: str, resolution: float, shape: tuple[int, int]
) -> None:
    film = film_box(FilmSizeID=size_id, FilmOrientation=orientation)
    found = compose(film, {}, resolution=resolution)
    assert found.pixels.shape == shape
    assert found.pixels.shape[0] == pytest.approx(
        found.height * resolution / 25.4, abs=0.5
    )


@pytest.mark.parametrize(
    ("film", "boxes", "keyword"),
    [
        (film_box("STANDARD\\2,3"), {7: Dataset()}, "ImageBoxPosition"),
        (film_box("STANDARD\\2,3"), {0: Dataset()}, "ImageBoxPosition"),
        (film_box(Trim="MAYBE"), {}, "Trim"),
        (film_box(BorderDensity="GREY"), {}, "BorderDensity"),
        (film_box(EmptyImageDensity="GREY"), {}, "EmptyImageDensity"),
        (film_box(FilmOrientation="UP"), {}, "FilmOrientation"),
        (film_box(), {1: image_box(flat(1), Polarity="X")}, "Polarity"),
    ],
)
def test_invalid_value_is_refused_with_its_attribute(
    film: Dataset, boxes: dict[int, Dataset], keyword: str
) -> None:
    with pytest.raises(films.FilmValueError) as caught:
        compose(film, boxes)
    assert caught.value.keyword == keyword


@pytest.mark.parametrize("resolution", [0, -1, 1e6, float("nan")])
def test_resolution_is_limited(resolution: float) -> None:
    with pytest.raises(ValueError, match=r"resolution|too large"):
        compose(film_box(), {}, resolution=resolution)


def test_film_without_format_or_with_unknown_size_is_refused() -> None:
    with pytest.raises(films.DisplayFormatError):
        compose(Dataset(), {})
    with pytest.raises(films.UnknownFilmSizeError):
        compose(film_box(FilmSizeID="B4"), {})


def test_annotation_beyond_the_last_position_is_refused() -> None:
    with pytest.raises(films.FilmValueError, match="AnnotationPosition"):
        compose(film_box(), {}, annotations={13: "x"})


def test_trim_does_not_cover_neighbours() -> None:
    """At a low resolution there is not a pixel between images."""
    boxes = {position: image_box(flat(100)) for position in range(1, 26)}
    found = compose(film_box("STANDARD\\5,5", Trim="YES"), boxes, resolution=10)

    for left, top, right, bottom in found.images.values():
        assert {*found.pixels[top:bottom, left:right].flat} == {100}
