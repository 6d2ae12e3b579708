"""Geometry of films."""

from __future__ import annotations

import pytest

from iodize.films.errors import FilmValueError
from iodize.films.pages import GAP, MARGIN, STRIP, Page, Rectangle, strip_of

from .boxes import film_box


@pytest.mark.parametrize(
    "display_format", ["STANDARD\\3,4", "ROW\\2,3", "COL\\1,4", "SLIDE"]
)
@pytest.mark.parametrize("orientation", ["PORTRAIT", "LANDSCAPE"])
def test_boxes_are_printable_and_apart(display_format: str, orientation: str) -> None:
    page = Page.of(film_box(display_format, FilmOrientation=orientation), None, [1, 4])
    boxes = [*page.boxes().values()]

    for box in boxes:
        assert box.left >= MARGIN
        assert box.top >= MARGIN + STRIP
        assert box.right <= page.size.width - MARGIN
        assert box.bottom <= page.size.height - MARGIN - STRIP
    for one in boxes:
        for other in boxes:
            across = max(one.left, other.left) - min(one.right, other.right)
            down = max(one.top, other.top) - min(one.bottom, other.bottom)
            assert one is other or max(across, down) >= GAP - 1e-9


def test_orientation_exchanges_width_and_height() -> None:
    page = Page.of(film_box(FilmSizeID="8INX10IN", FilmOrientation="LANDSCAPE"))

    assert page.size == pytest.approx((254.0, 203.2))
    assert page.boxes()[1].width > page.boxes()[1].height


@pytest.mark.parametrize("orientation", ["PORTRAIT", "LANDSCAPE"])
@pytest.mark.parametrize(
    ("name", "size"), [("SLIDE", (36, 24)), ("SUPERSLIDE", (40, 40))]
)
def test_slides_have_their_true_size_on_the_smallest_film(
    name: str, size: tuple[float, float], orientation: str
) -> None:
    film = film_box(name, FilmSizeID="8INX10IN", FilmOrientation=orientation)
    page = Page.of(film, None, [1, 4])

    assert {(round(b.width, 6), round(b.height, 6)) for b in page.boxes().values()} == {
        size
    }


def test_annotations_reserve_strips_at_their_side_only() -> None:
    plain = Page.of(film_box())
    page = Page.of(film_box(), None, [9, 2])

    assert (page.top_strips, page.bottom_strips) == (2, 0)
    assert page.printable.top == plain.printable.top + 2 * STRIP
    assert page.printable.bottom == plain.printable.bottom
    assert page.strip(strip_of(7)).bottom <= page.printable.top
    assert page.strip(strip_of(4)).bottom == page.size.height - MARGIN


@pytest.mark.parametrize("position", [0, 13, -1])
def test_annotation_positions_are_limited(position: int) -> None:
    with pytest.raises(FilmValueError, match="must be 1 to 12"):
        strip_of(position)


def test_resolution_is_that_of_the_printer() -> None:
    assert Page.of(film_box()).resolution == 300
    assert Page.of(film_box(RequestedResolutionID="HIGH")).resolution == 600
    with pytest.raises(FilmValueError, match="STANDARD or HIGH"):
        Page.of(film_box(RequestedResolutionID="LOW"))


def test_boxes_need_room() -> None:
    with pytest.raises(FilmValueError, match="too many image boxes for 210 x 297 mm"):
        Page.of(film_box("STANDARD\\500,1", FilmSizeID="A4")).boxes()


def test_pixels_of_equal_rectangles_are_of_equal_size() -> None:
    sizes = {
        Rectangle(left / 7, 0, left / 7 + 10.1, 5).pixels(150)[2]
        - Rectangle(left / 7, 0, left / 7 + 10.1, 5).pixels(150)[0]
        for left in range(100)
    }
    assert sizes == {60}
    assert Rectangle(1, 1, 1.001, 1.001).pixels(10).width == 1
