"""What two systems agreed on for queries, beyond the baseline."""

from __future__ import annotations

from typing import Final, NamedTuple


class Negotiated(NamedTuple):
    """The options of the extended negotiation of queries: PS3.4 C.5.1.1."""

    relational: bool = False
    """Keys of any level, without the unique keys of the levels above."""
    combined_date_time: bool = False
    """A range of dates and one of times are one range."""
    fuzzy_names: bool = False
    """Names match otherwise than character by character."""
    timezone: bool = False
    """Timezone Offset From UTC adjusts dates and times."""
    empty_value: bool = False
    """`""` matches what has no value."""
    multiple_value: bool = False
    """Several values match what has them all."""


BASELINE: Final = Negotiated()
