"""Received data sets, whose values are decoded for comparison with a query."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from pydicom.tag import BaseTag

from ...encoding import value_forms
from ...encoding.character_sets import decoded, encodings_of
from ...encoding.readings import Elements, RawElement
from ...validation.plan import PlanBook
from ..queries.matcher import CHARACTER_SET
from .content import items_of


class ElementView(NamedTuple):
    """An element as a query is compared with it."""

    VR: str
    value: Any


class ReceivedDataSet:
    """A received data set, or an item in it; values are decoded when they are read.

    Args:
        encodings: Those of the surrounding data set, for an item without its own.
    """

    def __init__(
        self, elements: Elements, book: PlanBook, encodings: list[str] | None = None
    ) -> None:
        own = elements.get(CHARACTER_SET)
        if encodings is None or own is not None:
            encodings = encodings_of(own)
        self._elements: Final = elements
        self._book: Final = book
        self._encodings: Final = encodings

    def get_item(self, tag: BaseTag) -> ElementView | None:
        """Return an element; None if it is absent."""
        element = self._elements.get(tag)
        if element is None:
            return None
        rule = self._book.unlisted(tag)
        vr = element.VR or (rule.implicit_vr if rule else "UN")
        if vr == "SQ":
            items = [
                ReceivedDataSet(item, self._book, self._encodings)
                for item in items_of(element)
            ]
            return ElementView(vr, items)
        value = element.value
        if not isinstance(element, RawElement):
            return ElementView(vr, value)
        if not value or vr not in value_forms.KNOWN:
            return ElementView(vr, None)
        if vr in value_forms.CHARACTER_SET:
            return ElementView(vr, self._texts(vr, value))
        return ElementView(vr, value_forms.terms(vr, value, element.little_endian))

    def _texts(self, vr: str, value: bytes) -> list[str] | None:
        """Return the values of a text; None if it cannot be decoded."""
        text = decoded(value, self._encodings, vr)
        if text is None or vr in value_forms.UNDIVIDED:
            return None if text is None else [text.rstrip("\0")]
        return [part.rstrip("\0") for part in text.split("\\")]
