"""Views that record whether an evaluation depends on values or only on presence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...conditions.places import Found, Value, View
from ..views import ElementView, ItemView


class Witness:
    """Records whether an evaluation depends on more than the shape of an item.

    Args:
        frame: The frame of the item; the views around the frame may be read.
    """

    def __init__(self, frame: ItemView | None) -> None:
        self.frame = frame
        self.saw_value = False
        """Whether the evaluation read anything in which items of one shape may differ."""


class WatchedView:
    """A view of a data set or item that informs a witness."""

    def __init__(self, view: ItemView, witness: Witness) -> None:
        self._view = view
        self._witness = witness
        self.sequence = view.sequence

    @property
    def parent(self) -> View | None:
        parent = self._view.parent
        if parent is None or self._view is self._witness.frame:
            return parent
        return WatchedView(parent, self._witness)

    @property
    def number(self) -> int | None:
        self._witness.saw_value = True
        return self._view.number

    @property
    def siblings(self) -> int | None:
        self._witness.saw_value = True
        return self._view.siblings

    def get(self, keyword: str) -> WatchedElement | None:
        if keyword == "TransferSyntaxUID":
            self._witness.saw_value = True  # not in the data set, so not in its shape
        found = self._view.get(keyword)
        return (
            None if found is None else WatchedElement(found, self._view, self._witness)
        )

    def sequences(self) -> Iterable[str]:
        if self._view is not self._witness.frame:
            self._witness.saw_value = True  # depends on VRs
        return self._view.sequences()

    def frame_kinds(self, keywords: frozenset[str]) -> Iterable[View]:
        self._witness.saw_value = True
        return self._view.frame_kinds(keywords)

    def everywhere(self, keyword: str) -> Iterable[View]:
        self._witness.saw_value = True
        return self._view.everywhere(keyword)

    def repeated(self, keyword: str) -> Iterable[Found]:
        self._witness.saw_value = True
        return self._view.repeated(keyword)

    def record(self) -> None:
        """Record that a value was read outside this view."""
        self._witness.saw_value = True


def record_value(view: View) -> None:
    """Record that a check reads a value outside the view."""
    if isinstance(view, WatchedView):
        view.record()


class WatchedElement:
    """A view of an element that informs a witness."""

    def __init__(self, found: ElementView, view: ItemView, witness: Witness) -> None:
        self._found = found
        self._view = view
        self._witness = witness

    @property
    def values(self) -> tuple[Value, ...]:
        self._witness.saw_value = True
        return self._found.values

    @property
    def floats(self) -> Sequence[float] | None:
        self._witness.saw_value = True
        return self._found.floats

    @property
    def items(self) -> tuple[View, ...]:
        if self._view is self._witness.frame:  # the shape includes them
            return tuple(WatchedView(item, self._witness) for item in self._found.items)
        self._witness.saw_value = True
        return self._found.items
