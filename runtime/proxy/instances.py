"""Tracks the states of instances, as far as both sides' messages show them.

An instance is tracked from its N-CREATE on. Its state determines the status that a request
should get; the status that was sent determines the next state.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset

from ..dimse.checking import Decision, Encoded, InstanceState, decide
from ..dimse.services.sop_classes import SopClass
from ..dimse.services.statuses import Category, category_of
from ..findings import codes
from ..findings.finding import Finding
from ..tables.editions import Edition
from .assembly import RelayedMessage
from .exchanges import Exchange
from .observation import finding

KNOWN: Final = 10_000
"""Maximum number of tracked instances; the least recently used one is dropped."""

Key = tuple[str, str]
"""UIDs of the SOP class that messages name, and of the instance."""


class Instances:
    """The instances whose creation was observed."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._states: OrderedDict[Key, InstanceState] = OrderedDict()

    def request(
        self,
        message: RelayedMessage,
        sop_class: type[SopClass],
        content: Encoded | None,
        type_id: int | None,
        exchange: Exchange,
    ) -> Iterator[Finding]:
        """Check a request against the state of its instance."""
        if sop_class.states is None:
            return
        key = message.sop_class_uid, message.sop_instance_uid
        before = self._states.get(key)
        if before is None:
            if message.name != "N-CREATE-RQ":
                return
            before = InstanceState()
        decision = decide(
            sop_class,
            message.service,
            content,
            before,
            type_id=type_id,
            edition=self._edition,
        )
        exchange.decision, exchange.before = decision, before
        yield from decision.findings

    def response(
        self, message: RelayedMessage, exchange: Exchange
    ) -> Iterator[Finding]:
        """Check a response against the state of its instance, and update the state."""
        decision, before = exchange.decision, exchange.before
        if decision is None or before is None:
            return
        if category_of(message.status, message.service) is not Category.SUCCESS:
            return
        if decision.status and decision.obliged:
            text = f"success; the state requires {decision.status:04X}"
            yield finding(codes.STATE_TRANSITION, text)
        uid = exchange.sop_instance_uid or message.sop_instance_uid
        key = exchange.sop_class_uid, uid
        self._states[key] = _after(decision, before, exchange)
        self._states.move_to_end(key)
        while len(self._states) > KNOWN:
            self._states.popitem(last=False)


def _after(
    decision: Decision, before: InstanceState, exchange: Exchange
) -> InstanceState:
    """Return the state of an instance after a request that was carried out."""
    content = Dataset()
    if isinstance(before.content, Dataset):
        content.update(before.content)
    request = Dataset()
    if exchange.identifier is not None:
        request = _decoded(exchange.identifier)
    lock = before.transaction_uid or str(request.get("TransactionUID", ""))
    content.update(request)
    state = decision.state
    machine = exchange.sop_class.states if exchange.sop_class else None
    if decision.status and machine is not None:  # although the state forbids it
        target = decision.event.target if decision.event is not None else ""
        state = target if target in machine.states else before.state
        state = state or machine.initial
    return InstanceState(state, lock, content)


def _decoded(content: Encoded) -> Dataset:
    """Return a data set; empty if it cannot be decoded, which other checks report."""
    try:
        return read_dataset(BytesIO(content.data), *content[1:])
    except Exception:  # pydicom raises many types for invalid bytes
        return Dataset()
