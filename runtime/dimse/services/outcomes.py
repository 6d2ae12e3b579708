"""Outcomes of operations: the status of a final response, and progress before it."""

from __future__ import annotations

from dataclasses import dataclass

from ...findings.finding import Finding
from .statuses import Status


@dataclass(frozen=True)
class Outcome:
    """The final response to a request that did not fail: success or warning."""

    code: int
    """Status (0000,0900)."""
    status: Status | None
    """The status in the SOP class or PS3.7 Annex C; None if neither defines it."""
    comment: str = ""
    """Error Comment (0000,0902)."""
    findings: tuple[Finding, ...] = ()
    """Findings of the response."""

    def __str__(self) -> str:
        label = self.status.label or self.status.category if self.status else ""
        comment = f", {self.comment!r}" if self.comment else ""
        return f"{self.code:04X} {label}".rstrip() + comment

    @property
    def is_warning(self) -> bool:
        """True for a warning, False for success."""
        return self.code != 0


@dataclass(frozen=True)
class Progress(Outcome):
    """Sub-operations of a C-MOVE or C-GET so far; the last one is the outcome.

    Source: PS3.7 9.1.3 and 9.1.4.
    """

    remaining: int | None = None
    """Number of instances still to be sent; None if the response has no number."""
    completed: int = 0
    failed: int = 0
    warning: int = 0
    failed_uids: tuple[str, ...] = ()
    """SOP Instance UIDs of the instances that could not be sent."""

    def __str__(self) -> str:
        counts = {
            "remaining": self.remaining,
            "completed": self.completed,
            "failed": self.failed,
            "with warnings": self.warning,
        }
        listed = [f"{number} {what}" for what, number in counts.items() if number]
        return ", ".join([super().__str__(), *listed])
