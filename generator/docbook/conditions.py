"""The words of conditions, kept until all tables are read.

What a condition's words mean depends on other tables: where an attribute is that they
name. `generator/conditions` turns them into formal text once everything is read.
"""

from __future__ import annotations

from attrs import frozen

from ..model import Condition


@frozen
class Worded(Condition):
    """A condition that is still words; none is left in a finished model."""

    words: str = ""
    needed: bool = True
    """Whether the row must have a condition: types 1C and 2C, usage C."""


def read_condition(words: str, needed: bool = True) -> Condition:
    """Return the condition that a text states, to be resolved later."""
    return Worded(words=words, needed=needed)
