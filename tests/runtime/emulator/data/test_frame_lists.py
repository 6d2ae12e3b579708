"""Selection of frames by number and by time: PS3.4 Y.3.2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from iodize.emulator.data.frame_lists import (
    InvalidFrameListError,
    NoFramesFoundError,
    NoFrameTimesError,
    frames_of,
    times_of,
)

from ..requests import dataset
from .frames import of


def test_calculated_list_selects_the_frames_of_the_standard_example() -> None:
    """The example of PS3.4 Y.3.2.1.2."""
    keys = dataset(CalculatedFrameList=[2, 9, 3, 12, 0xFFFFFFFF, 5])

    assert frames_of(keys, of(25)) == [each - 1 for each in (2, 5, 8, 12, 17, 22)]


def test_sub_range_beyond_the_last_frame_is_ignored() -> None:
    assert frames_of(dataset(CalculatedFrameList=[9, 10, 1, 30, 40, 2]), of(10)) == [
        8,
        9,
    ]
    assert frames_of(dataset(CalculatedFrameList=[3, 8, 5]), of(10)) == [2, 7]


def test_simple_list_selects_existing_frames() -> None:
    assert frames_of(dataset(SimpleFrameList=7), of(10)) == [6]
    assert frames_of(dataset(SimpleFrameList=[1, 7, 11]), of(10)) == [0, 6]


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"SimpleFrameList": [1], "TimeRange": [0.0, 1.0]},
        {"SimpleFrameList": [2, 1]},
        {"SimpleFrameList": [2, 2]},
        {"SimpleFrameList": [0, 1]},
        {"CalculatedFrameList": [1, 5]},
        {"CalculatedFrameList": [5, 1, 1]},
        {"CalculatedFrameList": [1, 5, 0]},
        {"CalculatedFrameList": [1, 0xFFFFFFFF, 1, 12, 13, 1]},
        {"TimeRange": [1.0, 0.0]},
        {"TimeRange": 1.0},
    ],
)
def test_invalid_list_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(InvalidFrameListError):
        frames_of(dataset(**keys), of(10))


@pytest.mark.parametrize(
    "keys", [{"SimpleFrameList": [11, 12]}, {"CalculatedFrameList": [11, 20, 1]}]
)
def test_list_without_existing_frames_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(NoFramesFoundError, match="none of the 10 frames"):
        frames_of(dataset(**keys), of(10))


def test_time_range_of_an_object_without_times_is_refused() -> None:
    with pytest.raises(NoFrameTimesError):
        frames_of(dataset(TimeRange=[0.0, 1.0]), of(10))


def test_object_without_number_of_frames_has_one() -> None:
    assert frames_of(dataset(SimpleFrameList=1), dataset()) == [0]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"FrameTime": "100"}, [1, 2]),
        ({"FrameTime": "100", "FrameDelay": "100"}, [0, 1]),
        ({"FrameTimeVector": ["0", "50", "50", "150"]}, [2]),
    ],
)
def test_time_range_selects_frames_including_its_ends(
    attributes: dict[str, Any], expected: Sequence[int]
) -> None:
    """Times are relative to Content Time."""
    keys = dataset(TimeRange=[0.1, 0.2])

    assert frames_of(keys, of(4, **attributes)) == expected
    with pytest.raises(NoFramesFoundError):
        frames_of(dataset(TimeRange=[9.0, 9.5]), of(4, **attributes))


@pytest.mark.parametrize("zone", ["", "+0100"])
def test_times_follow_from_frame_reference_date_times(zone: str) -> None:
    references = ["20260101235959.5", "20260102000000.25", f"20260102000001{zone}"]
    source = of(
        3,
        ContentDate="20260101",
        ContentTime="235959",
        TimezoneOffsetFromUTC="+0100",
        PerFrameFunctionalGroupsSequence=[
            dataset(FrameContentSequence=[dataset(FrameReferenceDateTime=each)])
            for each in references
        ],
    )

    assert times_of(source) == [0.5, 1.25, 2.0]
    del source.PerFrameFunctionalGroupsSequence[1].FrameContentSequence
    assert times_of(source) is None
