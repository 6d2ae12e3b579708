"""Which content items a structured report may relate to which: PS3.3 A.35."""

from __future__ import annotations

from attrs import field, frozen

from .values import SECTION, TABLE

ANY = "ANY"
"""Stands for every type that the IOD has; "!CONTAINER" after it excepts one."""


@frozen
class ContentRelationship:
    """One row: the sources, the relationships by which they may lead to the targets."""

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
