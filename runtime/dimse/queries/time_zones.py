"""Dates and times of a data set, adjusted to the time zone of a query.

Source: PS3.4 C.2.2.2.1.3 (timezone query adjustment, if negotiated).
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from pydicom.tag import BaseTag

from .date_ranges import has_offset, minutes_of, moved
from .element_values import Source, element_of, first_of, values_of
from .time_pairs import companion

TIMEZONE: Final = BaseTag(0x00080201)
"""Timezone Offset From UTC."""


class Adjusted(NamedTuple):
    """An element with adjusted values."""

    VR: str
    value: Any


class InZone:
    """A data set, or an item in it, with times in the zone of a query.

    Args:
        own: Offset from UTC of the data set: "+0100".
        minutes: Difference between local time of the query and of the data set.
    """

    def __init__(self, dataset: Source, own: str, minutes: int) -> None:
        self._dataset: Final = dataset
        self._own: Final = own
        self._minutes: Final = minutes

    def get_item(self, tag: BaseTag) -> Any:
        """Return an element; None if it is absent."""
        element = element_of(self._dataset, tag)
        if element is None or not element.value:
            return element
        if element.VR == "SQ":
            items = [InZone(each, self._own, self._minutes) for each in element.value]
            return Adjusted("SQ", items)
        if element.VR == "DT":
            texts = [str(each).strip() for each in values_of(self._dataset, tag)]
            complete = [t if has_offset(t) else t + self._own for t in texts]
            return Adjusted("DT", complete)
        if element.VR in ("DA", "TM") and self._minutes:
            return Adjusted(element.VR, self._moved(tag, element.VR))
        return element

    def _moved(self, tag: BaseTag, vr: str) -> str:
        """Return a date, or a time, in the query's zone; a date without a time unchanged."""
        value, other = first_of(self._dataset, tag), companion(tag)
        paired = "" if other is None else first_of(self._dataset, other)
        date, time = (value, paired) if vr == "DA" else (paired, value)
        return moved(date, time, self._minutes)[0 if vr == "DA" else 1]


def in_zone(dataset: Source, zone: str) -> Source:
    """Return a data set with its times in the zone of a query.

    Args:
        zone: Offset from UTC of the query. If empty, because the query has none or the
            option was not negotiated, only date-times are completed, with the offset of
            the data set.
    """
    own = first_of(dataset, TIMEZONE)
    own_minutes, minutes = minutes_of(own), minutes_of(zone)
    if own_minutes is None:
        return dataset
    return InZone(dataset, own, 0 if minutes is None else minutes - own_minutes)
