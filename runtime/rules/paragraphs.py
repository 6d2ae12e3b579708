"""From an attribute of a definition to the paragraph that its row of the table stands in."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from ..definitions import Attribute, Definition, Item
from ..editions import Edition


def paragraph_of(attribute: Attribute, edition: Edition) -> str:
    """Return the anchor of a row: "para_5bf1f026-8432-4ae7-b5cd-1935b608d4cd".

    Empty where the edition does not know it, or where it might be another row's.
    """
    return paragraph_in(attribute.owner, attribute.tag, edition)


def paragraph_in(definition: type[Definition], tag: int, edition: Edition) -> str:
    """Return the anchor of a row of a definition's table, which need not be an attribute.

    What a message may not have stands in the table too.
    """
    try:
        origin = definition.origin()
    except LookupError:
        return ""
    part = "" if origin.part == "PS3.3" else f"{origin.part} "
    table = part + origin.table
    found = _places(edition.package, table).get(_place(definition, tag))
    return f"para_{found}" if found else ""


@cache
def _places(package: str, table: str) -> dict[str, str]:
    try:
        text: str = import_module(f"{package}.paragraphs").PARAGRAPHS.get(table, "")
    except ModuleNotFoundError:
        return {}  # made before there was such an index
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _place(definition: type[Definition], tag: int) -> str:
    """Return the tag, after that of the sequence around it in the same table."""
    outer = definition._outer if issubclass(definition, Item) else None
    inner = f"{tag:08X}"
    return inner if outer is None else f"{_sequence(outer, definition)}.{inner}"


def _sequence(outer: type[Definition], item: type[Definition]) -> str:
    for value in vars(outer).values():
        if isinstance(value, Attribute) and value.item is item:
            return f"{value.tag:08X}"
    return ""
