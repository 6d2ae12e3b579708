"""Values of attributes."""

from __future__ import annotations

import pytest
from pydicom.dataset import Dataset

from iodize.films.attributes import enumerated, integer, number, overriding, text
from iodize.films.errors import FilmValueError
from iodize.films.placing import Behavior

from .boxes import dataset


def test_text_is_without_padding_and_keeps_backslashes() -> None:
    assert text(dataset(FilmSizeID="A4 "), "FilmSizeID") == "A4"
    assert text(dataset(PixelAspectRatio=[2, 1]), "PixelAspectRatio") == "2\\1"
    assert text(dataset(FilmSizeID=""), "FilmSizeID", "A3") == "A3"
    assert text(Dataset(), "FilmSizeID", "A3") == "A3"


def test_number_is_one_number() -> None:
    assert number(dataset(RequestedImageSize="40.5"), "RequestedImageSize") == 40.5
    assert number(dataset(RequestedImageSize=None), "RequestedImageSize") is None
    with pytest.raises(FilmValueError, match="MinDensity"):
        number(dataset(MinDensity=[1, 2]), "MinDensity")


@pytest.mark.parametrize("value", [None, "x", 0, 11, [1, 2]])
def test_integer_is_required_in_a_range(value: object) -> None:
    assert integer(dataset(Rows=10), "Rows", 1, 10) == 10
    instance = Dataset()
    instance.add_new("Rows", "UN", b"")
    instance["Rows"]._value = value
    with pytest.raises(FilmValueError, match="Rows"):
        integer(instance, "Rows", 1, 10)


def test_enumerated_value_is_a_member() -> None:
    keyword = "RequestedDecimateCropBehavior"
    assert enumerated(Dataset(), keyword, Behavior.DEFAULT) is Behavior.DEFAULT
    assert enumerated(dataset(**{keyword: "CROP"}), keyword, Behavior.DEFAULT) is (
        Behavior.CROP
    )
    with pytest.raises(FilmValueError, match="DECIMATE, CROP, FAIL"):
        enumerated(dataset(**{keyword: "CUT"}), keyword, Behavior.DEFAULT)


def test_image_box_overrides_the_film_box_with_a_value() -> None:
    film, box = dataset(MaxDensity=200), dataset(MaxDensity=100)
    assert overriding("MaxDensity", box, film) is box
    assert overriding("MaxDensity", dataset(MaxDensity=None), film) is film
    assert overriding("MaxDensity", Dataset(), film) is film
