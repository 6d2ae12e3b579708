"""A data set under construction, with the definitions that its parts follow.

A node is what conditions look at: it has the shape of `iodize.conditions.View`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from ..conditions import Judge
from ..conditions.places import FRAMES, Value
from ..definitions import (
    STRICTNESS,
    Attribute,
    Definition,
    Iod,
    ItemCount,
    Limits,
    Terms,
)
from ..editions import Element
from ..validation.judging import judge_of
from ..validation.special_cases import not_overridden
from ..validation.view import Names


class Asked:
    """One attribute of a node, as all the definitions in use have it."""

    __slots__ = (
        "element",
        "judges",
        "keyword",
        "limited",
        "may_be_empty",
        "rows",
        "tag",
        "type",
    )

    def __init__(self, tag: int, rows: Iterable[Attribute], element: Element) -> None:
        self.tag = tag
        self.rows = tuple(sorted(rows, key=lambda row: STRICTNESS[row.type]))
        """The strictest first."""
        self.element = element
        self.keyword = self.rows[0].keyword
        self.type = self.rows[0].type
        self.judges: tuple[tuple[Judge, bool], ...] = tuple(
            (judge_of(row.when), row.type in ("1", "2"))
            for row in self.rows
            if row.when is not None
        )
        """Who tells what conditions ask; whether it is required without one."""
        self.may_be_empty = self.type in ("2", "2C") and not any(
            row.type in ("1", "1C") for row in self.rows
        )
        """Whether no value, and no item, will do."""
        self.limited = len(self.judges) == len(self.rows)
        """Whether every row has a condition: then it can be forbidden."""

    @property
    def vr(self) -> str:
        """The VR to encode in, where the dictionary leaves a choice."""
        choices = self.element.vr.split(" or ")
        return "OW" if "OW" in choices and "OB" in choices else choices[0]

    @property
    def terms(self) -> list[Terms]:
        return [terms for row in self.rows for terms in row.terms]

    @property
    def limits(self) -> list[Limits]:
        return [limits for row in self.rows for limits in row.limits]

    @property
    def counts(self) -> list[ItemCount]:
        return [row.items for row in self.rows if row.items is not None]

    @property
    def vm(self) -> str:
        """The value multiplicity, of a row where one has its own."""
        return next((row.vm for row in self.rows if row.vm), self.element.vm)


class Book:
    """The attributes of parts, merged; kept for the next object."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._known: dict[tuple[type[Definition], ...], tuple[Asked, ...]] = {}

    def asked(self, parts: Sequence[type[Definition]]) -> tuple[Asked, ...]:
        """Return the attributes of all parts, in the order of their tags."""
        key = tuple(dict.fromkeys(parts))
        if key not in self._known:
            found: dict[int, list[Attribute]] = {}
            for part in key:
                for tag, attribute in part.attributes().items():
                    found.setdefault(tag, []).append(attribute)
            self._known[key] = tuple(
                Asked(tag, not_overridden(rows), element)
                for tag, rows in sorted(found.items())
                if (element := self.names.edition.element(tag)) is not None
            )
        return self._known[key]


class Held:
    """An attribute that a node has, as conditions see it."""

    __slots__ = ("_element", "items")

    def __init__(self, element: DataElement, items: tuple[Node, ...]) -> None:
        self._element = element
        self.items = items

    @property
    def values(self) -> tuple[Value, ...]:
        """Texts and numbers; a tag is eight hexadecimal digits."""
        value, vr = self._element.value, self._element.VR
        if vr == "SQ" or value is None or value == "":
            return ()
        if isinstance(value, bytes):
            return ("",) if value else ()  # nothing depends on bulk data
        several = value if isinstance(value, Iterable) else [value]
        if isinstance(value, str) or vr == "PN":
            return (str(value),)
        return tuple(_seen(one, vr) for one in several)


def _seen(value: Any, vr: str) -> Value:
    if vr == "AT":
        return f"{int(value):08X}"
    return str(value) if vr in ("DS", "IS") else value


class Node:
    """A data set or an item, the definitions it follows, and where it is."""

    def __init__(
        self,
        book: Book,
        iod: type[Iod],
        parent: Node | None = None,
        within: Asked | None = None,
        index: int = 0,
    ) -> None:
        self.book = book
        self.iod = iod
        self.parts: list[type[Definition]] = []
        self.parent = parent
        self.within = within
        """The sequence that this is an item of."""
        self.index = index
        self.children: dict[int, list[Node]] = {}
        """The items of the sequences, by tag."""
        self.elements: dict[BaseTag, DataElement] = {}
        self.dataset = Dataset(cast(Any, self.elements))  # shares the elements
        self.sequence = "" if within is None else within.keyword
        """The keyword of the sequence around; empty for the data set itself."""
        self.root: Node = self if parent is None else parent.root
        self.depth: int = 0 if parent is None else parent.depth + 1

    @property
    def number(self) -> int | None:
        """The item's position, from 1."""
        return None if self.parent is None else self.index + 1

    @property
    def siblings(self) -> int | None:
        """How many items the sequence has."""
        if self.parent is None or self.within is None:
            return None
        return len(self.parent.children[self.within.tag])

    def get(self, keyword: str) -> Held | None:
        """Return an attribute of this data set or item, as conditions see it."""
        tag = self.book.names.tags.get(keyword)
        element = None if tag is None else self.elements.get(BaseTag(tag))
        if tag is None or element is None:
            return None
        return Held(element, tuple(self.children.get(tag, ())))

    def sequences(self) -> Iterable[str]:
        """Return the keywords of the sequences here."""
        return map(self.book.names.keyword, self.children)

    def frames(self, keyword: str) -> Iterator[Node]:
        """Yield where an attribute is in the functional groups of all frames."""
        tag = BaseTag(self.book.names.tags[keyword])
        for name in FRAMES:
            for frame in self.children.get(self.book.names.tags[name], ()):
                groups = (item for items in frame.children.values() for item in items)
                yield from (item for item in (frame, *groups) if tag in item.elements)

    def value(self, keyword: str) -> Any:
        """Return the value of an attribute of this data set or item, or None."""
        element = self.elements.get(BaseTag(self.book.names.tags[keyword]))
        return None if element is None else element.value

    def nearest(self, keyword: str) -> Any:
        """Return the value of an attribute, here or in what encloses it."""
        node: Node | None = self
        while node is not None:
            value = node.value(keyword)
            if value is not None:
                return value
            node = node.parent
        return None

    def asked(self) -> tuple[Asked, ...]:
        """Return the attributes of all parts, in the order of their tags."""
        return self.book.asked(self.parts)

    def put(self, asked: Asked, vr: str, value: Any) -> None:
        """Give an attribute a value."""
        self.elements[BaseTag(asked.tag)] = DataElement(asked.tag, vr, value)

    def drop(self, tag: int) -> None:
        """Remove an attribute, and the items it has."""
        self.elements.pop(BaseTag(tag), None)
        self.children.pop(tag, None)

    def way(self) -> tuple[str, ...]:
        """Return the keywords of the sequences that lead here."""
        if self.parent is None:
            return ()
        return (*self.parent.way(), self.sequence)

    def path(self, keyword: str = "") -> str:
        """Return the way to an attribute as findings have it."""
        if self.parent is None:
            return keyword
        here = self.parent.path(f"{self.sequence}[{self.index}]")
        return f"{here}.{keyword}" if keyword else here

    def nodes(self) -> Iterator[Node]:
        """Yield this one and all below."""
        yield self
        for items in list(self.children.values()):
            for item in list(items):
                yield from item.nodes()

    def index_of(self, *sequences: str) -> int:
        """Return the number, from 1, of the item around that is of one of these."""
        node: Node | None = self
        while node is not None and node.sequence not in sequences:
            node = node.parent
        return 1 if node is None else node.index + 1
