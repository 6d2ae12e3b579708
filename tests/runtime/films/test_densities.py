"""Densities of P-values, and their grey."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iodize.films.densities import FILM, PAPER, Light, Medium, Range, named_density
from iodize.films.errors import FilmValueError
from iodize.films.gsdf import jnd_index

P_VALUES = [step / 100 for step in range(101)]


@pytest.mark.parametrize("medium", [FILM, PAPER])
def test_p_values_are_perceived_linearly(medium: Medium) -> None:
    densities = [*medium.range.perceived(P_VALUES, medium.light)]

    assert densities[0] == medium.range.max_density
    assert densities[-1] == medium.range.min_density
    indices = [jnd_index(medium.light.luminance(each)) for each in densities]
    step = (indices[-1] - indices[0]) / 100
    for number, index in enumerate(indices):
        assert index == pytest.approx(indices[0] + step * number, abs=0.05)


def test_density_of_a_luminance_is_that_of_transmitted_light() -> None:
    light = Light(2000.0, 10.0)

    assert light.luminance(1.5) == pytest.approx(10 + 2000 * 10**-1.5)
    assert light.density(light.luminance(1.5)) == pytest.approx(1.5)
    assert light.density(5.0) == math.inf


@given(
    st.integers(0, 400),
    st.integers(1, 400),
    st.floats(0.01, 65535),
    st.floats(0, 65535),
)
def test_densities_fall_in_any_light(
    low: int, span: int, illumination: float, ambient: float
) -> None:
    printed = Range(low / 100, (low + span) / 100)
    light = Light(illumination, ambient)

    densities = [*printed.perceived(P_VALUES, light)]
    greys = [*printed.greys(densities, light)]

    assert densities == sorted(densities, reverse=True)
    assert (densities[0], densities[-1]) == (printed.max_density, printed.min_density)
    assert greys == sorted(greys)
    assert (greys[0], greys[-1]) == (0, 255)


def test_linear_density_is_linear_and_keeps_black() -> None:
    printed = Range(0.2, 3.0)
    assert [printed.linear(p) for p in (0, 0.5, 1)] == pytest.approx([3.0, 1.6, 0.2])


def test_grey_of_a_p_value_is_proportional_over_the_range_of_the_medium() -> None:
    densities = FILM.range.perceived(P_VALUES, FILM.light)
    assert [*FILM.range.greys(densities, FILM.light)] == pytest.approx(
        [255 * p for p in P_VALUES], abs=0.6
    )


@pytest.mark.parametrize(
    ("text", "density"),
    [
        ("BLACK", 3.0),
        ("", 3.0),
        ("WHITE", 0.2),
        ("150", 1.5),
        ("0", 0.2),
        ("999 ", 3.0),
    ],
)
def test_named_densities(text: str, density: float) -> None:
    assert named_density("BorderDensity", text, FILM) == density


@pytest.mark.parametrize("text", ["GREY", "1.5", "-20", "٣", "9" * 40])
def test_other_density_is_refused(text: str) -> None:
    with pytest.raises(FilmValueError, match="EmptyImageDensity"):
        named_density("EmptyImageDensity", text, FILM)


def test_range_and_light_are_checked() -> None:
    with pytest.raises(FilmValueError, match="less than Max Density 20"):
        Range(0.2, 0.2)
    with pytest.raises(FilmValueError, match="Illumination"):
        Light(0.0, 0.0)
    with pytest.raises(FilmValueError, match="ReflectedAmbientLight"):
        Light(1.0, -1.0)
    with pytest.raises(FilmValueError, match="Illumination"):
        Light(math.nan, 1.0)
