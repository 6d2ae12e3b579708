"""Custom layouts are drawn with letters."""

from __future__ import annotations

import pytest
from pydicom.dataset import Dataset

from iodize.films import (
    Area,
    CustomLayoutError,
    DisplayFormat,
    Page,
    custom_layout,
)


def test_boxes_are_rectangles_of_cells() -> None:
    assert custom_layout("AAB/AAC") == (
        Area(0, 0, 2 / 3, 1),
        Area(2 / 3, 0, 1, 1 / 2),
        Area(2 / 3, 1 / 2, 1, 1),
    )


def test_positions_are_in_the_order_of_occurrence() -> None:
    assert custom_layout("z1/zA") == (
        Area(0, 0, 0.5, 1),
        Area(0.5, 0, 1, 0.5),
        Area(0.5, 0.5, 1, 1),
    )


def test_points_are_cells_without_a_box() -> None:
    assert custom_layout("..A") == (Area(2 / 3, 0, 1, 1),)


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        ("", "same number of cells"),
        ("AB/A", "same number of cells"),
        ("AB/", "same number of cells"),
        ("A B", "' ' is not a letter"),
        ("Ä", "is not a letter"),
        ("AB/BA", "box A is not a rectangle"),
        ("A.A", "box A is not a rectangle"),
        ("../..", "no image box"),
        ("A" * 65, "more than 64"),
        ("/".join("A" * 65), "more than 64"),
    ],
)
def test_wrong_drawing_is_refused_with_its_reason(drawing: str, reason: str) -> None:
    with pytest.raises(CustomLayoutError, match=reason):
        custom_layout(drawing)


def test_drawn_layout_is_that_of_a_display_format() -> None:
    layouts = {3: custom_layout("AAB/AAC")}
    parsed = DisplayFormat.parse("CUSTOM\\3", layouts)
    film_box = Dataset()
    film_box.ImageDisplayFormat = "CUSTOM\\3"
    boxes = Page.of(film_box, layouts).boxes()

    assert parsed.boxes == 3
    assert boxes[1].width == pytest.approx(2 * boxes[2].width, rel=0.02)
    assert boxes[2].bottom < boxes[3].top
