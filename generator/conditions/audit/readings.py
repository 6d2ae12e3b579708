"""The conditions of an edition as they were read, with the hashes of their texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Self

import attrs
from attrs import field, frozen

from ...model import (
    Attribute,
    Condition,
    DirectoryRecord,
    FunctionalGroupUse,
    Include,
    Iod,
    ModuleUse,
    ServiceAttribute,
    ServiceTable,
    Standard,
    Worded,
)
from ...model.attributes import AttributeTable


@frozen
class Place:
    """The row of a table whose condition was read."""

    row: str = ""
    """Identifier of the row's first paragraph; labels of tables for usages in IODs."""
    path: tuple[str, ...] = ()
    """Names of the table and the rows around, with the type of the row."""

    def within(self, fact: Any) -> Place:
        """Return the place of a fact that is in this place."""
        match fact:
            case Attribute():
                name = f"{fact.name} {fact.type or ''}".rstrip()
                return Place(fact.id or self.row, (*self.path, name))
            case ServiceAttribute():
                return Place(fact.id or self.row, (*self.path, fact.name))
            case ModuleUse() | FunctionalGroupUse():
                name = fact.module if isinstance(fact, ModuleUse) else fact.macro
                return Place(f"{self.row} {fact.section}", (*self.path, name))
            case Include():
                return Place(f"{self.row} {fact.table}", (*self.path, fact.table))
            case Iod() | AttributeTable() | ServiceTable() | DirectoryRecord():
                label = fact.table or ""
                return Place(label, (*self.path, f"Table {label}"))
        return self


@frozen
class Reading:
    """A condition as read, with the hash of its text."""

    text: str
    """First 12 hexadecimal digits of the SHA-256 of the text, without differences of space."""
    expression: str
    """"required: present(KVP); otherwise: may"; "none" without a condition."""
    place: Place = field(default=Place(), eq=False)
    words: str = field(default="", eq=False, repr=False)
    """The text; empty for a reading from a file."""

    @classmethod
    def of(cls, place: Place, worded: Worded, formal: Condition | None) -> Self:
        """Return the reading of a text."""
        return cls(hash_of(worded.words), expression_of(formal), place, worded.words)


def hash_of(text: str) -> str:
    """Return the hash that represents a text."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def expression_of(condition: Condition | None) -> str:
    """Return a condition in one line."""
    if condition is None:
        return "none"
    stated = [
        ("required", condition.required),
        ("permitted", condition.permitted),
        ("forbidden", condition.forbidden),
        ("otherwise", condition.otherwise.value.replace("unspecified", "")),
    ]
    return "; ".join(f"{name}: {value}" for name, value in stated if value)


def readings(worded: Standard, formal: Standard) -> Iterator[Reading]:
    """Yield each condition of an edition, in the order of its tables.

    Texts that state no condition, and need not state one, are left out.

    Args:
        worded: The edition before its conditions were read.
        formal: The same edition afterwards.
    """
    yield from _readings(worded, formal, Place())


def _readings(worded: Any, formal: Any, place: Place) -> Iterator[Reading]:
    if isinstance(worded, Worded):
        if worded.needed or formal is not None:
            yield Reading.of(place, worded, formal)
    elif isinstance(worded, tuple):
        for before, after in zip(worded, formal, strict=True):
            yield from _readings(before, after, place)
    elif attrs.has(type(worded)):
        inside = place.within(worded)
        for each in attrs.fields(type(worded)):
            before, after = getattr(worded, each.name), getattr(formal, each.name)
            yield from _readings(before, after, inside)
