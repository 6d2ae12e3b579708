"""Dates and times, as they are matched."""

import pytest

from iodize.dimse.comparisons import comparison_of, is_moment
from iodize.dimse.moments import (
    bounds,
    date_time,
    day,
    minutes_of,
    moved,
    time_of_day,
)


@pytest.mark.parametrize(
    ("asked", "held", "same"),
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
def test_date_times_match_by_meaning(asked: str, held: str, same: bool) -> None:
    """With their offsets from UTC, where both have one: PS3.4 C.2.2.2.1.3."""
    assert comparison_of("DT", [asked])([held]) is same


def test_what_has_no_offset_has_that_of_the_query() -> None:
    """Timezone Offset From UTC (0008,0201) of the identifier, where it was negotiated."""
    compares = comparison_of("DT", ["19980128103000"], zone="+0000")

    assert compares(["19980128073000-0300"])
    assert not compares(["19980128103000-0300"])


def test_a_moment_without_offset_is_compared_in_local_time() -> None:
    assert date_time("2026").local < date_time("202601011200+0100").local


def test_a_date_may_be_written_as_before_dicom() -> None:
    assert day("2026.01.31") == "20260131"
    assert day("2026") == ""


def test_times_are_filled_up() -> None:
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
def test_ends_of_ranges(text: str, ends: tuple[str, str] | None) -> None:
    assert bounds(text, is_moment("DA")) == ends


def test_a_dash_may_begin_an_offset() -> None:
    assert bounds("20260101-0500", is_moment("DT")) == ("20260101", "0500")
    assert bounds("20260101-0500-", is_moment("DT")) == ("20260101-0500", "")


@pytest.mark.parametrize("vr", ["LT", "ST", "UC", "UT"])
def test_leading_blanks_of_paragraphs_count(vr: str) -> None:
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
def test_clocks_elsewhere(
    date: str, time: str, minutes: int, there: tuple[str, str]
) -> None:
    assert moved(date, time, minutes) == there


@pytest.mark.parametrize(
    ("offset", "minutes"), [("+0130", 90), ("-1200", -720), ("", None), ("0100", None)]
)
def test_offsets_in_minutes(offset: str, minutes: int | None) -> None:
    assert minutes_of(offset) == minutes
