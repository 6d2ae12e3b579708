"""The content tree of a structured report: a container with a few items by value.

Source: PS3.3 A.35 (the constraint tables), C.17.3.
"""

from __future__ import annotations

from typing import Final

from .tree import Node

TYPES: Final = ("TEXT", "CODE", "NUM", "PNAME")
"""Value types of the items, if the container may contain them."""

SELECTED: Final = "IMAGE"
"""Value type of a second item in documents that can only contain text: selections."""


def types(node: Node) -> list[str]:
    """Return the value types of the items of the root; other items have no items."""
    if node.parent is not None:
        return []
    rows = node.book.names.edition.content_constraints.get(node.iod.__name__, ())
    allowed = {
        target
        for row in rows
        if {"CONTAINER", "ANY"} & {*row.sources} and {"CONTAINS", "ANY"} & {*row.types}
        for target in row.targets
    }
    found = [one for one in TYPES if {one, "ANY"} & allowed]
    return [*found, SELECTED] if found == ["TEXT"] else found


def items(node: Node) -> int:
    """Return the number of items of a content sequence."""
    return len(types(node)) or 1


def value_type(node: Node) -> str:
    """Return the value type of a content item, or of the whole document."""
    if node.parent is None:
        return "CONTAINER"
    offered = types(node.parent) if node.sequence == "ContentSequence" else []
    return offered[node.index] if node.index < len(offered) else "TEXT"
