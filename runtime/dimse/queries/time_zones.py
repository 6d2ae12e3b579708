"""Dates and times of a data set as a query of another time zone means them.

Source: PS3.4 C.2.2.2.1.3, where timezone query adjustment was negotiated.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from pydicom.tag import BaseTag

from .moments import has_offset, minutes_of, moved
from .sources import Source, element_of, first_of, values_of
from .time_pairs import companion

TIMEZONE: Final = BaseTag(0x00080201)
"""Timezone Offset From UTC."""


class Adjusted(NamedTuple):
    """An element, as the query means it."""

    VR: str
    value: Any


class InZone:
    """A data set, or an item of it, whose times are told in the zone of a query."""

    def __init__(self, dataset: Source, own: str, minutes: int) -> None:
        """Look at a data set.

        Args:
            own: Its offset from UTC: "+0100".
            minutes: How much later the clocks of the query are.
        """
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
            told = [text if has_offset(text) else text + self._own for text in texts]
            return Adjusted("DT", told)
        if element.VR in ("DA", "TM") and self._minutes:
            return Adjusted(element.VR, self._moved(tag, element.VR))
        return element

    def _moved(self, tag: BaseTag, vr: str) -> str:
        """Return a date, or a time, of the query's zone; a date has to have a time."""
        value, other = first_of(self._dataset, tag), companion(tag)
        beside = "" if other is None else first_of(self._dataset, other)
        date, time = (value, beside) if vr == "DA" else (beside, value)
        return moved(date, time, self._minutes)[0 if vr == "DA" else 1]


def in_zone(dataset: Source, zone: str) -> Source:
    """Return a data set with its times as a query means them.

    Args:
        zone: Offset from UTC of the query; empty if it has none, or none was negotiated:
            then only date-times get the offset that the data set tells for them.
    """
    own = first_of(dataset, TIMEZONE)
    there, here = minutes_of(own), minutes_of(zone)
    if there is None:
        return dataset
    return InZone(dataset, own, 0 if here is None else here - there)
