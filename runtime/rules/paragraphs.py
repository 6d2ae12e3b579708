"""Paragraph identifiers of table rows, by attribute: anchors in the published HTML."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from pkgutil import get_data
from uuid import UUID

from ..tables.descriptions import Attribute, Definition, Item
from ..tables.editions import Edition


def paragraph_of(attribute: Attribute, edition: Edition) -> str:
    """Return the anchor of a row: "para_5bf1f026-8432-4ae7-b5cd-1935b608d4cd".

    Empty if the edition has none, or if it is ambiguous.
    """
    return paragraph_in(attribute.owner, attribute.tag, edition)


def paragraph_in(definition: type[Definition], tag: int, edition: Edition) -> str:
    """Return the anchor of any row of a definition's table.

    Tables of messages also have rows for attributes that are not allowed.
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
    """Return the identifiers of the rows of a table, by place."""
    _, _, after = _index(package).partition(f"\nTable {table}\n")
    words = after.partition("\nTable ")[0].split()
    ids = map(_identifier, words[1::2])
    return dict(zip(words[::2], ids, strict=True))


@cache
def _index(package: str) -> str:
    """Return the index of an edition; empty if its package has none."""
    try:
        return (get_data(package, "paragraphs.txt") or b"").decode("ascii")
    except FileNotFoundError:
        return ""


def shortened(identifier: str) -> str:
    """Return an identifier as the index has it: 22 characters of base64 for 36."""
    return urlsafe_b64encode(UUID(identifier).bytes).decode("ascii").rstrip("=")


def _identifier(short: str) -> str:
    return str(UUID(bytes=urlsafe_b64decode(f"{short}==")))


def _place(definition: type[Definition], tag: int) -> str:
    """Return the tag, preceded by that of the enclosing sequence of the same table."""
    outer = definition._outer if issubclass(definition, Item) else None
    inner = f"{tag:08X}"
    return inner if outer is None else f"{_sequence(outer, definition)}.{inner}"


def _sequence(outer: type[Definition], item: type[Definition]) -> str:
    for value in vars(outer).values():
        if isinstance(value, Attribute) and value.item is item:
            return f"{value.tag:08X}"
    return ""
