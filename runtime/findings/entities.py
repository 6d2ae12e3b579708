"""Attributes of the information entities that an instance shares with others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Entities(NamedTuple):
    """The patient, study and series of an instance."""

    study: str
    """Study Instance UID; empty if absent."""
    series: str
    """Series Instance UID; empty if absent."""
    values: Mapping[int, str]
    """Values of the text attributes, by tag; without empty ones."""
    iod: str
    """Keyword of the IOD."""
