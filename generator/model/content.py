"""Relationships between content items of structured reports: PS3.3 A.35."""

from __future__ import annotations

from attrs import field, frozen

from .values import SECTION, TABLE

ANY = "ANY"
"""Stands for every type of the IOD; "!CONTAINER" after it excludes one."""


@frozen
class ContentRelationship:
    """One row: source types, relationship types, and target types."""

    sources: tuple[str, ...]
    """Value types: "CONTAINER", or ANY."""
    relationships: tuple[str, ...]
    """Relationship types: "CONTAINS", or ANY."""
    targets: tuple[str, ...]
    """Value types, or ANY."""


@frozen
class ContentConstraint:
    """The relationship constraints of one SR IOD."""

    table: str = field(validator=TABLE)
    section: str = field(validator=SECTION)
    iod: str
    """From the caption, without "IOD": "Basic Text SR"."""
    relationships: tuple[ContentRelationship, ...] = ()
