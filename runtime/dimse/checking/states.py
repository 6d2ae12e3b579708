"""Requests against the state of the instance that they are about.

Source: PS3.4 F.7.2.1 and F.7.2.2 (Modality Performed Procedure Step); CC.1.1, CC.2.1.3 and
CC.2.6.3 (Unified Procedure Step).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from pydicom.datadict import keyword_for_tag

from ...editions import Edition
from ...validation import codes
from ...validation.elements import Elements
from ...validation.findings import Finding, format_tag
from ...validation.text import text_of
from ..sop_classes import SopClass, statuses_of
from ..states import WITHOUT_LOCK, StateMachine, Transition
from .attribute_lists import Content, check_final, reading_of

TRANSACTION: Final = 0x00081195
"""Transaction UID."""

_NEED_NOT_BE_CREATED: Final = frozenset({0x00080005, 0x00080201, TRANSACTION})
"""How the values of N-SET are encoded, and what shows who may set them."""

CHANGE_STATE: Final = 1
REQUEST_CANCEL: Final = 2
"""Action types that concern the state of a unified procedure step: CC.2.1 and CC.2.2."""

_SUCCESS: Final = 0x0000
_INVALID_ATTRIBUTE_VALUE: Final = 0x0106
_PROCESSING_FAILURE: Final = 0x0110
_DUPLICATE_INSTANCE: Final = 0x0111
_NO_SUCH_INSTANCE: Final = 0x0112
_MISSING_ATTRIBUTE_VALUE: Final = 0x0121
_INVALID_ARGUMENT_VALUE: Final = 0x0115


class Standing(NamedTuple):
    """What an SCP knows of an instance."""

    state: str | None = None
    """None where there is no such instance."""
    transaction_uid: str = ""
    """What locks it; empty where nothing does."""
    content: Content | None = None
    """Its attributes; the requirements of final states are judged with them."""


class Judgement(NamedTuple):
    """What an SCP shall do with a request."""

    status: int
    """Of the response: 0x0000 where the request shall be carried out."""
    state: str | None
    """Of the instance afterwards; None where there is none."""
    error_id: int | None = None
    """Value for Error ID (0000,0903)."""
    reports: tuple[str, ...] = ()
    """The states to be reported to who subscribed."""
    findings: tuple[Finding, ...] = ()
    event: str = ""
    """What happened, by the names of `StateMachine.transitions`; empty if nothing that
    concerns the state."""
    unready: str = ""
    """The final state that was asked for, and whose requirements are not met."""
    obliged: bool = True
    """Whether the SCP has to answer so. PS3.4 F.7.2.2.2 asks the SCU for what a final state
    needs, and no SCP to refuse what lacks it: success is right there, too."""


def judge(
    sop_class: type[SopClass],
    service: str,
    request: Content | None,
    standing: Standing,
    *,
    type_id: int | None = None,
    edition: Edition | None = None,
) -> Judgement:
    """Return what an SCP shall do with a request, as far as the instance's state decides.

    Args:
        service: "N-CREATE", "N-SET" or "N-ACTION"; others change no state.
        request: The attributes that it brings; None if it has no data set.
        standing: The instance before.
        type_id: Action Type ID (0000,1008).
        edition: The bundled one if None.
    """
    machine = sop_class.states
    elements = {} if request is None else reading_of(request).elements
    event = "" if machine is None else _event(machine, service, elements, type_id)
    if machine is None or not event:
        return Judgement(_SUCCESS, standing.state)
    if (
        machine.locks
        and _lacks_lock(machine, event, elements, standing)
        and machine.transition(standing.state, event + WITHOUT_LOCK) is not None
    ):
        event += WITHOUT_LOCK
    transition = machine.transition(standing.state, event)
    if transition is None:
        transition = _assumed(machine, standing.state, event, service)
    case = _Case(sop_class, machine, service, event, standing)
    if transition.target is None and transition.status is None:
        return Judgement(_SUCCESS, standing.state, event=event)
    if transition.target is None:
        return case.refused(int(transition.status or "0110", 16), elements)
    findings: tuple[Finding, ...] = ()
    if service == "N-SET":
        findings = (*case.unlocked(elements), *case.not_created(elements))
    asks_for_end = event == f"to {transition.target}"  # and no request to cancel
    if asks_for_end and transition.target in machine.final:
        contents = [each for each in (standing.content, request) if each is not None]
        missing: tuple[Finding, ...] = ()
        if contents and transition.target != standing.state:
            missing = _final(sop_class, machine, transition.target, contents, edition)
        if missing:
            own = transition.status
            return Judgement(
                int(own, 16) if own else _MISSING_ATTRIBUTE_VALUE,
                standing.state,
                findings=(*findings, *missing),
                event=event,
                unready=transition.target,
                obliged=own is not None,
            )
    return Judgement(
        _SUCCESS, transition.target, None, transition.reports, findings, event
    )


def _event(
    machine: StateMachine, service: str, elements: Elements, type_id: int | None
) -> str:
    """Return what a request is, for the states of its instance; empty if nothing."""
    asked = text_of(elements.get(machine.attribute))
    if service == "N-CREATE":
        return "create" if asked == machine.initial else "create otherwise"
    if service == "N-SET":
        changes = asked and asked != machine.initial and not machine.locks
        return f"to {asked}" if changes else "set"
    if service == "N-ACTION" and machine.locks:
        if type_id == CHANGE_STATE:
            return f"to {asked}"
        return "request cancel" if type_id == REQUEST_CANCEL else ""
    return ""


def _lacks_lock(
    machine: StateMachine, event: str, elements: Elements, standing: Standing
) -> bool:
    """Return whether a request does not bring the Transaction UID that it needs."""
    given = text_of(elements.get(TRANSACTION))
    if standing.state in (None, machine.initial) and event != "set":
        return not given  # the first one becomes the lock
    return given != standing.transaction_uid


def _assumed(
    machine: StateMachine, state: str | None, event: str, service: str
) -> Transition:
    """Return what is done where the table says nothing: the general statuses of PS3.7.

    Of an instance that does not exist, or is final, it says enough, whatever is asked.
    """
    known = None
    if service == "N-SET" and state in machine.final:
        known = machine.transition(state, "set")
    elif service == "N-ACTION" and state is None:
        known = machine.transition(state, f"to {machine.initial}")
    if known is not None:
        return known
    if event.startswith("create"):
        status = _DUPLICATE_INSTANCE
    elif state is None:
        status = _NO_SUCH_INSTANCE
    elif event.removeprefix("to ") not in (*machine.states, "set"):
        action = service == "N-ACTION"
        status = _INVALID_ARGUMENT_VALUE if action else _INVALID_ATTRIBUTE_VALUE
    else:
        status = _PROCESSING_FAILURE
    return Transition(state, event, None, f"{status:04X}")


def _final(
    sop_class: type[SopClass],
    machine: StateMachine,
    target: str,
    contents: list[Content],
    edition: Edition | None,
) -> tuple[Finding, ...]:
    """Return what an instance lacks for a final state, the state itself included."""
    return check_final(
        sop_class, *contents, state=(machine.attribute, target), edition=edition
    )


class _Case(NamedTuple):
    """A request, and the instance that it is about."""

    sop_class: type[SopClass]
    machine: StateMachine
    service: str
    event: str
    standing: Standing

    def refused(self, status: int, elements: Elements) -> Judgement:
        """Return what is answered to a request that is not carried out."""
        stated = statuses_of(self.sop_class, self.service)
        ids = [s.error_id for s in stated if s.error_id and s.covers(status)]
        finding = self._finding(status, text_of(elements.get(self.machine.attribute)))
        error_id = int(ids[0], 16) if ids else None
        state = self.standing.state
        return Judgement(status, state, error_id, (), (finding,), self.event)

    def unlocked(self, elements: Elements) -> tuple[Finding, ...]:
        """Tell of a Transaction UID that is sent before there is a lock: CC.2.6.2."""
        first = self.machine.locks and self.standing.state == self.machine.initial
        if not first or TRANSACTION not in elements:
            return ()
        code = codes.TRANSACTION_UID
        return (
            Finding(
                code.severity,
                code.name,
                TRANSACTION,
                _keyword(TRANSACTION),
                _keyword(TRANSACTION),
                f"{self.service} of {self.sop_class.name}",
                f"present; the instance is {self.standing.state}, and nothing locks it",
                "PS3.4 CC.2.6.2",
                suggestion="leave it out",
            ),
        )

    def not_created(self, elements: Elements) -> tuple[Finding, ...]:
        """Tell of what N-SET would set that N-CREATE did not create.

        Source: PS3.4 F.7.2.2.2, CC.2.6.2.
        """
        content = self.standing.content
        if content is None:
            return ()
        created = reading_of(content).elements.keys() | _NEED_NOT_BE_CREATED
        code = codes.ATTRIBUTE_NOT_CREATED
        section = "CC.2.6.2" if self.machine.locks else "F.7.2.2.2"
        return tuple(
            Finding(
                code.severity,
                code.name,
                tag,
                _keyword(tag),
                _keyword(tag) or format_tag(tag),
                f"{self.service} of {self.sop_class.name}",
                "set, but N-CREATE did not create it",
                f"PS3.4 {section}",
                suggestion="have it in N-CREATE, empty as long as it has no value",
            )
            for tag in sorted(elements.keys() - created)
            if not tag >> 16 & 1
        )

    def _finding(self, status: int, asked: str) -> Finding:
        code, what = self._reason(status, asked)
        element = TRANSACTION if code is codes.TRANSACTION_UID else None
        if code in (codes.STATE_INITIAL, codes.STATE_TRANSITION) and asked:
            element = self.machine.attribute
        keyword = _keyword(element)
        return Finding(
            code.severity,
            code.name,
            element,
            keyword,
            keyword,
            f"{self.service} of {self.sop_class.name}",
            f"{what}; the answer is {status:04X}",
            f"PS3.4 {self._section}",
            suggestion=self._way_out(code),
        )

    @property
    def _section(self) -> str:
        """Where PS3.4 has the operation."""
        for operation in self.sop_class.operations:
            if operation.service == self.service and operation.requests:
                return operation.requests[0].origin().section
        return self.sop_class.section

    def _way_out(self, code: codes.Code) -> str:
        """Say what may be done instead; empty where nothing is certain."""
        state = self.standing.state
        if code is codes.STATE_INITIAL:
            return f"create it in {self.machine.initial}, and change it then"
        if code is codes.TRANSACTION_UID:
            first = state == self.machine.initial
            return "send one, to lock it" if first else "send the one that locked it"
        if code is codes.STATE_FINAL:
            return "leave it as it is; what goes on is a new instance"
        if code is codes.STATE_TRANSITION and state is not None:
            if self.event.startswith("create"):
                return "give each new instance a UID of its own"
            ways = {
                each.target
                for each in self.machine.transitions
                if each.state == state and each.event == f"to {each.target}"
            }
            listed = " or ".join(sorted(way for way in ways if way))
            return f"{state} is followed by {listed}" if listed else ""
        return ""

    def _reason(self, status: int, asked: str) -> tuple[codes.Code, str]:
        """Return which kind of finding a refusal is, and what it says."""
        state, event = self.standing.state, self.event
        if event == "create otherwise" and state is None:
            first = self.machine.initial
            what = f"{asked or 'no state'}; an instance is created in {first}"
            return codes.STATE_INITIAL, what
        if event.startswith("create"):
            return codes.STATE_TRANSITION, f"the instance exists, in the state {state}"
        if state is None:
            return codes.INSTANCE_UNKNOWN, "there is no such instance"
        if event.endswith(WITHOUT_LOCK) and status == 0xC301:
            return codes.TRANSACTION_UID, f"absent or another; the instance is {state}"
        if status & 0xF000 == 0xB000:
            return codes.STATE_ALREADY, f"the instance is {state} already"
        if state in self.machine.final:
            return codes.STATE_FINAL, f"the instance is {state}, which is final"
        return (
            codes.STATE_TRANSITION,
            f"{event.removesuffix(WITHOUT_LOCK)}, from {state}",
        )


def _keyword(tag: int | None) -> str:
    return "" if tag is None else keyword_for_tag(tag)
