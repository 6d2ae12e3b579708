"""A data set under construction, as a tree of nodes with their definitions.

A node is a view for conditions: it implements `iodize.conditions.View`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from ..conditions import Judge
from ..conditions.places import Value, View, all_frames, all_items
from ..rules.effective_attribute import EffectiveAttribute, TableRow
from ..rules.judges import judge_of
from ..rules.overrides import not_overridden
from ..rules.tied_values import tied_values
from ..tables.descriptions import (
    Attribute,
    Definition,
    Iod,
    ItemCount,
    Limits,
    Terms,
)
from ..tables.editions import Element
from ..tables.repeating import first_group, may_repeat
from ..validation.views import Names


class NodeAttribute(EffectiveAttribute):
    """An attribute of a node, with the conditions of all definitions in use."""

    __slots__ = ("judges", "limited", "may_be_empty")

    def __init__(self, tag: int, rows: Iterable[Attribute], element: Element) -> None:
        super().__init__(tag, element, [TableRow(row) for row in rows])
        self.judges: tuple[tuple[Judge, bool], ...] = tuple(
            (judge_of(row.when), row.type in ("1", "2"))
            for row in self.rows
            if row.when is not None
        )
        """Each condition, and whether the attribute is required unless it forbids it."""
        self.may_be_empty = self.type in ("2", "2C") and not any(
            row.type in ("1", "1C") for row in self.rows
        )
        """True if no value or item is required."""
        self.limited = len(self.judges) == len(self.rows)
        """True if all rows have a condition, so that it can be forbidden."""

    @property
    def vr(self) -> str:
        """The VR to encode in; one of them if the dictionary has a choice."""
        choices = self.element.vr.split(" or ")
        return "OW" if "OW" in choices and "OB" in choices else choices[0]

    @property
    def terms(self) -> list[Terms]:
        return [terms for row in self.rows for terms in (*row.terms, *tied_values(row))]

    @property
    def limits(self) -> list[Limits]:
        return [limits for row in self.rows for limits in row.limits]

    @property
    def counts(self) -> list[ItemCount]:
        return [row.items for row in self.rows if row.items is not None]


class Book:
    """Cache of the merged attributes of parts."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._known: dict[tuple[type[Definition], ...], tuple[NodeAttribute, ...]] = {}

    def asked(self, parts: Sequence[type[Definition]]) -> tuple[NodeAttribute, ...]:
        """Return the attributes of all parts, in the order of their tags."""
        key = tuple(dict.fromkeys(parts))
        if key not in self._known:
            found: dict[int, list[Attribute]] = {}
            for part in key:
                for tag, attribute in part.attributes().items():
                    found.setdefault(tag, []).append(attribute)
            self._known[key] = tuple(
                NodeAttribute(tag, not_overridden(rows), element)
                for tag, rows in sorted(found.items())
                if (element := self.names.edition.element(tag)) is not None
            )
        return self._known[key]


class Held:
    """A view of an attribute of a node, for conditions."""

    __slots__ = ("_element", "items")

    def __init__(self, element: DataElement, items: tuple[Node, ...]) -> None:
        self._element = element
        self.items = items

    @property
    def values(self) -> tuple[Value, ...]:
        """Texts and numbers; tags as eight hexadecimal digits."""
        value, vr = self._element.value, self._element.VR
        if vr == "SQ" or value is None or value == "":
            return ()
        if isinstance(value, bytes):
            return ("",) if value else ()  # no condition depends on bulk data
        several = value if isinstance(value, Iterable) else [value]
        if isinstance(value, str) or vr == "PN":
            return (str(value),)
        return tuple(_seen(one, vr) for one in several)

    @property
    def floats(self) -> Sequence[float] | None:
        """Unknown: examples have no bulk data on which a condition depends."""
        return None


def _seen(value: Any, vr: str) -> Value:
    if vr == "AT":
        return f"{int(value):08X}"
    return str(value) if vr in ("DS", "IS") else value


class Node:
    """A data set or an item, with its definitions and its position."""

    def __init__(
        self,
        book: Book,
        iod: type[Iod],
        parent: Node | None = None,
        within: NodeAttribute | None = None,
        index: int = 0,
    ) -> None:
        self.book = book
        self.iod = iod
        self.parts: list[type[Definition]] = []
        self.parent = parent
        self.within = within
        """The sequence of this item."""
        self.index = index
        self.children: dict[int, list[Node]] = {}
        """The items of the sequences, by tag."""
        self.elements: dict[BaseTag, DataElement] = {}
        self.dataset = Dataset(cast(Any, self.elements))  # shares the elements
        self.sequence = "" if within is None else within.keyword
        """Keyword of the sequence of this item; empty for the data set."""
        self.root: Node = self if parent is None else parent.root
        self.depth: int = 0 if parent is None else parent.depth + 1

    @property
    def number(self) -> int | None:
        """Position of the item, from 1."""
        return None if self.parent is None else self.index + 1

    @property
    def siblings(self) -> int | None:
        """Number of items of the sequence."""
        if self.parent is None or self.within is None:
            return None
        return len(self.parent.children[self.within.tag])

    def get(self, keyword: str) -> Held | None:
        """Return the view of an attribute, or None if it is absent."""
        tag = self.book.names.tags.get(keyword)
        element = None if tag is None else self.elements.get(BaseTag(tag))
        if tag is None or element is None:
            return None
        return Held(element, tuple(self.children.get(tag, ())))

    def sequences(self) -> Iterable[str]:
        """Return the keywords of the sequences in this node."""
        return map(self.book.names.keyword, self.children)

    def frame_kinds(self, keywords: frozenset[str]) -> Iterator[View]:
        """Yield all frames."""
        return all_frames(self)

    def everywhere(self, keyword: str) -> Iterator[View]:
        """Yield this and all nodes inside that have an attribute."""
        return all_items(self, keyword)

    def repeated(self, keyword: str) -> Iterator[Held]:
        """Yield an attribute in each group, if its group repeats."""
        tag = self.book.names.repeating.get(keyword)
        for each, element in self.elements.items():
            if may_repeat(each) and first_group(each) == tag:
                yield Held(element, ())

    def value(self, keyword: str) -> Any:
        """Return the value of an attribute, or None if it is absent."""
        element = self.elements.get(BaseTag(self.book.names.tags[keyword]))
        return None if element is None else element.value

    def nearest(self, keyword: str) -> Any:
        """Return the value of an attribute of this node or the nearest enclosing one."""
        node: Node | None = self
        while node is not None:
            value = node.value(keyword)
            if value is not None:
                return value
            node = node.parent
        return None

    def asked(self) -> tuple[NodeAttribute, ...]:
        """Return the attributes of all parts, in the order of their tags."""
        return self.book.asked(self.parts)

    def put(self, asked: NodeAttribute, vr: str, value: Any) -> None:
        """Set the value of an attribute."""
        self.elements[BaseTag(asked.tag)] = DataElement(asked.tag, vr, value)

    def drop(self, tag: int) -> None:
        """Remove an attribute and its items."""
        self.elements.pop(BaseTag(tag), None)
        self.children.pop(tag, None)

    def way(self) -> tuple[str, ...]:
        """Return the keywords of the enclosing sequences, from the root."""
        if self.parent is None:
            return ()
        return (*self.parent.way(), self.sequence)

    def path(self, keyword: str = "") -> str:
        """Return the path of an attribute, as in findings."""
        if self.parent is None:
            return keyword
        here = self.parent.path(f"{self.sequence}[{self.index}]")
        return f"{here}.{keyword}" if keyword else here

    def nodes(self) -> Iterator[Node]:
        """Yield this node and all nodes below it."""
        yield self
        for items in list(self.children.values()):
            for item in list(items):
                yield from item.nodes()

    def index_of(self, *sequences: str) -> int:
        """Return the position, from 1, of the enclosing item of one of these sequences."""
        node: Node | None = self
        while node is not None and node.sequence not in sequences:
            node = node.parent
        return 1 if node is None else node.index + 1
