"""Grey of rendered films: polarity, Presentation LUTs, densities."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from iodize import films
from iodize.films import Note, Reason

from .boxes import dataset, film_box, flat, image_box, wedge, with_lut
from .rendered import compose, patch, steps


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("polarity", ["NORMAL", "REVERSE"])
@pytest.mark.parametrize("bits", [8, 12])
def test_minimum_is_black_or_white(photometric: str, polarity: str, bits: int) -> None:
    array = wedge(bits=bits)
    box = image_box(array, photometric, Polarity=polarity)
    found = compose(film_box(), {1: box})

    white = (photometric == "MONOCHROME1") != (polarity == "REVERSE")
    for x in (np.arange(16) + 0.5) / 16:
        grey = steps(array, bits, x, 0.25)
        expected = 255 - grey if white else grey
        assert patch(found, 1, x, 0.25) == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("level", ["film", "box"])
def test_presentation_lut_is_applied(level: str) -> None:
    entries = [4095 - v for v in range(4096)]
    item = dataset(LUTDescriptor=[4096, 0, 12], LUTData=entries)
    reference, luts = with_lut(PresentationLUTSequence=[item])
    array = wedge(bits=12)
    film = film_box(**reference if level == "film" else {})
    box = image_box(array, **reference if level == "box" else {})

    found = compose(film, {1: box}, presentation_luts=luts)

    for x in (np.arange(16) + 0.5) / 16:
        expected = 255 - steps(array, 12, x, 0.25)
        assert patch(found, 1, x, 0.25) == pytest.approx(expected, abs=1)


def test_linear_density_depends_on_the_densities_of_the_film() -> None:
    reference, luts = with_lut(PresentationLUTShape="LIN OD")
    film = film_box(MinDensity=50, MaxDensity=250, **reference)
    found = compose(film, {1: image_box(flat(51))}, presentation_luts=luts)

    expected = films.FILM.range.grey(2.5 - 2.0 * 51 / 255, films.FILM.light)
    assert patch(found, 1, 0.5, 0.5) == expected


def test_densities_of_the_image_box_override_those_of_the_film_box() -> None:
    film = film_box("STANDARD\\2,1", MinDensity=100, MaxDensity=200)
    found = compose(
        film,
        {
            1: image_box(flat(255)),
            2: image_box(flat(255), MinDensity=20, MaxDensity=300),
        },
    )
    grey = films.FILM.range.grey
    assert patch(found, 1, 0.5, 0.5) == grey(1.0, films.FILM.light)
    assert patch(found, 2, 0.5, 0.5) == 255


@pytest.mark.parametrize(("text", "grey"), [("BLACK", 0), ("WHITE", 255), ("300", 0)])
def test_border_and_empty_boxes_have_their_densities(text: str, grey: int) -> None:
    other = "100"
    between = films.FILM.range.grey(1.0, films.FILM.light)
    boxes = {1: image_box(flat(9))}

    border = compose(
        film_box("STANDARD\\2,1", BorderDensity=text, EmptyImageDensity=other), boxes
    )
    empty = compose(
        film_box("STANDARD\\2,1", BorderDensity=other, EmptyImageDensity=text), boxes
    )

    left, top, right, bottom = border.boxes[2]
    assert {*border.pixels[:, 0].tolist()} == {grey}
    assert {*border.pixels[top:bottom, left:right].flat} == {between}
    assert {*empty.pixels[:, 0].tolist()} == {between}
    assert {*empty.pixels[top:bottom, left:right].flat} == {grey}
    # Beside an image is border, not empty image.
    above = border.images[1].top - 2, border.images[1].left
    assert border.boxes[1].top < above[0]
    assert border.pixels[above] == grey


def test_illumination_changes_linear_densities_only() -> None:
    reference, luts = with_lut(PresentationLUTShape="LIN OD")

    def grey(**values: Any) -> int:
        film = film_box(**values)
        found = compose(film, {1: image_box(flat(100))}, presentation_luts=luts)
        return patch(found, 1, 0.5, 0.5)

    assert grey(Illumination=500) == grey(ReflectedAmbientLight=90) == 100
    assert grey(**reference) != grey(Illumination=100, **reference)


def test_paper_has_other_densities() -> None:
    film = film_box(MaxDensity=250)
    boxes = {1: image_box(flat(0))}
    assert compose(film, boxes).notes == []
    found = compose(film, boxes, medium=films.PAPER)
    assert found.notes == [Note(Reason.DENSITY_OUT_OF_RANGE, 1, "MaxDensity")]
    assert patch(found, 1, 0.5, 0.5) == 0
