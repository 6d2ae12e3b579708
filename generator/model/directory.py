"""Directory records of a DICOMDIR: PS3.3 Annex F."""

from __future__ import annotations

from attrs import field, frozen

from .attributes import Attribute, Include, OpenRow
from .values import SECTION


@frozen
class DirectoryRecord:
    """One type of directory record: its keys, and the records allowed below it."""

    name: str
    """Directory Record Type (0004,1430): "SERIES"."""
    section: str = field(validator=SECTION)
    table: str | None = field(default=None)
    """Label of the key table; None if the edition does not have one (retired)."""
    content: tuple[Attribute | Include | OpenRow, ...] = ()
    lower: tuple[str, ...] = ()
    """The record types of the next lower level: PS3.3 Table F.4-1."""
