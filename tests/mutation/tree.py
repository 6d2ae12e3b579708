"""A data set under construction, with the definitions that its parts follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from iodize.definitions import Attribute, Definition, Included
from iodize.validation.rules import table_of
from iodize.validation.special_cases import OVERRIDES
from iodize.validation.view import ItemView, Names

STRICTNESS = ("1", "2", "1C", "2C", "3", None)


class Asked(NamedTuple):
    """One attribute of a node, as all the definitions in use have it."""

    tag: int
    rows: tuple[Attribute, ...]
    """The strictest first."""

    @property
    def keyword(self) -> str:
        return self.rows[0].keyword

    @property
    def type(self) -> str | None:
        return self.rows[0].type


class Node:
    """A data set or an item, the definitions it follows, and where it is."""

    def __init__(
        self,
        dataset: Dataset,
        parts: Sequence[type[Definition]],
        names: Names,
        parent: Node | None = None,
        sequence: Asked | None = None,
        index: int = 0,
    ) -> None:
        self.dataset = dataset
        self.parts = list(parts)
        self.names = names
        self.parent = parent
        self.sequence = sequence
        """The sequence that this is an item of."""
        self.index = index
        self.children: dict[int, list[Node]] = {}
        """The items of the sequences, by tag."""

    @property
    def root(self) -> Node:
        return self if self.parent is None else self.parent.root

    @property
    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth + 1

    @property
    def step(self) -> str:
        """The keyword of the sequence around; empty for the data set itself."""
        return "" if self.sequence is None else self.sequence.keyword

    def asked(self) -> list[Asked]:
        """Return the attributes of all parts, in the order of their tags."""
        found: dict[int, list[Attribute]] = {}
        for part in dict.fromkeys(self.parts):
            for tag, attribute in part.attributes().items():
                found.setdefault(tag, []).append(attribute)
        for tag, table, overridden in OVERRIDES:
            rows = found.get(tag, [])
            if table in map(table_of, rows):
                found[tag] = [row for row in rows if table_of(row) != overridden]
        return [
            Asked(tag, tuple(sorted(rows, key=lambda a: STRICTNESS.index(a.type))))
            for tag, rows in sorted(found.items())
        ]

    def inclusions(self) -> Iterator[Included]:
        """Yield what the parts include under a condition."""
        for part in list(self.parts):
            yield from part.inclusions()

    def path(self, keyword: str = "") -> str:
        """Return the way to an attribute as findings have it."""
        if self.parent is None:
            return keyword
        here = self.parent.path(f"{self.step}[{self.index}]")
        return f"{here}.{keyword}" if keyword else here

    def view(self) -> ItemView:
        """Return what conditions see, as things are now."""
        elements = {int(element.tag): element for element in self.dataset.values()}
        if self.parent is None:
            return ItemView(elements, None, "", None, None, self.names)
        items = self.parent.dataset[self.sequence.tag].value if self.sequence else ()
        return ItemView(
            elements,
            self.parent.view(),
            self.step,
            self.index + 1,
            len(items),
            self.names,
        )

    def nodes(self) -> Iterator[Node]:
        """Yield this one and all below."""
        yield self
        for items in list(self.children.values()):
            for item in list(items):
                yield from item.nodes()

    def index_of(self, sequence: str) -> int:
        """Return the number, from 1, of the item around that is of a sequence."""
        node: Node | None = self
        while node is not None and node.step != sequence:
            node = node.parent
        return 1 if node is None else node.index + 1

    def nearest(self, keyword: str) -> object:
        """Return the value of an attribute, here or in what encloses it."""
        node: Node | None = self
        while node is not None:
            if keyword in node.dataset:
                return node.dataset[keyword].value
            node = node.parent
        return None


def tag_of(keyword: str) -> int:
    """Return the tag of a keyword."""
    tag = tag_for_keyword(keyword)
    if tag is None:
        raise LookupError(keyword)
    return tag
