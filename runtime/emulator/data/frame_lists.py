"""Selection of frames for a retrieval at the level FRAME.

Source: PS3.4 Y.3.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Final

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.valuerep import DT

from ...errors import IodizeError

SIMPLE: Final = "SimpleFrameList"
CALCULATED: Final = "CalculatedFrameList"
TIME_RANGE: Final = "TimeRange"
KEYS: Final = (SIMPLE, CALCULATED, TIME_RANGE)
"""A request has one of them: Table Y.6-2."""

TOLERANCE: Final = 1e-6
"""Seconds between the time of a frame and the end of a range that includes it."""


class FrameSelectionError(IodizeError):
    """A request selects no frames."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


class InvalidFrameListError(FrameSelectionError):
    """The keys of a request are not a valid list of frames."""


class NoFramesFoundError(FrameSelectionError):
    """The object has none of the frames."""


class NoFrameTimesError(FrameSelectionError):
    """The object does not have the times of its frames."""


def frames_of(keys: Dataset, source: Dataset) -> list[int]:
    """Return the indices of the selected frames, in order, from 0.

    Args:
        keys: The identifier of the request.

    Raises:
        InvalidFrameListError: The keys are invalid.
        NoFramesFoundError: The object has none of the frames.
        NoFrameTimesError: The object does not have the times of its frames.
    """
    key, *others = [each for each in KEYS if each in keys] or [""]
    if others or not key:
        raise InvalidFrameListError(f"requires one of {', '.join(KEYS)}")
    values = values_of(keys, key)
    count = number_of_frames(source)
    if key == TIME_RANGE:
        found = _between(values, source)
    elif key == CALCULATED:
        found = _numbered(_sub_ranges(values), count)
    else:
        found = _numbered(_single(values), count)
    if not found:
        raise NoFramesFoundError(f"{key} has none of the {count} frames")
    return found


def number_of_frames(dataset: Dataset) -> int:
    """Return Number of Frames, 1 if it is absent."""
    return int(dataset.get("NumberOfFrames") or 1)


def _single(numbers: Sequence[float]) -> list[range]:
    return [range(int(each), int(each) + 1) for each in numbers]


def _sub_ranges(numbers: Sequence[float]) -> list[range]:
    """Return the sub-ranges of a Calculated Frame List: Y.3.2.1.2."""
    values = [int(each) for each in numbers]
    triples = list(zip(values[::3], values[1::3], values[2::3], strict=False))
    if len(values) % 3 or any(
        last < first or not step for first, last, step in triples
    ):
        raise InvalidFrameListError("CalculatedFrameList: first, last, increment")
    return [range(first, last + 1, step) for first, last, step in triples]


def _numbered(ranges: Iterable[range], count: int) -> list[int]:
    """Return the frames of sub-ranges, which must be in ascending order."""
    found: list[int] = []
    end = 0
    for each in ranges:
        if each[0] <= end:
            raise InvalidFrameListError(f"frame {each[0]} after frame {end}")
        end = each[-1]
        existing = range(each.start, min(each.stop, count + 1), each.step)
        found += [number - 1 for number in existing]
    return found


def _between(limits: Sequence[float], source: Dataset) -> list[int]:
    """Return the frames of a time range, its ends included: Y.3.2.1.3."""
    if len(limits) != 2 or limits[0] > limits[1]:
        raise InvalidFrameListError("TimeRange: start and end, in seconds")
    times = times_of(source)
    if times is None:
        raise NoFrameTimesError("the object has no times of frames")
    start, end = limits[0] - TOLERANCE, limits[1] + TOLERANCE
    return [index for index, time in enumerate(times) if start <= time <= end]


def times_of(dataset: Dataset) -> list[float] | None:
    """Return the times of the frames, in seconds after Content Time; None if unknown.

    Source: PS3.3 C.7.6.5.1, C.7.6.16.2.2.
    """
    count = number_of_frames(dataset)
    delay = float(dataset.get("FrameDelay") or 0)
    vector = values_of(dataset, "FrameTimeVector")
    if len(vector) == count:
        return [(delay + each) / 1000 for each in accumulate(vector)]
    if dataset.get("FrameTime") is not None:
        time = float(dataset.FrameTime)
        return [(delay + time * index) / 1000 for index in range(count)]
    return _reference_times(dataset, count)


def _reference_times(dataset: Dataset, count: int) -> list[float] | None:
    """Return the times from Frame Reference DateTime of each frame."""
    zone = str(dataset.get("TimezoneOffsetFromUTC") or "")
    day, time = dataset.get("ContentDate"), dataset.get("ContentTime")
    groups = dataset.get("PerFrameFunctionalGroupsSequence") or ()
    try:
        start = _datetime(f"{day}{time}{zone}")
        contents = [each.FrameContentSequence[0] for each in groups]
        references = [_datetime(each.FrameReferenceDateTime) for each in contents]
    except (AttributeError, IndexError, ValueError):
        return None  # an attribute is absent, empty or invalid
    # A value without an offset is in the time zone of the values with one.
    if start.tzinfo is None:
        references = [each.replace(tzinfo=None) for each in references]
    references = [
        each if each.tzinfo else each.replace(tzinfo=start.tzinfo)
        for each in references
    ]
    times = [(each - start).total_seconds() for each in references]
    return times if len(times) == count else None


def _datetime(value: object) -> datetime:
    parsed = DT(str(value))
    if parsed is None:
        raise ValueError("empty DT")
    return parsed


def values_of(dataset: Dataset, keyword: str) -> list[float]:
    """Return the numbers of an attribute; an empty list if it is absent or empty."""
    value = dataset.get(keyword)
    if value is None or value == "":
        return []
    values = value if isinstance(value, MultiValue | list) else [value]
    return [float(each) for each in values]
