"""Film Size ID and Film Orientation."""

from __future__ import annotations

import pytest

from iodize.films.errors import FilmValueError, UnknownFilmSizeError
from iodize.films.film_sizes import SIZES, film_size
from iodize.modules import BasicFilmBoxPresentation


@pytest.mark.parametrize(
    ("size_id", "width", "height"),
    [
        ("8INX10IN", 203.2, 254.0),
        ("8_5INX11IN", 215.9, 279.4),
        ("10INX14IN", 257.0, 364.0),
        ("24CMX30CM", 240.0, 300.0),
        ("A4", 210.0, 297.0),
        ("", 355.6, 431.8),
        ("35CMX43CM", 350.0, 430.0),
        ("17INX14IN", 355.6, 431.8),
        ("A3 ", 297.0, 420.0),
    ],
)
def test_size_in_both_orientations(size_id: str, width: float, height: float) -> None:
    assert film_size(size_id) == pytest.approx((width, height))
    assert film_size(size_id, "PORTRAIT") == pytest.approx((width, height))
    assert film_size(size_id, "LANDSCAPE") == pytest.approx((height, width))


def test_sizes_are_the_defined_terms() -> None:
    (terms,) = vars(BasicFilmBoxPresentation)["FilmSizeID"].terms
    assert {*terms.values} == {*SIZES}


@pytest.mark.parametrize(
    "size_id",
    ["B4", "8INX10", "INXIN", "0INX0IN", "999INX999IN", "8.5INX11IN", "8inx10in"],
)
def test_unknown_size_is_refused_with_the_known_ones(size_id: str) -> None:
    with pytest.raises(UnknownFilmSizeError, match="unknown film size") as caught:
        film_size(size_id)
    assert "14INX17IN" in caught.value.hint


def test_orientation_is_an_enumerated_value() -> None:
    with pytest.raises(FilmValueError, match="FilmOrientation 'UPRIGHT'"):
        film_size("A4", "UPRIGHT")
