"""Tables of what is declared for attributes, in addition to the generated definitions."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final, Generic, TypeVar

from .tree import Node, NodeAttribute

T = TypeVar("T")

SHARED: Final = "SharedFunctionalGroupsSequence"
PER_FRAME: Final = "PerFrameFunctionalGroupsSequence"
FRAMES: Final = (
    PER_FRAME,
    "SelectedFrameFunctionalGroupsSequence",
    "CurrentFrameFunctionalGroupsSequence",
)


class Table(Generic[T]):
    """Entries by "IOD.Keyword", "Definition.Keyword" or "Keyword", in this precedence."""

    def __init__(self, rows: Mapping[str, T]) -> None:
        self._rows: dict[str, dict[str, T]] = {}
        for name, row in rows.items():
            owner, _, keyword = name.rpartition(".")
            self._rows.setdefault(keyword, {})[owner] = row

    @property
    def keywords(self) -> Set[str]:
        """Keywords of the attributes with entries."""
        return self._rows.keys()

    def get(self, node: Node, asked: NodeAttribute) -> T | None:
        """Return the entry of an attribute, or None."""
        rows = self._rows.get(asked.keyword)
        if rows is None:
            return None
        names = (node.iod.__name__, *(row.owner.__name__ for row in asked.rows), "")
        return next((rows[name] for name in names if name in rows), None)


def number(node: Node, keyword: str, default: int) -> int:
    """Return a number of the node or of an enclosing one."""
    value = node.nearest(keyword)
    return default if value is None or value == "" else int(str(value))


def frames(node: Node) -> int:
    """Return the number of frames of the object."""
    return number(node.root, "NumberOfFrames", 1)
