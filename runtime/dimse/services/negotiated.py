"""Options of queries that two systems have negotiated."""

from __future__ import annotations

from typing import Final, NamedTuple


class Negotiated(NamedTuple):
    """The options of the extended negotiation of queries: PS3.4 C.5.1.1."""

    relational: bool = False
    """Keys of any level are allowed, without the unique keys of the levels above."""
    combined_date_time: bool = False
    """A range of dates and a range of times form one range."""
    fuzzy_names: bool = False
    """Names may match other spellings."""
    timezone: bool = False
    """Timezone Offset From UTC adjusts dates and times."""
    empty_value: bool = False
    """The key `""` matches attributes without a value."""
    multiple_value: bool = False
    """A key with several values matches attributes that have all of them."""


BASELINE: Final = Negotiated()
