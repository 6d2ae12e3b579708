"""The outcome of a conditional check on one data set or item."""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol

from ...conditions.places import View
from ...findings.codes import Code
from ...tables.descriptions import Attribute, Definition, Use, When
from ..plan.scope import Scope
from .facts import Facts


class Problem(NamedTuple):
    """A finding about a data set or item."""

    code: Code
    tag: int | None
    message: str
    module: str
    reference: str
    suggestion: str = ""


class Undecided(NamedTuple):
    """A row or a usage whose condition is unknown."""

    subject: Attribute | Use
    when: When


class Outcome(NamedTuple):
    """The outcome of a check."""

    held: int = 0
    """Number of conditions that are decided, and met."""
    problems: tuple[Problem, ...] = ()
    undecided: Undecided | None = None


HELD: Final = Outcome(held=1)
NOTHING: Final = Outcome()


class Check(Protocol):
    """A check of one conditional requirement; the same for all objects."""

    @property
    def once(self) -> type[Definition] | None:
        """Definition about which an object has one finding at most; None without limit."""

    def outcome(self, scope: Scope, view: View, facts: Facts) -> Outcome:
        """Evaluate the condition for a data set or item.

        Args:
            view: The view of the data set or item; it may be watched.
        """
