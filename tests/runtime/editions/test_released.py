"""Names of editions, and when they were in force."""

from datetime import date

import pytest

from iodize.editions import released
from iodize.editions.checksums import KNOWN
from iodize.tables import editions


def test_names_are_in_the_order_of_publication() -> None:
    names = [*released.names()]

    assert names == sorted(names)
    assert names[:5] == ["2013", "2014a", "2014b", "2014c", "2015a"]
    assert names[-1] == released.NEWEST
    assert editions.bundled().name in names
    assert {*KNOWN} <= {*names}


@pytest.mark.parametrize("name", ["2013", "2014c", "2022d", "2026d", "2031a"])
def test_published_and_future_names_are_accepted(name: str) -> None:
    assert released.is_name(name)


@pytest.mark.parametrize(
    "name",
    ["2013a", "2014d", "2022f", "2022", "2008", "2022D", "", "2022d ", "current"],
)
def test_other_names_are_refused(name: str) -> None:
    assert not released.is_name(name)


def test_editions_are_in_force_in_their_order() -> None:
    dates = [released.in_force(name) for name in released.names()]

    assert dates == sorted(set(dates))
    assert released.in_force("2020a") == date(2020, 3, 1)
    assert released.in_force("2013") == date(2013, 12, 31)


def test_text_that_is_not_a_name_has_no_date() -> None:
    with pytest.raises(ValueError, match="dicom"):
        released.in_force("dicom")
