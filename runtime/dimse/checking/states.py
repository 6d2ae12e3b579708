"""Effect of a request on the state of its instance.

Source: PS3.4 F.7.2.1 and F.7.2.2 (Modality Performed Procedure Step); CC.1.1, CC.2.1.3 and
CC.2.6.3 (Unified Procedure Step).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ...encoding.readings import Elements
from ...encoding.single_values import text_of
from ...findings.finding import Finding
from ...statuses import (
    DUPLICATE_SOP_INSTANCE,
    INVALID_ARGUMENT_VALUE,
    INVALID_ATTRIBUTE_VALUE,
    MISSING_ATTRIBUTE_VALUE,
    NO_SUCH_SOP_INSTANCE,
    PROCESSING_FAILURE,
    SUCCESS,
)
from ...tables.editions import Edition
from ..services.sop_classes import SopClass
from ..services.states import Event, StateMachine, Transition
from ..services.statuses import Status
from .content import Content, reading_of
from .final_states import check_final
from .state_findings import TRANSACTION_UID, StateRequest

CHANGE_STATE: Final = 1
REQUEST_CANCEL: Final = 2
"""Action types that concern the state of a unified procedure step: CC.2.1 and CC.2.2."""


class InstanceState(NamedTuple):
    """The state of an instance before a request."""

    state: str | None = None
    """None if the instance does not exist."""
    transaction_uid: str = ""
    """The Transaction UID that locks it; empty if it is not locked."""
    content: Content | None = None
    """Its attributes, for the requirements of final states."""


class Decision(NamedTuple):
    """The response that the state of an instance requires of the SCP."""

    status: int
    """Status (0000,0900) of the response; 0 if the request is to be performed."""
    state: str | None
    """State of the instance afterwards; None if it does not exist."""
    error_id: int | None = None
    """Value of Error ID (0000,0903)."""
    reports: tuple[str, ...] = ()
    """States to report to subscribers, in this order."""
    findings: tuple[Finding, ...] = ()
    event: Event | None = None
    """None if the request does not concern the state."""
    unready: str = ""
    """The requested final state, if its requirements are not met."""
    obliged: bool = True
    """False if the SCP may also perform the request: PS3.4 F.7.2.2.2 requires the SCU to
    meet the requirements of a final state, but no SCP to refuse a request that does not."""


def decide(
    sop_class: type[SopClass],
    service: str,
    request: Content | None,
    before: InstanceState,
    *,
    type_id: int | None = None,
    edition: Edition | None = None,
) -> Decision:
    """Return the response to a request, as far as the state of the instance determines it.

    Args:
        service: "N-CREATE", "N-SET" or "N-ACTION"; others do not change states.
        request: The attributes of the request; None if it has no data set.
        before: The instance before the request.
        type_id: Action Type ID (0000,1008).
        edition: The bundled one if None.
    """
    machine = sop_class.states
    elements = {} if request is None else reading_of(request).elements
    event = None if machine is None else _event(machine, service, elements, type_id)
    if machine is None or event is None:
        return Decision(SUCCESS.number, before.state)
    if _lacks_lock(machine, event, elements, before):
        unlocked = event._replace(has_lock=False)
        if machine.transition(before.state, unlocked) is not None:
            event = unlocked
    transition = machine.transition(before.state, event)
    if transition is None:
        transition = _default(machine, before.state, event, service)
    asked = StateRequest(sop_class, machine, service, event, before.state)
    if transition.target is None:
        if transition.status is None:
            return Decision(SUCCESS.number, before.state, event=event)
        return _refused(asked, int(transition.status, 16), elements)
    findings: tuple[Finding, ...] = ()
    if service == "N-SET":
        created = None if before.content is None else reading_of(before.content)
        findings = asked.unlocked(elements)
        if created is not None:
            findings += asked.not_created(elements, created.elements)
    missing = _missing(sop_class, transition.target, event, request, before, edition)
    if missing:
        own = transition.status
        return Decision(
            int(own, 16) if own else MISSING_ATTRIBUTE_VALUE.number,
            before.state,
            findings=(*findings, *missing),
            event=event,
            unready=transition.target,
            obliged=own is not None,
        )
    return Decision(
        SUCCESS.number,
        transition.target,
        None,
        transition.reports,
        findings,
        event,
    )


def _missing(
    sop_class: type[SopClass],
    target: str,
    event: Event,
    request: Content | None,
    before: InstanceState,
    edition: Edition | None,
) -> tuple[Finding, ...]:
    """Return the requirements of a final state that a change to it does not meet."""
    machine = sop_class.states
    contents = [each for each in (before.content, request) if each is not None]
    if (
        machine is None
        or event.target != target
        or target not in machine.final
        or target == before.state
        or not contents
    ):
        return ()
    state = (machine.attribute, target)
    return check_final(sop_class, *contents, state=state, edition=edition)


def _refused(asked: StateRequest, status: int, elements: Elements) -> Decision:
    requested = text_of(elements.get(asked.machine.attribute))
    finding = asked.refusal(status, requested)
    error_id = asked.error_id(status)
    return Decision(status, asked.state, error_id, (), (finding,), asked.event)


def _event(
    machine: StateMachine, service: str, elements: Elements, type_id: int | None
) -> Event | None:
    """Return the event of a request; None if it does not concern the state."""
    requested = text_of(elements.get(machine.attribute))
    if service == "N-CREATE":
        initial = requested == machine.initial
        return Event("create" if initial else "create otherwise")
    if service == "N-SET":
        changes = requested and requested != machine.initial and not machine.locks
        return Event("to", requested) if changes else Event("set")
    if service == "N-ACTION" and machine.locks:
        if type_id == CHANGE_STATE:
            return Event("to", requested)
        if type_id == REQUEST_CANCEL:
            return Event("request cancel")
    return None


def _lacks_lock(
    machine: StateMachine, event: Event, elements: Elements, before: InstanceState
) -> bool:
    """True if a request lacks the Transaction UID that it needs."""
    if not machine.locks:
        return False
    given = text_of(elements.get(TRANSACTION_UID))
    if before.state in (None, machine.initial) and event.kind != "set":
        return not given  # the first one becomes the lock
    return given != before.transaction_uid


def _default(
    machine: StateMachine, state: str | None, event: Event, service: str
) -> Transition:
    """Return the transition of an event that the table lacks: a status of PS3.7.

    For an instance that does not exist, or is final, the table has a status for any
    requested state.
    """
    known = None
    if service == "N-SET" and state in machine.final:
        known = machine.transition(state, Event("set"))
    elif service == "N-ACTION" and state is None:
        known = machine.transition(state, Event("to", machine.initial))
    if known is not None:
        return known
    status: Status = PROCESSING_FAILURE
    if event.kind in ("create", "create otherwise"):
        status = DUPLICATE_SOP_INSTANCE
    elif state is None:
        status = NO_SUCH_SOP_INSTANCE
    elif event.kind == "request cancel" or (
        event.kind == "to" and event.target not in machine.states
    ):
        action = service == "N-ACTION"
        status = INVALID_ARGUMENT_VALUE if action else INVALID_ATTRIBUTE_VALUE
    return Transition(state, event.name, None, status.code)
