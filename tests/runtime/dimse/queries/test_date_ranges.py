"""Comparison of dates and times."""

import pytest

from iodize.dimse.queries.comparisons import comparison_of, is_moment
from iodize.dimse.queries.date_ranges import (
    bounds,
    date_time,
    day,
    minutes_of,
    moved,
    time_of_day,
)


@pytest.mark.parametrize(
    ("key", "held", "same"),
    [
        ("19980128103000.0000", "19980128103000", True),
        ("20260131", "20260131000000", True),
        ("20260101-20260131", "20260131235959.5", True),
        ("20260101-202601", "20260131", True),
        ("20260101-20260131", "20260201", False),
        ("-20260131", "20251231", True),
        ("20260131-", "20260130", False),
        ("20260101120000+0100", "20260101110000+0000", True),
        ("20260101120000+0100", "20260101120000+0000", False),
        ("20260101-0500-20260102-0500", "20260101020000-0500", True),
        ("20260101-0500-20260102-0500", "20260101040000+0000", False),
    ],
)
def test_date_times_match_by_value(key: str, held: str, same: bool) -> None:
    """In UTC if both have an offset: PS3.4 C.2.2.2.1.3."""
    assert comparison_of("DT", [key])([held]) is same


def test_date_times_without_offset_have_that_of_the_query() -> None:
    """Timezone Offset From UTC (0008,0201) of the identifier, if negotiated."""
    compares = comparison_of("DT", ["19980128103000"], zone="+0000")

    assert compares(["19980128073000-0300"])
    assert not compares(["19980128103000-0300"])


def test_a_moment_without_offset_is_compared_in_local_time() -> None:
    assert date_time("2026").local < date_time("202601011200+0100").local


def test_a_date_may_have_the_form_of_acr_nema() -> None:
    assert day("2026.01.31") == "20260131"
    assert day("2026") == ""


def test_a_time_is_filled_up_to_microseconds() -> None:
    assert time_of_day("10") == "100000000000"
    assert time_of_day("10", last=True) == "105959999999"
    assert time_of_day("10:30") == "103000000000"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("20260101", None),
        ("20260101-", ("20260101", "")),
        ("-20260101", ("", "20260101")),
        ("20260101 - 20260102", ("20260101", "20260102")),
        ("-", None),
        ("20260101-x", None),
    ],
)
def test_a_range_is_split_into_its_ends(
    text: str, ends: tuple[str, str] | None
) -> None:
    assert bounds(text, is_moment("DA")) == ends


def test_a_dash_may_begin_an_offset() -> None:
    assert bounds("20260101-0500", is_moment("DT")) == ("20260101", "0500")
    assert bounds("20260101-0500-", is_moment("DT")) == ("20260101-0500", "")


@pytest.mark.parametrize("vr", ["LT", "ST", "UC", "UT"])
def test_leading_spaces_of_text_vrs_are_significant(vr: str) -> None:
    assert comparison_of(vr, ["  a"])(["  a "])
    assert not comparison_of(vr, ["a"])(["  a"])


@pytest.mark.parametrize(
    ("date", "time", "minutes", "there"),
    [
        ("20260110", "2330", 60, ("20260111", "0030")),
        ("20260101", "000000.5", -90, ("20251231", "2230005")),
        ("20260110", "23", 30, ("20260110", "2330")),
        ("", "2330", 60, ("", "0030")),
        ("20260110", "", 60, ("20260110", "")),
        ("99991231", "2330", 60, ("99991231", "2330")),
        ("20260110", "noon", 60, ("20260110", "noon")),
    ],
)
def test_dates_and_times_are_moved_to_another_zone(
    date: str, time: str, minutes: int, there: tuple[str, str]
) -> None:
    assert moved(date, time, minutes) == there


@pytest.mark.parametrize(
    ("offset", "minutes"), [("+0130", 90), ("-1200", -720), ("", None), ("0100", None)]
)
def test_an_offset_is_converted_to_minutes(offset: str, minutes: int | None) -> None:
    assert minutes_of(offset) == minutes
