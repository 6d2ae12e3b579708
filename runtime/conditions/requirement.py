"""Requirements: the conditions of a row, and their verdict for an object."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .evaluation import Test, compiled, compiled_for_frame
from .expressions import Expression
from .frames import FrameAttributes
from .places import Knowledge, Truth, View


class Otherwise(StrEnum):
    """The requirement if the condition is not met."""

    UNSPECIFIED = "unspecified"
    """Not stated by the row: PS3.5 7.4.2 and 7.4.4 forbid the attribute."""
    MAY = "may"
    """The attribute may be present."""
    SHALL_NOT = "shall-not"
    """The attribute shall not be present, unless the row permits it under a condition."""


class Verdict(StrEnum):
    """The requirement of an attribute, module or macro in one object."""

    REQUIRED = "required"
    NOT_REQUIRED = "not-required"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"


_PRECEDENCE = (
    Verdict.REQUIRED,
    Verdict.UNKNOWN,
    Verdict.NOT_REQUIRED,
    Verdict.FORBIDDEN,
)
"""The verdict for several frames is the first that applies to one of them."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """The conditions of one row."""

    required: Expression | None = None
    """When it shall be present; None for never, or for always if `always` is set."""
    permitted: Expression | None = None
    """When it may be present although it is not required."""
    forbidden: Expression | None = None
    """When it shall not be present; takes precedence over the other conditions."""
    otherwise: Otherwise = Otherwise.UNSPECIFIED

    def verdict(
        self, view: View, knowledge: Knowledge, always: bool = False
    ) -> Verdict:
        """Return the verdict for an object; see `Judge`."""
        return Judge(self).verdict(view, knowledge, always)


class Judge:
    """A compiled requirement, for repeated evaluation."""

    __slots__ = (
        "_forbidden",
        "_frames",
        "_permitted",
        "_required",
        "otherwise",
        "required",
    )

    def __init__(self, requirement: Requirement) -> None:
        self._required = _test(requirement.required)
        self._permitted = _test(requirement.permitted)
        self._forbidden = _test(requirement.forbidden)
        self._frames = FrameAttributes(
            requirement.required, requirement.permitted, requirement.forbidden
        )
        self.otherwise = requirement.otherwise
        self.required: Test = (
            compiled(requirement.required) if requirement.required else _never
        )
        """Whether it shall be present, regardless of prohibitions."""

    def verdict(
        self, view: View, knowledge: Knowledge, always: bool = False
    ) -> Verdict:
        """Return the verdict for an object.

        What one frame requires is required outside of the per-frame functional groups, and
        what all frames forbid is forbidden.

        Args:
            view: The data set or item to which the attribute belongs.
            always: Whether a row without a condition requires it, as usage M does.
        """
        if not self._frames:
            return self._verdict(view, knowledge, always)
        verdicts = {
            self._verdict(each, knowledge, always)
            for each in self._frames.seen_by_frames(view, knowledge)
        }
        return next(verdict for verdict in _PRECEDENCE if verdict in verdicts)

    def _verdict(self, view: View, knowledge: Knowledge, always: bool) -> Verdict:
        """Return the verdict for the frame of a view."""
        forbids, requires = self._forbidden, self._required
        forbidden: Truth = False if forbids is None else forbids(view, knowledge)
        if forbidden:
            return Verdict.FORBIDDEN
        required: Truth = always if requires is None else requires(view, knowledge)
        if required:
            return Verdict.UNKNOWN if forbidden is None else Verdict.REQUIRED
        if required is None:
            return Verdict.UNKNOWN
        verdict = self._not_required(view, knowledge)
        # A prohibition that may apply does not allow what is forbidden without it.
        decided = forbidden is False or verdict is Verdict.FORBIDDEN
        return verdict if decided else Verdict.UNKNOWN

    def _not_required(self, view: View, knowledge: Knowledge) -> Verdict:
        """Return the verdict if the attribute is neither required nor unknown."""
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
    return None if expression is None else compiled_for_frame(expression)
