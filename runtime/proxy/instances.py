"""The states of instances, as far as they can be known from what both sides say.

An instance is known once it was seen to be created. What a provider should answer to a
request follows from its state; what it did answer is what counts afterwards.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset

from ..dimse.checking import Judgement, Standing, judge
from ..dimse.checking.attribute_lists import Content
from ..dimse.sop_classes import SopClass
from ..dimse.states import WITHOUT_LOCK
from ..editions import Edition
from ..validation import codes
from ..validation.elements import Problem
from ..validation.findings import Finding
from .assembly import Message
from .exchanges import Exchange
from .observation import finding

KNOWN: Final = 10_000
"""Instances that are remembered; the one that was used least recently is forgotten."""

Key = tuple[str, str]
"""UIDs of the SOP class that messages name, and of the instance."""


class Instances:
    """The instances that were seen to be created."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._standings: OrderedDict[Key, Standing] = OrderedDict()

    def request(
        self,
        message: Message,
        sop_class: type[SopClass],
        content: Content | None,
        type_id: int | None,
        exchange: Exchange,
    ) -> Iterator[Finding]:
        """Yield what is wrong with a request, by the state of its instance."""
        if sop_class.states is None:
            return
        key = message.sop_class_uid, message.sop_instance_uid
        standing = self._standings.get(key)
        if standing is None:
            if message.name != "N-CREATE-RQ":
                return
            standing = Standing()
        judgement = judge(
            sop_class,
            message.service,
            content,
            standing,
            type_id=type_id,
            edition=self._edition,
        )
        exchange.judgement, exchange.standing = judgement, standing
        yield from judgement.findings

    def response(self, message: Message, exchange: Exchange) -> Iterator[Finding]:
        """Take what the provider made of a request, and yield what is wrong with that."""
        judgement, standing = exchange.judgement, exchange.standing
        if judgement is None or standing is None or message.status != 0:
            return
        if judgement.status and judgement.obliged:
            text = f"success, where the state asks for {judgement.status:04X}"
            yield finding(Problem(codes.STATE_TRANSITION, text))
        uid = exchange.sop_instance_uid or message.sop_instance_uid
        key = exchange.sop_class_uid, uid
        self._standings[key] = _after(judgement, standing, exchange)
        self._standings.move_to_end(key)
        while len(self._standings) > KNOWN:
            self._standings.popitem(last=False)


def _after(judgement: Judgement, standing: Standing, exchange: Exchange) -> Standing:
    """Return what is known of an instance after a request that was carried out."""
    state = judgement.state
    machine = exchange.sop_class.states if exchange.sop_class else None
    if (
        judgement.status and machine is not None
    ):  # the provider has done it nevertheless
        asked = judgement.event.removesuffix(WITHOUT_LOCK).removeprefix("to ")
        state = asked if asked in machine.states else standing.state or machine.initial
    content = Dataset()
    if isinstance(standing.content, Dataset):
        content.update(standing.content)
    lock = standing.transaction_uid
    if exchange.identifier is not None:
        brought = _data_set(exchange.identifier)
        lock = lock or str(brought.get("TransactionUID", ""))
        content.update(brought)
    return Standing(state, lock, content)


def _data_set(content: Content) -> Dataset:
    """Return a data set as pydicom has it; what cannot be read of it is told elsewhere."""
    if isinstance(content, Dataset):
        return content
    try:
        return read_dataset(BytesIO(content.data), *content[1:])
    except Exception:  # pydicom has no one error for bytes that are wrong
        return Dataset()
