"""Data sets and items as conditions see them: decoded where a condition asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pydicom.dataelem import DataElement, RawDataElement

from ..conditions.places import FRAMES, Value
from ..editions import Edition
from .elements import BrokenSequenceError, Element, Elements, read_items
from .memory import encoded
from .scope import Scope
from .values import FORMATS, binary_numbers, tags

_SEQUENCES: Final = frozenset({"SQ", "UN", None})
"""What the VR of a sequence may look like before the dictionary is asked."""


class ElementView:
    """One element: its values, or the items of a sequence."""

    __slots__ = ("_element", "_items", "_values", "_view", "keyword")

    def __init__(self, element: Element, view: ItemView, keyword: str) -> None:
        self._element = element
        self._view = view
        self.keyword = keyword
        self._values: tuple[Value, ...] | None = None
        self._items: tuple[ItemView, ...] | None = None

    @property
    def values(self) -> tuple[Value, ...]:
        """The decoded values; a large value that was not read is one empty text."""
        if self._values is None:
            self._values = self._decoded()
        return self._values

    @property
    def items(self) -> tuple[ItemView, ...]:
        if self._items is None:
            readings = self.readings()
            self._items = tuple(
                ItemView(
                    elements,
                    self._view,
                    self.keyword,
                    number,
                    len(readings),
                    self._view.names,
                )
                for number, elements in enumerate(readings, start=1)
            )
        return self._items

    def _decoded(self) -> tuple[Value, ...]:
        element: Element | None = self._element
        if isinstance(element, DataElement):
            element = encoded(element, ["iso8859"])
        if element is None or element.VR == "SQ":
            return ()
        value = element.value
        if value is None:
            return ("",) if element.length else ()
        if not value:
            return ()
        vr = element.VR
        if vr is None or " or " in vr:
            vr = self._view.vr_of(int(element.tag))
        if vr == "SQ":
            return ()
        if vr == "AT":
            return tuple(tags(value, element.is_little_endian))
        if vr in FORMATS:
            return binary_numbers(vr, value, element.is_little_endian)
        text = value[:512].decode("latin-1").rstrip(" \0")
        return tuple(part.strip() for part in text.split("\\")) if text else ()

    def readings(self) -> list[Elements]:
        """Return the elements of each item."""
        element = self._element
        if isinstance(element, RawDataElement):
            if element.VR not in _SEQUENCES:
                return []
            if element.VR is None and self._view.vr_of(int(element.tag)) != "SQ":
                return []
            try:
                return [reading.elements for reading in read_items(element)]
            except BrokenSequenceError:
                return []
        if element.VR != "SQ":
            return []
        return [{int(e.tag): e for e in dataset.values()} for dataset in element.value]


class Held(NamedTuple):
    """A frame, or an item of one of its functional groups."""

    elements: Elements
    frame: ItemView
    group: ElementView | None = None
    number: int = 0


class Names:
    """The names of an edition's elements, as conditions use them."""

    def __init__(self, edition: Edition) -> None:
        self.tags: Final = {row[2]: tag for tag, row in edition.elements.items()}
        self.edition: Final = edition

    def keyword(self, tag: int) -> str:
        row = self.edition.elements.get(tag)
        return row[2] if row else ""


class ItemView:
    """A data set or item."""

    __slots__ = (
        "_found",
        "_frames",
        "elements",
        "names",
        "number",
        "parent",
        "sequence",
        "siblings",
    )

    def __init__(
        self,
        elements: Elements,
        parent: ItemView | None,
        sequence: str,
        number: int | None,
        siblings: int | None,
        names: Names,
    ) -> None:
        self.elements = elements
        self.parent = parent
        self.sequence = sequence
        self.number = number
        self.siblings = siblings
        self.names = names
        self._found: dict[str, ElementView | None] = {}
        self._frames: list[Held] | None = None

    def get(self, keyword: str) -> ElementView | None:
        """Return an attribute of this data set or item."""
        try:
            return self._found[keyword]
        except KeyError:
            tag = self.names.tags.get(keyword)
            element = None if tag is None else self.elements.get(tag)
            found = None if element is None else ElementView(element, self, keyword)
            self._found[keyword] = found
            return found

    def sequences(self) -> Iterable[str]:
        """Return the keywords of all registered attributes that may have items."""
        return [
            name
            for tag, element in self.elements.items()
            if element.VR in _SEQUENCES and (name := self.names.keyword(tag))
        ]

    def frames(self, keyword: str) -> Iterable[ItemView]:
        """Return where an attribute is in the functional groups of all frames.

        Views are made of those alone: there may be thousands of frames.
        """
        if self._frames is None:
            self._frames = [*self._held()]
        tag = self.names.tags.get(keyword)
        for elements, frame, group, number in self._frames:
            if tag in elements:
                yield frame if group is None else group.items[number]

    def _held(self) -> Iterator[Held]:
        for name in FRAMES:
            frames = self.get(name)
            for frame in () if frames is None else frames.items:
                yield Held(frame.elements, frame)
                for sequence in frame.sequences():
                    group = frame.get(sequence)
                    assert group is not None  # it is among what the frame has
                    for number, elements in enumerate(group.readings()):
                        yield Held(elements, frame, group, number)

    def forget(self) -> None:
        """Let go of the views of elements and items."""
        waiting = [self]
        while waiting:
            view = waiting.pop()
            for element in view._found.values():
                if element is not None and element._items:
                    waiting += element._items
            view._found.clear()
            view._frames = None

    def vr_of(self, tag: int) -> str:
        """Return the VR that the dictionary has for a tag; the first of a choice."""
        row = self.names.edition.elements.get(tag)
        return row[0].partition(" or ")[0] if row else "UN"


def view_of(scope: Scope, names: Names) -> ItemView:
    """Return the view of a scope of the walk; it is made once."""
    if scope.view is None:
        if scope.parent is None or scope.step is None:
            scope.view = ItemView(scope.elements, None, "", None, None, names)
        else:
            sequence, index = scope.step
            scope.view = ItemView(
                scope.elements,
                view_of(scope.parent, names),
                names.keyword(sequence),
                index + 1,
                scope.siblings,
                names,
            )
    return scope.view
