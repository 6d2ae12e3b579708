"""States of instances, and what events make of them: PS3.4 F.1 and CC.1.1."""

from __future__ import annotations

from typing import Final, NamedTuple

WITHOUT_LOCK: Final = " without lock"
"""Ends the name of an event whose Transaction UID is not the one of the instance."""


class Transition(NamedTuple):
    """What happens to an event in a state."""

    state: str | None
    """None where the instance does not exist yet."""
    event: str
    target: str | None = None
    """The new state; None where there is none."""
    status: str | None = None
    """Code of the answer, where it is no success: "C302". With a target, the answer where
    the requirements of a final state are not met."""
    reports: tuple[str, ...] = ()
    """The states that are reported to who subscribed, one after the other."""


class StateMachine(NamedTuple):
    """The states of the instances of a SOP class."""

    attribute: int
    """Tag of what holds the state."""
    initial: str
    final: tuple[str, ...]
    transitions: tuple[Transition, ...]
    """Events: "create", "create otherwise" (in another state than the first), "set", "to
    COMPLETED", "request cancel"; "without lock" ends those without the Transaction UID."""

    def transition(self, state: str | None, event: str) -> Transition | None:
        """Return what an event does in a state; None where nothing is said of it.

        Args:
            state: None where there is no such instance.
        """
        for each in self.transitions:
            if each.state == state and each.event == event:
                return each
        return None

    @property
    def states(self) -> tuple[str, ...]:
        """All states, in the order of the transitions."""
        targets = (each.target for each in self.transitions)
        named = (self.initial, *filter(None, targets), *self.final)
        return tuple(dict.fromkeys(named))

    @property
    def locks(self) -> bool:
        """Whether a Transaction UID locks instances: those of unified procedure steps."""
        return any(each.event.endswith(WITHOUT_LOCK) for each in self.transitions)
