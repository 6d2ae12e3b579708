"""What a peer has answered."""

from __future__ import annotations

from dataclasses import dataclass

from ..dimse.statuses import Status
from ..validation.findings import Finding


@dataclass(frozen=True)
class Outcome:
    """What a peer has answered: a success, or a success with a warning."""

    code: int
    """Status (0000,0900)."""
    status: Status | None
    """What the SOP class, or PS3.7 Annex C, says of it; None if nothing."""
    comment: str = ""
    """Error Comment (0000,0902)."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the answer."""

    def __str__(self) -> str:
        label = self.status.label or self.status.category if self.status else ""
        comment = f", {self.comment!r}" if self.comment else ""
        return f"{self.code:04X} {label}".rstrip() + comment

    @property
    def is_warning(self) -> bool:
        """Whether it is a success with a warning."""
        return self.code != 0


@dataclass(frozen=True)
class Progress(Outcome):
    """How far a C-MOVE is: PS3.7 9.1.4. The last one of a move is its outcome."""

    remaining: int | None = None
    """Instances that are still to be sent; None if the peer does not say."""
    completed: int = 0
    failed: int = 0
    warning: int = 0
    failed_uids: tuple[str, ...] = ()
    """SOP Instance UIDs of those that could not be sent."""

    def __str__(self) -> str:
        counts = {
            "remaining": self.remaining,
            "completed": self.completed,
            "failed": self.failed,
            "with warnings": self.warning,
        }
        told = [f"{number} {what}" for what, number in counts.items() if number]
        return ", ".join([super().__str__(), *told])
