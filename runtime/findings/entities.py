"""What an instance says of the information entities that it shares with others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Entities(NamedTuple):
    """What an instance says of its patient, study and series."""

    study: str
    """Study Instance UID; empty where nothing says it."""
    series: str
    """Series Instance UID."""
    values: Mapping[int, str]
    """Values of the attributes that text is, by tag; without those that are empty."""
    iod: str
    """Keyword of the IOD."""
