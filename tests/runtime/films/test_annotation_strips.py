"""Annotations on a film."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iodize import films
from iodize.films.pages import Page, strip_of

from .boxes import film_box

RESOLUTION = 60


def inked(texts: dict[int, str], **values: Any) -> NDArray[np.bool_]:
    """Return the pixels of an empty film with another grey than its border."""
    film = films.compose(film_box(**values), {}, texts, resolution=RESOLUTION)
    inked: NDArray[np.bool_] = film.pixels != film.pixels[0, 0]
    return inked


@pytest.mark.parametrize("position", range(1, 13))
@pytest.mark.parametrize("border", ["BLACK", "WHITE", "100"])
def test_text_is_in_its_strip_and_third(position: int, border: str) -> None:
    values: dict[str, Any] = {"BorderDensity": border, "EmptyImageDensity": border}
    found = inked({position: "Text"}, **values)
    place = strip_of(position)
    strip = Page.of(film_box(), None, [position]).strip(place).pixels(RESOLUTION)

    rows, columns = np.nonzero(found)
    assert rows.size > 20
    assert strip.top <= rows.min() <= rows.max() < strip.bottom
    third = (columns.mean() - strip.left) * 3 // strip.width
    assert third == place.column


def test_long_text_is_reduced_then_shortened() -> None:
    def width(texts: dict[int, str]) -> int:
        columns = np.nonzero(inked(texts))[1]
        return int(columns.max() - columns.min())

    third = Page.of(film_box()).printable.width / 25.4 * RESOLUTION / 3
    assert width({1: "W" * 40}) > third
    assert width({1: "W" * 40, 2: " "}) > third
    for length in (40, 400):
        left = inked({1: "W" * length, 3: "i"})
        columns = np.nonzero(left[:, : left.shape[1] // 2])[1]
        assert columns.max() - columns.min() <= third
    assert width({1: "W" * 4000}) <= 3 * third


def test_empty_text_reserves_no_strip() -> None:
    plain = films.compose(film_box(), {}, resolution=RESOLUTION)
    empty = films.compose(film_box(), {}, {1: " ", 2: ""}, resolution=RESOLUTION)
    assert empty.boxes == plain.boxes


@pytest.mark.parametrize("text", ["\x00\n\x1b", "Ärztin é", "山田", "\ud800", "🩻"])
def test_any_text_can_be_drawn(text: str) -> None:
    inked({1: f"x{text}"})


def test_letters_with_marks_have_glyphs() -> None:
    pictures = [inked({1: letter}) for letter in "ÄüéøñŁžşœ\uffff"]
    different = {picture.tobytes() for picture in pictures}
    assert len(different) == len(pictures)
