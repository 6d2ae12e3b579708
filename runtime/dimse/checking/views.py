"""Command sets as conditions see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...conditions.expressions import Used
from ...conditions.places import Value, View
from ...validation import values
from ..messages import Message


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
        element = self._message.by_keyword.get(keyword)
        raw = None if element is None else self._message._raw.get(element.tag)
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


class NoFacts:
    """What is known beside a command set: nothing."""

    def telling(self, used: Used) -> frozenset[str]:
        return frozenset()

    def fact(self, reason: str) -> bool | None:
        return None
