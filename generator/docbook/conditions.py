"""Conditions of rows, as far as they are read: what holds where one is not met.

The words of a condition become an expression in a later pass; until then the
expression is `Unknown("unread")`.
"""

from __future__ import annotations

import re

from ..model import Condition, Otherwise, Unknown

UNREAD = Unknown("unread")

_MAY = re.compile(
    r"\bmay(?:be)? be (?:present|included) otherwise(?! only\b)", re.IGNORECASE
)
_SHALL_NOT = re.compile(
    r"\bshall not be (?:present|included) otherwise\b", re.IGNORECASE
)


def read_condition(text: str) -> Condition:
    """Return the condition that a cell states."""
    if _SHALL_NOT.search(text):
        return Condition(UNREAD, Otherwise.SHALL_NOT)
    if _MAY.search(text):
        return Condition(UNREAD, Otherwise.MAY)
    return Condition(UNREAD)
