"""Time points of longitudinal studies in measurement reports.

Source: PS3.16 TID 1502.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from . import content
from .content import Item
from .errors import BuildError
from .measurements import TimePoint

TIME_POINT: Final = ("C2348792", "UMLS", "Time Point")
TYPE: Final = ("126072", "DCM", "Time Point Type")
ORDER: Final = ("126073", "DCM", "Time Point Order")
SUBJECT: Final = ("126070", "DCM", "Subject Time Point Identifier")
PROTOCOL: Final = ("126071", "DCM", "Protocol Time Point Identifier")
OFFSET: Final = ("128740", "DCM", "Longitudinal Temporal Offset from Event")
EVENT: Final = ("128741", "DCM", "Longitudinal Temporal Event Type")
NO_UNITS: Final = ("1", "UCUM", "no units")


def time_point_context(given: TimePoint | str | None) -> Iterator[Item]:
    """Yield the content items of a time point.

    Raises:
        BuildError: It has an offset without an event, or an event without an offset.
    """
    if given is None:
        return
    point = TimePoint(given) if isinstance(given, str) else given
    if (point.offset is None) != (point.event is None):
        lacks = "event" if point.event is None else "offset"
        raise BuildError("time_point", f"has no {lacks}", "pass offset and event")
    yield content.text("HAS OBS CONTEXT", TIME_POINT, point.name)
    if point.type is not None:
        yield content.code("HAS OBS CONTEXT", TYPE, point.type)
    if point.order is not None:
        yield content.number(
            ORDER, point.order, NO_UNITS, relationship="HAS OBS CONTEXT"
        )
    if point.subject_identifier is not None:
        yield content.text("HAS OBS CONTEXT", SUBJECT, point.subject_identifier)
    if point.protocol_identifier is not None:
        yield content.text("HAS OBS CONTEXT", PROTOCOL, point.protocol_identifier)
    if point.offset is not None and point.event is not None:
        event = content.code("HAS CONCEPT MOD", EVENT, point.event)
        yield content.number(
            OFFSET,
            point.offset,
            point.offset_unit,
            [event],
            relationship="HAS OBS CONTEXT",
        )
