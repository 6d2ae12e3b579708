"""Image Display Format: number and areas of image boxes."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iodize.films.display_format import Area, DisplayFormat, Kind
from iodize.films.errors import DisplayFormatError, UnknownCustomFormatError

HALVES = [Area(0, 0, 0.5, 1), Area(0.5, 0, 1, 1)]

COUNTS = st.lists(st.integers(1, 12), min_size=1, max_size=12)
FORMATS = st.one_of(
    st.tuples(st.integers(1, 30), st.integers(1, 30)).map(
        lambda pair: f"STANDARD\\{pair[0]},{pair[1]}"
    ),
    COUNTS.map(lambda counts: "ROW\\" + ",".join(map(str, counts))),
    COUNTS.map(lambda counts: "COL\\" + ",".join(map(str, counts))),
    st.sampled_from(["SLIDE", "SUPERSLIDE", "CUSTOM\\1"]),
)


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("STANDARD\\2,3", 6),
        ("ROW\\2,3,1", 6),
        ("COL\\1,4", 5),
        ("SLIDE", 16),
        ("SUPERSLIDE", 16),
        ("CUSTOM\\7", 2),
        ("STANDARD\\1,1 ", 1),
    ],
)
def test_number_of_boxes(text: str, boxes: int) -> None:
    assert DisplayFormat.parse(text, {7: HALVES}).boxes == boxes


def test_standard_has_columns_first_and_goes_row_by_row() -> None:
    areas = DisplayFormat.parse("STANDARD\\2,4").areas()

    assert areas[1] == Area(0, 0, 0.5, 0.25)
    assert areas[2] == Area(0.5, 0, 1, 0.25)
    assert areas[3] == Area(0, 0.25, 0.5, 0.5)


def test_rows_have_equal_heights_and_go_row_by_row() -> None:
    areas = DisplayFormat.parse("ROW\\1,2").areas()

    assert areas == {
        1: Area(0, 0, 1, 0.5),
        2: Area(0, 0.5, 0.5, 1),
        3: Area(0.5, 0.5, 1, 1),
    }


def test_columns_have_equal_widths_and_go_column_by_column() -> None:
    areas = DisplayFormat.parse("COL\\1,2").areas()

    assert areas == {
        1: Area(0, 0, 0.5, 1),
        2: Area(0.5, 0, 1, 0.5),
        3: Area(0.5, 0.5, 1, 1),
    }


@given(FORMATS)
def test_areas_are_those_of_all_boxes_and_do_not_overlap(text: str) -> None:
    layout = DisplayFormat.parse(text, {1: HALVES})
    areas = layout.areas()

    assert [*areas] == [*range(1, layout.boxes + 1)]
    covered = sum((a.right - a.left) * (a.bottom - a.top) for a in areas.values())
    assert covered == pytest.approx(1)
    tiny = 1e-9
    for one, other in combinations([*areas.values()][:40], 2):
        assert (
            one.right <= other.left + tiny
            or other.right <= one.left + tiny
            or one.bottom <= other.top + tiny
            or other.bottom <= one.top + tiny
        )


@given(FORMATS)
def test_value_is_written_back(text: str) -> None:
    assert str(DisplayFormat.parse(text, {1: HALVES})) == text


@given(st.text(st.sampled_from("STANDRowCOL\\,0129 -.٣"), max_size=20))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with suppress(DisplayFormatError):
        assert 1 <= DisplayFormat.parse(text).boxes <= 1000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "unknown format"),
        ("STANDARD", "requires 2 integers, got 0"),
        ("STANDARD\\2", "requires 2 integers, got 1"),
        ("STANDARD\\2,3,4", "requires 2 integers, got 3"),
        ("STANDARD\\2\\3", "unknown format"),
        ("STANDARD\\2,-3", "unknown format"),
        ("standard\\2,3", "unknown format"),
        ("STANDARD\\0,3", "at least 1"),
        ("ROW\\0", "at least 1"),
        ("ROW\\2,0", "at least 1"),
        ("ROW\\", "unknown format"),
        ("ROW\\1,", "unknown format"),
        ("COL", "integers, got 0"),
        ("SLIDE\\1", "requires 0 integers, got 1"),
        ("STANDARD\\40,40", "more than 1000"),
        ("STANDARD\\99999999999999999999,1", "more than 1000"),
        ("ROW\\" + "1," * 9999 + "1", "too long"),
        ("TWO\\1", "unknown format"),
    ],
)
def test_wrong_value_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(DisplayFormatError, match=reason) as caught:
        DisplayFormat.parse(text)
    assert isinstance(caught.value, ValueError)
    assert caught.value.hint


def test_custom_layout_must_be_given() -> None:
    with pytest.raises(UnknownCustomFormatError, match="defined: 1, 3"):
        DisplayFormat.parse("CUSTOM\\2", {3: HALVES, 1: HALVES})
    with pytest.raises(UnknownCustomFormatError, match="defined: none"):
        DisplayFormat.parse("CUSTOM\\2")


@pytest.mark.parametrize("areas", [[], [Area(0, 0, 2, 1)], [Area(0.5, 0, 0.5, 1)]])
def test_custom_layout_must_be_areas_of_the_film(areas: list[Area]) -> None:
    with pytest.raises(DisplayFormatError):
        DisplayFormat.parse("CUSTOM\\1", {1: areas})


def test_only_slides_have_a_size() -> None:
    assert DisplayFormat(Kind.SLIDE).slide_size == (36.0, 24.0)
    assert DisplayFormat(Kind.SUPERSLIDE).slide_size == (40.0, 40.0)
    assert DisplayFormat.parse("ROW\\1").slide_size is None
