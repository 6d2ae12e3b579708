"""Conditions: when an attribute, an inclusion, a module or a macro is required.

Source: PS3.5 7.4 (data element types), PS3.3 A.1.3 (usage of modules).
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class Otherwise(StrEnum):
    """What holds where the condition is not met."""

    UNSPECIFIED = "unspecified"
    """The row says nothing; PS3.5 7.4.2 and 7.4.4 apply."""
    MAY = "may"
    """May be present."""
    SHALL_NOT = "shall-not"
    """Shall not be present."""


@frozen
class Unknown:
    """A condition, or a part of one, that is not known as an expression."""

    reason: str
    """One or two words: "unread" where the words have not been parsed."""


Expression = Unknown
"""One node of a condition's expression tree; every kind of node is listed here."""


@frozen
class Condition:
    """The condition of one row, and what holds where it is not met."""

    expression: Expression
    otherwise: Otherwise = Otherwise.UNSPECIFIED
