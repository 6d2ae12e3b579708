"""States of instances, and their transitions: PS3.4 F.1 and CC.1.1."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Event(NamedTuple):
    """A request that may change the state of an instance."""

    kind: Literal["create", "create otherwise", "set", "to", "request cancel"]
    """"create otherwise" requests another state than the initial one; "to" any change."""
    target: str = ""
    """The requested state, of a change."""
    has_lock: bool = True
    """False if the request lacks the Transaction UID that locks the instance."""

    @property
    def name(self) -> str:
        """Name of the event in transitions: "to COMPLETED without lock"."""
        name = f"{self.kind} {self.target}" if self.kind == "to" else self.kind
        return name if self.has_lock else f"{name} without lock"


class Transition(NamedTuple):
    """The effect of an event in a state."""

    state: str | None
    """None if the instance does not exist yet."""
    event: str
    target: str | None = None
    """The new state; None if the event is refused, or changes nothing."""
    status: str | None = None
    """Code of the response that refuses the event: "C302". With a target, of the response
    if the requirements of a final state are not met."""
    reports: tuple[str, ...] = ()
    """The states that are reported to subscribers, in this order."""


class StateMachine(NamedTuple):
    """The states of the instances of a SOP class."""

    attribute: int
    """Tag of the attribute that holds the state."""
    initial: str
    final: tuple[str, ...]
    transitions: tuple[Transition, ...]
    """Events are named as by `Event.name`."""

    def transition(self, state: str | None, event: Event) -> Transition | None:
        """Return the effect of an event in a state; None if the tables do not define it.

        Args:
            state: None if the instance does not exist.
        """
        for each in self.transitions:
            if each.state == state and each.event == event.name:
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
        """True if a Transaction UID locks instances: of unified procedure steps."""
        changes = [Event("to", state, has_lock=False) for state in self.states]
        unlocked = {Event("set", has_lock=False).name, *(e.name for e in changes)}
        return any(each.event in unlocked for each in self.transitions)
