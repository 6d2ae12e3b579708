"""Findings about requests that the state of an instance does not allow.

Source: PS3.4 F.7.2.2.2 (Modality Performed Procedure Step), CC.2.6.2 (Unified Procedure
Step).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ...encoding.readings import Elements
from ...findings import codes
from ...findings.finding import Finding
from ..services.sop_classes import SopClass, statuses_of
from ..services.states import Event, StateMachine
from ..services.statuses import Category, category_of
from .findings import message_finding

TRANSACTION_UID: Final = 0x00081195

_NEED_NOT_BE_CREATED: Final = frozenset({0x00080005, 0x00080201, TRANSACTION_UID})
"""Specific Character Set, Timezone Offset From UTC and the lock belong to the message."""


class StateRequest(NamedTuple):
    """A request, and the state of its instance."""

    sop_class: type[SopClass]
    machine: StateMachine
    service: str
    event: Event
    state: str | None
    """None if the instance does not exist."""

    def error_id(self, status: int) -> int | None:
        """Return the Error ID (0000,0903) of a status; None if it has none."""
        stated = statuses_of(self.sop_class, self.service)
        ids = [s.error_id for s in stated if s.error_id and s.covers(status)]
        return int(ids[0], 16) if ids else None

    def unlocked(self, elements: Elements) -> tuple[Finding, ...]:
        """Report a Transaction UID that is sent before there is a lock: CC.2.6.2."""
        unlocked = self.machine.locks and self.state == self.machine.initial
        if not unlocked or TRANSACTION_UID not in elements:
            return ()
        return (
            message_finding(
                codes.TRANSACTION_UID,
                self._subject,
                f"present; the instance is {self.state} and not locked",
                tag=TRANSACTION_UID,
                reference="PS3.4 CC.2.6.2",
                suggestion="omit it",
            ),
        )

    def not_created(self, elements: Elements, created: Elements) -> tuple[Finding, ...]:
        """Report attributes of N-SET that N-CREATE did not create.

        Args:
            elements: Those of the request.
            created: Those of the instance.

        Source: PS3.4 F.7.2.2.2, CC.2.6.2.
        """
        if self.sop_class.last_edition:
            return ()  # no source states it for retired SOP classes
        section = "CC.2.6.2" if self.machine.locks else "F.7.2.2.2"
        known = created.keys() | _NEED_NOT_BE_CREATED
        return tuple(
            message_finding(
                codes.ATTRIBUTE_NOT_CREATED,
                self._subject,
                "set, but not created by N-CREATE",
                tag=tag,
                reference=f"PS3.4 {section}",
                suggestion="include it in N-CREATE, empty while it has no value",
            )
            for tag in sorted(elements.keys() - known)
            if not tag >> 16 & 1
        )

    def refusal(self, status: int, requested: str) -> Finding:
        """Return the finding for a request that is refused with a status.

        Args:
            requested: The state in the request; empty if absent.
        """
        code, what = self._reason(status, requested)
        tag = TRANSACTION_UID if code is codes.TRANSACTION_UID else None
        if code in (codes.STATE_INITIAL, codes.STATE_TRANSITION) and requested:
            tag = self.machine.attribute
        return message_finding(
            code,
            self._subject,
            f"{what}; status {status:04X}",
            tag=tag,
            reference=f"{self.sop_class.part()} {self._section}",
            suggestion=self._suggestion(code),
        )

    @property
    def _subject(self) -> str:
        return f"{self.service} of {self.sop_class.name}"

    @property
    def _section(self) -> str:
        """Section of PS3.4 that defines the operation."""
        for operation in self.sop_class.operations:
            if operation.service == self.service and operation.requests:
                return operation.requests[0].origin().section
        return self.sop_class.section

    def _reason(self, status: int, requested: str) -> tuple[codes.Code, str]:
        """Return the code and the message of a refusal."""
        state, event = self.state, self.event
        if event.kind == "create otherwise" and state is None:
            first = self.machine.initial
            what = f"{requested or 'absent'}; a new instance must be {first}"
            return codes.STATE_INITIAL, what
        if event.kind in ("create", "create otherwise"):
            what = f"the instance already exists, in state {state}"
            return codes.STATE_TRANSITION, what
        if state is None:
            return codes.INSTANCE_UNKNOWN, "no such instance"
        if self._lock_is_missing:
            what = f"absent or not the lock; the instance is {state}"
            return codes.TRANSACTION_UID, what
        own = statuses_of(self.sop_class, self.service)
        if category_of(status, self.service, own) is Category.WARNING:
            return codes.STATE_ALREADY, f"the instance is already {state}"
        if state in self.machine.final:
            return codes.STATE_FINAL, f"the instance is {state}, which is final"
        if event.kind == "to":
            what = f"{state} cannot change to {event.target or 'no state'}"
            return codes.STATE_TRANSITION, what
        return codes.STATE_TRANSITION, f"{event.kind} is not allowed in state {state}"

    @property
    def _lock_is_missing(self) -> bool:
        """True if the request is refused for its Transaction UID only."""
        if self.event.has_lock:
            return False
        unlocked = self.machine.transition(self.state, self.event)
        locked = self.machine.transition(self.state, self.event._replace(has_lock=True))
        refused = None if unlocked is None else unlocked.status
        return refused != (None if locked is None else locked.status)

    def _suggestion(self, code: codes.Code) -> str:
        """Return a suggestion; empty if the correction is not certain."""
        initial = self.machine.initial
        if code is codes.STATE_INITIAL:
            return f"create it in state {initial}, then change the state"
        if code is codes.TRANSACTION_UID:
            if self.state == initial:
                return "send one to lock the instance"
            return "send the UID that locked the instance"
        if code is codes.STATE_FINAL:
            return "leave it unchanged; create a new instance for further work"
        if code is codes.STATE_TRANSITION and self.state is not None:
            if self.event.kind in ("create", "create otherwise"):
                return "use a new SOP Instance UID for each new instance"
            targets = sorted(
                each.target
                for each in self.machine.transitions
                if each.target
                and each.state == self.state
                and each.event == Event("to", each.target).name
            )
            return (
                f"change from {self.state} to {' or '.join(targets)}" if targets else ""
            )
        return ""
