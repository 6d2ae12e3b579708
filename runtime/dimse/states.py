"""States of instances, and what events make of them: PS3.4 F.1 and CC.1.1."""

from __future__ import annotations

from typing import NamedTuple


class Transition(NamedTuple):
    """What happens to an event in a state."""

    state: str | None
    """None where the instance does not exist yet."""
    event: str
    target: str | None = None
    """The new state; None where there is none."""
    status: str | None = None
    """Code of the answer, where it is no success: "C302"."""


class StateMachine(NamedTuple):
    """The states of the instances of a SOP class."""

    attribute: int
    """Tag of what holds the state."""
    initial: str
    final: tuple[str, ...]
    transitions: tuple[Transition, ...]
