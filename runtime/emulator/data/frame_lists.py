"""Which frames of an image a retrieval at the level of frames asks for.

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

from .outcomes import refused

KEYS: Final = ("SimpleFrameList", "CalculatedFrameList", "TimeRange")
"""One of them is in a request: Table Y.6-2."""

NONE_FOUND: Final = 0xAA00
NOT_TIMED: Final = 0xAA03
INVALID_REQUEST: Final = 0xAA04
"""Statuses: Tables Y.4-1, Y.4-2."""

INSTANT: Final = 1e-6
"""Seconds by which the time of a frame may miss the end of a range, and be at it."""


def frames_of(keys: Dataset, source: Dataset) -> list[int]:
    """Return the frames that a request asks for, in their order; the first one is 0.

    Args:
        keys: The identifier of the request.

    Raises:
        Refused: It does not say which, or the image has none of them.
    """
    key, *others = [each for each in KEYS if each in keys] or [""]
    if others or not key:
        raise refused(INVALID_REQUEST, f"one of {', '.join(KEYS)} is needed")
    values = values_of(keys, key)
    count = number_of_frames(source)
    if key == "TimeRange":
        found = _between(values, source)
    else:
        triples = key == "CalculatedFrameList"
        found = _numbered(_triples(values) if triples else _single(values), count)
    if not found:
        raise refused(NONE_FOUND, f"{key} has none of the {count} frames")
    return found


def number_of_frames(dataset: Dataset) -> int:
    """Return how many frames an object has; an object that does not say it has one."""
    return int(dataset.get("NumberOfFrames") or 1)


def _single(numbers: Sequence[float]) -> list[range]:
    return [range(int(each), int(each) + 1) for each in numbers]


def _triples(numbers: Sequence[float]) -> list[range]:
    """Return the sub-ranges of a Calculated Frame List: Y.3.2.1.2."""
    whole = [int(each) for each in numbers]
    triples = list(zip(whole[::3], whole[1::3], whole[2::3], strict=False))
    if len(whole) % 3 or any(last < first or not step for first, last, step in triples):
        raise refused(INVALID_REQUEST, "CalculatedFrameList: first, last, increment")
    return [range(first, last + 1, step) for first, last, step in triples]


def _numbered(ranges: Iterable[range], count: int) -> list[int]:
    """Return the frames of sub-ranges, which follow each other."""
    found: list[int] = []
    end = 0
    for each in ranges:
        if each[0] <= end:
            raise refused(INVALID_REQUEST, f"frame {each[0]} after frame {end}")
        end = each[-1]
        there = range(each.start, min(each.stop, count + 1), each.step)
        found += [number - 1 for number in there]
    return found


def _between(limits: Sequence[float], source: Dataset) -> list[int]:
    """Return the frames of a time range, those at its ends included: Y.3.2.1.3."""
    if len(limits) != 2 or limits[0] > limits[1]:
        raise refused(INVALID_REQUEST, "TimeRange: start and end, in seconds")
    times = times_of(source)
    if times is None:
        raise refused(NOT_TIMED, "nothing tells the times of the frames")
    start, end = limits[0] - INSTANT, limits[1] + INSTANT
    return [index for index, time in enumerate(times) if start <= time <= end]


def times_of(dataset: Dataset) -> list[float] | None:
    """Return when each frame was, in seconds after Content Time; None if nothing says it.

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
    """Return what Frame Reference DateTime says of each frame."""
    zone = str(dataset.get("TimezoneOffsetFromUTC") or "")
    day, time = dataset.get("ContentDate"), dataset.get("ContentTime")
    groups = dataset.get("PerFrameFunctionalGroupsSequence") or ()
    try:
        began = _moment(f"{day}{time}{zone}")
        contents = [each.FrameContentSequence[0] for each in groups]
        moments = [_moment(each.FrameReferenceDateTime) for each in contents]
    except (AttributeError, IndexError, ValueError):
        return None  # one of them is absent, or has no value
    # Where one says its time zone and the other does not, they are of the same zone.
    if began.tzinfo is None:
        moments = [each.replace(tzinfo=None) for each in moments]
    moments = [
        each if each.tzinfo else each.replace(tzinfo=began.tzinfo) for each in moments
    ]
    times = [(each - began).total_seconds() for each in moments]
    return times if len(times) == count else None


def _moment(value: object) -> datetime:
    moment = DT(str(value))
    if moment is None:
        raise ValueError("no DT")
    return moment


def values_of(dataset: Dataset, keyword: str) -> list[float]:
    """Return the numbers of an attribute; none if it is absent or empty."""
    value = dataset.get(keyword)
    if value is None or value == "":
        return []
    many = value if isinstance(value, MultiValue | list) else [value]
    return [float(each) for each in many]
