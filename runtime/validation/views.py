"""Lazy views of data sets and items for evaluating conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from ..conditions.places import FRAMES, Value
from ..data_sets.in_memory import elements_of
from ..encoding.reader import read_items
from ..encoding.readings import BrokenSequenceError, Element, Elements, RawElement
from ..tables.repeating import first_group, may_repeat
from .element_values import Names as Names
from .element_values import floats_of, values_of

_SEQUENCES: Final = frozenset({"SQ", "UN", None})
"""VRs that an encoded sequence may have."""


class ElementView:
    """An element: its values, or the items of a sequence."""

    __slots__ = ("_element", "_items", "_values", "_view", "keyword")

    def __init__(self, element: Element, view: ItemView, keyword: str) -> None:
        self._element = element
        self._view = view
        self.keyword = keyword
        self._values: tuple[Value, ...] | None = None
        self._items: tuple[ItemView, ...] | None = None

    @property
    def values(self) -> tuple[Value, ...]:
        """The decoded values; bytes, and a large value not read, are one empty string."""
        if self._values is None:
            self._values = values_of(self._element, self._view.names)
        return self._values

    @property
    def floats(self) -> Sequence[float] | None:
        """The numbers of VR OF or OD; None for others, and for a large value not read."""
        return floats_of(self._element, self._view.names)

    @property
    def items(self) -> tuple[ItemView, ...]:
        if self._items is None:
            readings = items_of(self._element, self._view.names)
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


def items_of(element: Element, names: Names) -> list[Elements]:
    """Return the elements of each item; none if it is not a readable sequence."""
    if isinstance(element, RawElement):
        if element.VR not in _SEQUENCES:
            return []
        if element.VR is None and names.vr(element.tag) != "SQ":
            return []
        try:
            return [reading.elements for reading in read_items(element)]
        except BrokenSequenceError:
            return []
    return elements_of(element.value) if element.VR == "SQ" else []


Location: TypeAlias = "tuple[Location | None, int, int]"
"""The location of an enclosing item, the tag of a sequence, and the index of an item."""


class FrameIndex:
    """The kinds of frames of an object: those that have equal values of some attributes."""

    def __init__(self, top: ItemView) -> None:
        self._names = top.names
        self._frames: list[ItemView] = []
        for name in FRAMES:
            found = top.get(name)
            self._frames += () if found is None else found.items
        self._kinds: dict[frozenset[str], Sequence[ItemView]] = {}

    def kinds(self, keywords: frozenset[str]) -> Sequence[ItemView]:
        """Return the first frame of each kind.

        Args:
            keywords: Keywords of the attributes, in the frame or its functional groups.
        """
        if keywords not in self._kinds:
            tags = {
                self._names.tags[each] for each in keywords & self._names.tags.keys()
            }
            kinds: dict[object, ItemView] = {}
            for frame in self._frames:
                kinds.setdefault(self._kind(frame, tags), frame)
            self._kinds[keywords] = [*kinds.values()]
        return self._kinds[keywords]

    def _kind(self, frame: ItemView, tags: set[int]) -> object:
        """Return the encoded values of some attributes in a frame."""
        return tuple(
            (group, tag, _encoded_value(elements[tag]))
            for group, elements in self._groups(frame)
            for tag in tags
            if tag in elements
        )

    def _groups(self, frame: ItemView) -> Iterator[tuple[int, Elements]]:
        """Yield the elements of a frame and of the items of its functional groups."""
        yield 0, frame.elements
        for tag, element in frame.elements.items():
            if element.VR in _SEQUENCES and self._names.keyword(tag):
                for item in items_of(element, self._names):
                    yield tag, item


def _encoded_value(element: Element) -> object:
    """Return the value of an element in a form to compare; sequences all differ."""
    if isinstance(element, RawElement):
        return element.value
    return id(element) if element.VR == "SQ" else str(element.value)


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
        self._frames: FrameIndex | None = None

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

    def frame_kinds(self, keywords: frozenset[str]) -> Sequence[ItemView]:
        """Return one frame for each combination of values of some attributes."""
        if self._frames is None:
            self._frames = FrameIndex(self)
        return self._frames.kinds(keywords)

    def everywhere(self, keyword: str) -> Iterator[ItemView]:
        """Yield this and all items inside that have an attribute."""
        tag, names = self.names.tags.get(keyword), self.names
        waiting: list[tuple[Elements, Location | None]] = [(self.elements, None)]
        while waiting:
            elements, location = waiting.pop()
            if tag in elements:
                yield self._at(location)
            for sequence, element in elements.items():
                if element.VR in _SEQUENCES and names.keyword(sequence):
                    waiting += (
                        (item, (location, sequence, index))
                        for index, item in enumerate(items_of(element, names))
                    )

    def repeated(self, keyword: str) -> Iterator[ElementView]:
        """Yield an attribute of this data set in each group, if its group repeats."""
        tag = self.names.repeating.get(keyword)
        for each, element in self.elements.items():
            if may_repeat(each) and first_group(each) == tag:
                yield ElementView(element, self, keyword)

    def _at(self, location: Location | None) -> ItemView:
        """Return the view of an item inside."""
        steps = []
        while location is not None:
            location, *step = location
            steps.append(step)
        view = self
        for sequence, index in reversed(steps):
            found = view.get(self.names.keyword(sequence))
            assert found is not None  # a sequence of the item
            view = found.items[index]
        return view

    def forget(self) -> None:
        """Release the views of elements and items, which refer to each other."""
        waiting = [self]
        while waiting:
            view = waiting.pop()
            for element in view._found.values():
                if element is not None and element._items:
                    waiting += element._items
            view._found.clear()
            view._frames = None
