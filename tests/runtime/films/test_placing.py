"""Placement of images in their boxes."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.films.errors import FilmValueError
from iodize.films.images import BoxImage
from iodize.films.notes import Reason
from iodize.films.pages import Rectangle
from iodize.films.placing import (
    Magnification,
    Placement,
    Scaling,
    Smoothing,
    place,
    scaling_of,
)

from .boxes import dataset, flat, image_box

AREA = Rectangle(10, 20, 60.8, 96.2)
"""2 x 3 inches."""


def placed(
    columns: int,
    rows: int,
    magnification: str = "CUBIC",
    aspect: tuple[int, int] | None = None,
    resolution: float = 100,
    **values: Any,
) -> tuple[Placement | None, Reason | None]:
    box = image_box(flat(0, columns, rows), **values)
    if aspect:
        box.BasicGrayscaleImageSequence[0].PixelAspectRatio = list(aspect)
    image = BoxImage.of(box)
    assert image is not None
    scaling = Scaling(Magnification(magnification))
    return place(image, box, AREA, scaling, resolution)


def size(placement: Placement | None) -> tuple[float, float]:
    assert placement is not None
    centre = placement.target.left + placement.target.right
    assert centre == pytest.approx(AREA.left + AREA.right)
    return round(placement.target.width, 3), round(placement.target.height, 3)


@pytest.mark.parametrize(
    ("columns", "rows", "expected"),
    [
        (100, 150, (50.8, 76.2)),
        (100, 100, (50.8, 50.8)),
        (50, 150, (25.4, 76.2)),
        (1, 1, (50.8, 50.8)),
    ],
)
def test_image_fills_its_box_and_keeps_its_aspect_ratio(
    columns: int, rows: int, expected: tuple[float, float]
) -> None:
    placement, reason = placed(columns, rows)
    assert size(placement) == expected
    assert reason is None


def test_pixel_aspect_ratio_stretches_the_image() -> None:
    assert size(placed(100, 50, aspect=(2, 1))[0]) == (50.8, 50.8)
    assert size(placed(100, 100, aspect=(1, 2))[0]) == (50.8, 25.4)


def test_requested_size_is_the_width() -> None:
    placement, reason = placed(100, 50, RequestedImageSize="20")
    assert size(placement) == (20.0, 10.0)
    assert reason is None


def test_without_magnification_a_pixel_is_one_of_the_printer() -> None:
    assert size(placed(100, 50, "NONE")[0]) == (25.4, 12.7)
    assert size(placed(200, 300, "NONE")[0]) == (50.8, 76.2)


@pytest.mark.parametrize(
    ("magnification", "behavior", "reason"),
    [
        ("CUBIC", "", Reason.DEMAGNIFIED),
        ("CUBIC", "DECIMATE", Reason.DECIMATED),
        ("CUBIC", "CROP", Reason.CROPPED),
        ("CUBIC", "FAIL", Reason.TOO_LARGE),
        ("NONE", "", Reason.TOO_LARGE),
        ("NONE", "DECIMATE", Reason.TOO_LARGE),
        ("NONE", "CROP", Reason.CROPPED),
        ("NONE", "FAIL", Reason.TOO_LARGE),
    ],
)
@pytest.mark.parametrize(("columns", "rows"), [(202, 10), (10, 302), (400, 600)])
def test_image_with_more_pixels_than_its_box(
    magnification: str, behavior: str, reason: Reason, columns: int, rows: int
) -> None:
    values: dict[str, Any] = {"RequestedDecimateCropBehavior": behavior}
    placement, found = placed(columns, rows, magnification, **values)

    assert found is reason
    assert (placement is None) == reason.is_failure
    if placement is not None:
        assert placement.target.width <= AREA.width + 1e-9
        assert placement.target.height <= AREA.height + 1e-9
        assert placement.decimated == (reason is not Reason.CROPPED)


@pytest.mark.parametrize("behavior", ["", "DECIMATE", "CROP", "FAIL"])
@pytest.mark.parametrize("magnification", ["CUBIC", "NONE"])
def test_image_with_as_many_pixels_as_its_box_has_no_note(
    magnification: str, behavior: str
) -> None:
    values: dict[str, Any] = {"RequestedDecimateCropBehavior": behavior}
    placement, reason = placed(200, 300, magnification, **values)

    assert reason is None
    assert placement is not None
    assert placement.crop == (0, 0, 200, 300)


def test_middle_of_a_cropped_image_remains() -> None:
    values: dict[str, Any] = {"RequestedDecimateCropBehavior": "CROP"}
    placement, _ = placed(400, 100, **values)

    assert placement is not None
    assert placement.crop == (100, 0, 300, 100)
    assert size(placement) == (50.8, 25.4)


@pytest.mark.parametrize(
    ("behavior", "reason", "expected"),
    [
        ("", Reason.DEMAGNIFIED, (50.8, 50.8)),
        ("DECIMATE", Reason.DECIMATED, (50.8, 50.8)),
        ("CROP", Reason.CROPPED, (50.0, 76.0)),
        ("FAIL", Reason.TOO_LARGE, None),
    ],
)
def test_requested_size_larger_than_the_box(
    behavior: str, reason: Reason, expected: tuple[float, float] | None
) -> None:
    placement, found = placed(
        100, 100, RequestedImageSize="100", RequestedDecimateCropBehavior=behavior
    )
    assert found is reason
    assert (size(placement) if placement else None) == expected


def test_cropped_pixel_larger_than_the_box_is_limited_to_it() -> None:
    values: dict[str, Any] = {
        "RequestedImageSize": "999",
        "RequestedDecimateCropBehavior": "CROP",
    }
    assert size(placed(1, 1, **values)[0]) == (50.8, 76.2)


@pytest.mark.parametrize("requested", ["0", "-5", "1e30", "nan"])
def test_requested_size_must_be_positive(requested: str) -> None:
    with pytest.raises(FilmValueError, match="RequestedImageSize"):
        placed(10, 10, RequestedImageSize=float(requested))


def test_scaling_of_the_image_box_overrides_the_film_box() -> None:
    film = dataset(MagnificationType="BILINEAR", SmoothingType="SHARP")
    box = dataset(MagnificationType="CUBIC")

    assert scaling_of(dataset(), film, 1) == (
        Scaling(Magnification.BILINEAR, Smoothing.SHARP),
        [],
    )
    assert scaling_of(box, film, 1)[0] == Scaling(Magnification.CUBIC, Smoothing.SHARP)


def test_unknown_terms_are_replaced_with_a_note() -> None:
    box = dataset(MagnificationType="MAGIC", SmoothingType="12")
    scaling, notes = scaling_of(box, dataset(), 4)

    assert scaling == Scaling()
    assert [note.keyword for note in notes] == ["MagnificationType", "SmoothingType"]
    assert {note.reason for note in notes} == {Reason.VALUE_NOT_SUPPORTED}


def test_smoothing_is_ignored_without_cubic() -> None:
    box = dataset(MagnificationType="REPLICATE", SmoothingType="12")
    assert scaling_of(box, dataset(), 1)[1] == []
