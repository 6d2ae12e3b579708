"""The Grayscale Standard Display Function."""

from __future__ import annotations

import pytest

from iodize.films.gsdf import jnd_index, luminance


@pytest.mark.parametrize(("jnd", "cd"), [(1, 0.05), (1023, 3993.4)])
def test_luminance_at_the_ends(jnd: int, cd: float) -> None:
    assert luminance(jnd) == pytest.approx(cd, rel=1e-3)


def test_luminance_rises_with_the_index() -> None:
    values = [luminance(jnd) for jnd in range(1, 1024)]
    assert values == sorted(values)
    assert len({*values}) == 1023


@pytest.mark.parametrize("jnd", [1, 1.5, 33, 480.25, 1022.9, 1023])
def test_index_is_the_inverse(jnd: float) -> None:
    assert jnd_index(luminance(jnd)) == pytest.approx(jnd, abs=0.02)


def test_luminance_out_of_range_has_the_first_or_last_index() -> None:
    assert jnd_index(0.0) == 1
    assert jnd_index(1e6) == 1023
