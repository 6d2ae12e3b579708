"""What a row requires: its conditions together, and the verdict they give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .evaluation import Test, compiled
from .expressions import Expression
from .places import Knowledge, Truth, View


class Otherwise(StrEnum):
    """What holds where the condition is not met."""

    UNSPECIFIED = "unspecified"
    """The row says nothing: PS3.5 7.4.2 and 7.4.4 forbid the attribute."""
    MAY = "may"
    """May be present."""
    SHALL_NOT = "shall-not"
    """Shall not be present; where the row permits it under a condition, else."""


class Verdict(StrEnum):
    """What is asked of an attribute, a module or a macro in one object."""

    REQUIRED = "required"
    NOT_REQUIRED = "not-required"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Requirement:
    """The conditions of one row."""

    required: Expression | None = None
    """When it shall be present; None for never, or always where `always` says so."""
    permitted: Expression | None = None
    """When it may be present though it is not required."""
    forbidden: Expression | None = None
    """When it shall not be present, whatever else holds."""
    otherwise: Otherwise = Otherwise.UNSPECIFIED

    def verdict(
        self, view: View, knowledge: Knowledge, always: bool = False
    ) -> Verdict:
        """Return what is asked in an object; see `Judge`."""
        return Judge(self).verdict(view, knowledge, always)


class Judge:
    """A requirement, compiled to be asked often."""

    __slots__ = ("_forbidden", "_permitted", "_required", "otherwise", "required")

    def __init__(self, requirement: Requirement) -> None:
        self._required = _test(requirement.required)
        self._permitted = _test(requirement.permitted)
        self._forbidden = _test(requirement.forbidden)
        self.otherwise = requirement.otherwise
        self.required: Test = self._required or _never
        """Whether it shall be present, as far as nothing forbids it."""

    def verdict(
        self, view: View, knowledge: Knowledge, always: bool = False
    ) -> Verdict:
        """Return what is asked in an object.

        Args:
            view: The data set or item in which the attribute would be.
            always: Whether the row requires it where no condition is said: usage M.
        """
        forbids, requires = self._forbidden, self._required
        forbidden: Truth = False if forbids is None else forbids(view, knowledge)
        if forbidden:
            return Verdict.FORBIDDEN
        required: Truth = always if requires is None else requires(view, knowledge)
        if required:
            return Verdict.UNKNOWN if forbidden is None else Verdict.REQUIRED
        if required is None or forbidden is None:
            return Verdict.UNKNOWN
        return self._not_required(view, knowledge)

    def _not_required(self, view: View, knowledge: Knowledge) -> Verdict:
        """Return what is asked where no condition requires it for certain."""
        if self.otherwise is Otherwise.MAY:
            return Verdict.NOT_REQUIRED
        if self._permitted is not None:
            permitted = self._permitted(view, knowledge)
            if permitted is None:
                return Verdict.UNKNOWN
            return Verdict.NOT_REQUIRED if permitted else Verdict.FORBIDDEN
        if self.otherwise is Otherwise.UNSPECIFIED and self._required is None:
            return Verdict.NOT_REQUIRED
        return Verdict.FORBIDDEN


def _never(view: View, knowledge: Knowledge) -> Truth:
    return False


def _test(expression: Expression | None) -> Test | None:
    return None if expression is None else compiled(expression)
