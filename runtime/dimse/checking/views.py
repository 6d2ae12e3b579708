"""Lazy views of command sets, for evaluating conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ...conditions.expressions import Expression, Unknown, Used
from ...conditions.places import Value, View
from ...encoding import value_forms
from ..messages.messages import Message

AFFECTED_INSTANCE: Final = 0x00001000
"""Affected SOP Instance UID."""

NOT_IN_REQUEST: Final = "not-in-request"
"""A fact of PS3.7 10.1.5.1.4."""

_ENCODING: Final = {
    element.keyword: element
    for element in (Message.CommandField, Message.CommandDataSetType)
}
"""Fields that are not parameters of a service."""


class FieldView:
    """An element of a command set."""

    items: tuple[View, ...] = ()
    floats: Sequence[float] | None = None

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
        if element.vr in value_forms.FORMATS:
            return FieldView(value_forms.binary_numbers(element.vr, raw, True))
        return FieldView(tuple(value_forms.terms(element.vr, raw, True) or ()))

    def sequences(self) -> Iterable[str]:
        """Return nothing: a command set has no sequences."""
        return ()

    def frame_kinds(self, keywords: frozenset[str]) -> Iterable[View]:
        """Return nothing: a command set has no frames."""
        return ()

    def everywhere(self, keyword: str) -> Iterable[View]:
        """Return the command set if it has an attribute."""
        return (self,) if self.get(keyword) is not None else ()

    def repeated(self, keyword: str) -> Iterable[FieldView]:
        """Return nothing: a command set has no repeating groups."""
        return ()


class ResponseFacts:
    """Facts about a response: its request, if that is known."""

    def __init__(self, request: Message | None = None) -> None:
        self._request: Final = request

    def use_of(self, used: Used, sop_class_uid: str) -> Expression:
        return Unknown("module")  # a command set has no modules

    def fact(self, reason: str) -> bool | None:
        """True if the request lets the SCP choose the SOP Instance UID."""
        if reason != NOT_IN_REQUEST or self._request is None:
            return None
        return not self._request.raw(AFFECTED_INSTANCE)

    def keyword(self, tag: str) -> str:
        return ""

    def points(self, tag: str, kind: str) -> bool | None:
        return None
