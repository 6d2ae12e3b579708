"""Ranges of dates combined with ranges of the corresponding times.

Source: PS3.4 C.2.2.2.5.4 (combined datetime matching, if negotiated); K.5.1.1 (always
applied to worklists).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pydicom.datadict import dictionary_VR, keyword_for_tag, tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from .comparisons import is_moment
from .date_ranges import Moment, bounds, date_and_time
from .element_values import Source, first_of


class Pair(NamedTuple):
    """A range of dates and the corresponding range of times."""

    date: BaseTag
    time: BaseTag
    dates: tuple[str, str]
    times: tuple[str, str]


def companion(tag: BaseTag) -> BaseTag | None:
    """Return the time that corresponds to a date, or the date to a time.

    The standard pairs attributes only by their names: Study Date, Study Time.
    """
    keyword = keyword_for_tag(tag)
    for own, other, vr in (("Date", "Time", "TM"), ("Time", "Date", "DA")):
        if keyword.endswith(own):
            found = tag_for_keyword(keyword.removesuffix(own) + other)
            if found is not None and dictionary_VR(found) == vr:
                return BaseTag(found)
    return None


def pairs_of(identifier: Dataset) -> Iterator[Pair]:
    """Yield the corresponding ranges of an identifier, or an item.

    Both must be open at the same end, or closed.
    """
    for tag in sorted(map(int, identifier.keys())):
        date, time = BaseTag(tag), companion(BaseTag(tag))
        if time is None or dictionary_VR(date) != "DA":
            continue
        dates = bounds(first_of(identifier, date), is_moment("DA"))
        times = bounds(first_of(identifier, time), is_moment("TM"))
        if dates and times and [*map(bool, dates)] == [*map(bool, times)]:
            yield Pair(date, time, dates, times)


def within(pair: Pair, unknown_matches: bool) -> Callable[[Source], bool]:
    """Return the test whether the date and time of a data set are in a range.

    Args:
        unknown_matches: True if a date without a value is in the range, and a date without
            a time that is partly in the range.
    """
    begin = date_and_time(pair.dates[0], pair.times[0])
    end = date_and_time(pair.dates[1], pair.times[1], last=True)

    def is_outside(first: Moment, last: Moment) -> bool:
        early = begin is not None and last.is_before(begin)
        return early or (end is not None and end.is_before(first))

    def matches(dataset: Source) -> bool:
        date, time = first_of(dataset, pair.date), first_of(dataset, pair.time)
        if not date:
            return unknown_matches
        first = date_and_time(date, time)
        last = first if time else date_and_time(date, "", last=True)
        if first is None or last is None:
            return False
        if is_outside(first, last):
            return False
        return unknown_matches or not (
            is_outside(first, first) or is_outside(last, last)
        )

    return matches
