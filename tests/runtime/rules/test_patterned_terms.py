"""Defined terms with a variable part: a number of columns, a bin, a density."""

from __future__ import annotations

import pytest
from pydicom import Dataset

from iodize.dimse.checking import check_attribute_list
from iodize.services import BasicFilmBox, BasicFilmSession


@pytest.mark.parametrize(
    ("keyword", "value", "unknown"),
    [
        ("ImageDisplayFormat", "STANDARD\\2,3", False),
        ("ImageDisplayFormat", "ROW\\2,1,3", False),
        ("ImageDisplayFormat", "COL\\2", False),
        ("ImageDisplayFormat", "CUSTOM\\1", False),
        ("ImageDisplayFormat", "SLIDE", False),
        ("ImageDisplayFormat", "STANDARD\\2", True),
        ("ImageDisplayFormat", "GRID\\2,3", True),
        ("BorderDensity", "150", False),
        ("BorderDensity", "GREY", True),
        ("EmptyImageDensity", "20", False),
        ("ConfigurationInformation", "CS012", False),
        ("ConfigurationInformation", "CS12", True),
    ],
)
def test_term_of_a_film_box_with_a_number_is_defined(
    keyword: str, value: str, unknown: bool
) -> None:
    film = Dataset()
    setattr(film, keyword, value)
    found = check_attribute_list((BasicFilmBox.Created, film))

    terms = [each.keyword for each in found if each.code == "term-unknown"]
    assert terms == ([keyword] if unknown else [])


def test_film_destination_with_a_number_is_defined() -> None:
    session = Dataset()
    session.FilmDestination = "BIN_2"

    assert check_attribute_list((BasicFilmSession.Created, session)) == ()
