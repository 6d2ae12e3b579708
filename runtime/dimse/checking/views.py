"""Command sets as conditions see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...conditions.expressions import Used
from ...conditions.places import Value, View
from ...validation import values
from ..messages import Message

AFFECTED_INSTANCE: Final = 0x00001000
"""Affected SOP Instance UID."""

NOT_IN_REQUEST: Final = "not-in-request"
"""What a condition of PS3.7 10.1.5.1.4 asks."""

_ENCODING: Final = {
    element.keyword: element
    for element in (Message.CommandField, Message.CommandDataSetType)
}
"""What says how a message is encoded, and is no parameter of a service."""


class FieldView:
    """One element of a command set."""

    items: tuple[View, ...] = ()

    def __init__(self, found: tuple[Value, ...]) -> None:
        self.values: Final = found


class CommandView:
    """A command set."""

    parent: None = None
    sequence = ""
    number: None = None
    siblings: None = None

    def __init__(self, message: Message) -> None:
        self._message: Final = message

    def get(self, keyword: str) -> FieldView | None:
        """Return a field of the message; None if it is absent."""
        message = self._message
        element = message.by_keyword.get(keyword) or _ENCODING.get(keyword)
        raw = None if element is None else message.raw(element.tag)
        if element is None or raw is None:
            return None
        if element.vr in values.FORMATS:
            return FieldView(values.binary_numbers(element.vr, raw, True))
        return FieldView(tuple(values.terms(element.vr, raw, True) or ()))

    def sequences(self) -> Iterable[str]:
        """Return nothing: a command set has no sequences."""
        return ()

    def frames(self, keyword: str) -> Iterable[View]:
        """Return nothing: a command set has no frames."""
        return ()


class Known:
    """What is known beside a command set: what it answers, if that was given."""

    def __init__(self, request: Message | None = None) -> None:
        self._request: Final = request

    def telling(self, used: Used) -> frozenset[str]:
        return frozenset()

    def fact(self, reason: str) -> bool | None:
        """Return whether the request left to its SCP which instance it creates."""
        if reason != NOT_IN_REQUEST or self._request is None:
            return None
        return not self._request.raw(AFFECTED_INSTANCE)
