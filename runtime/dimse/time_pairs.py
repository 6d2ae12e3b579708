"""Ranges of dates and of times that are one range of moments.

Source: PS3.4 C.2.2.2.5.4, where combined datetime matching was negotiated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from pydicom.datadict import keyword_for_tag, tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from .comparisons import is_moment
from .moments import bounds, date_and_time
from .sources import Source, values_of

TIMEZONE: Final = 0x00080201
"""Timezone Offset From UTC."""


class Pair(NamedTuple):
    """A range of dates and the range of times that belongs to it."""

    date: BaseTag
    time: BaseTag
    dates: tuple[str, str]
    times: tuple[str, str]


def pairs_of(identifier: Dataset) -> Iterator[Pair]:
    """Yield the ranges of an identifier, or an item, that belong together.

    Both have to be open at the same end: then they are of the same form.
    """
    for element in identifier:
        if element.VR != "DA":
            continue
        keyword = keyword_for_tag(element.tag)
        other = tag_for_keyword(keyword.removesuffix("Date") + "Time")
        if not keyword.endswith("Date") or other is None or other not in identifier:
            continue
        dates = bounds(str(element.value or ""), is_moment("DA"))
        times = bounds(str(identifier[other].value or ""), is_moment("TM"))
        if dates and times and [*map(bool, dates)] == [*map(bool, times)]:
            yield Pair(element.tag, BaseTag(other), dates, times)


def within(pair: Pair, zone: str) -> Callable[[Source], bool]:
    """Return what tells whether a data set's date and time are in a range.

    Args:
        zone: The offset from UTC of the query; that of a data set is its own.
    """
    first = date_and_time(pair.dates[0], pair.times[0], zone=zone)
    last = date_and_time(pair.dates[1], pair.times[1], last=True, zone=zone)

    def matches(dataset: Source) -> bool:
        date, time, offset = (
            str(values[0]) if (values := values_of(dataset, tag)) else ""
            for tag in (pair.date, pair.time, BaseTag(TIMEZONE))
        )
        found = date_and_time(date, time, zone=offset or zone)
        if found is None:
            return False
        early = first is not None and found.is_before(first)
        return not early and not (last is not None and last.is_before(found))

    return matches
