"""The two sides of an association."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """One of the two systems."""

    REQUESTOR = "requestor"
    """The system that requests the association."""
    ACCEPTOR = "acceptor"

    @property
    def other(self) -> Side:
        return Side.ACCEPTOR if self is Side.REQUESTOR else Side.REQUESTOR
