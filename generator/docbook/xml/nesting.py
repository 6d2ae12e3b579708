"""Nesting of rows by the ">" before their names: PS3.3 5.3, PS3.4 5.4."""

from __future__ import annotations

import re
from typing import Any, Generic, TypeVar, cast

from attrs import define, evolve, field

Fact = TypeVar("Fact")

_NESTING = re.compile(r"(?P<marks>(?:>\s*)*)(?P<rest>.*)", re.DOTALL)


def depth_and_name(text: str) -> tuple[int, str]:
    """Return the nesting depth of a row, and its name without the ">"."""
    match = _NESTING.fullmatch(text)
    assert match is not None  # every text matches
    return match["marks"].count(">"), match["rest"]


@define
class _Node(Generic[Fact]):
    fact: Fact
    below: list[_Node[Fact]] = field(factory=list)

    def settled(self) -> Fact:
        if not self.below:
            return self.fact
        content = tuple(node.settled() for node in self.below)
        return cast(Fact, evolve(cast(Any, self.fact), content=content))


@define
class Tree(Generic[Fact]):
    """Rows under construction: the open path from the top to the last row."""

    _top: list[_Node[Fact]] = field(factory=list)
    _path: list[_Node[Fact]] = field(factory=list)

    def add(self, depth: int, fact: Fact, holds_rows: bool = True) -> bool:
        """Add a row; False if no row can contain it.

        Args:
            holds_rows: Whether other rows may be nested in this one.
        """
        del self._path[depth:]
        if depth > len(self._path):
            return False
        node = _Node(fact)
        (self._path[-1].below if depth else self._top).append(node)
        if holds_rows:
            self._path.append(node)
        return True

    @property
    def is_empty(self) -> bool:
        return not self._top

    def content(self) -> tuple[Fact, ...]:
        """Return the top-level rows, with nested rows in their `content`."""
        return tuple(node.settled() for node in self._top)
