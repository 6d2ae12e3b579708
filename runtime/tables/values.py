"""What generated classes say of values: lists, ranges, numbers of items.

`iodize.definitions` offers all of it; generated code imports it from there.
"""

from __future__ import annotations

from typing import NamedTuple


class Terms(NamedTuple):
    """A list of enumerated values or defined terms of an attribute."""

    enumerated: bool
    """Whether no other value is allowed."""
    values: tuple[str, ...]
    number: int | None = None
    """Which value of a multi-valued attribute, counted from 1; None for every value."""
    when: str | None = None
    """When the list applies, in the language of `iodize.conditions`; None for always."""
    retired: bool = False
    """Whether the terms were defined once, and are no longer."""
    bits: tuple[int, ...] = ()
    """Bits of a bit field that hold the value, counted from 0; none for all."""
    section: str = ""
    """Section of the list; empty where it stands in the attribute's own row."""
    table: str = ""
    """Label of the table that is the list."""

    @property
    def conditional(self) -> bool:
        """Whether the list applies only under a condition."""
        return self.when is not None


class Limits(NamedTuple):
    """Numbers that the values of an attribute lie between."""

    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None
    number: int | None = None
    """Which value of a multi-valued attribute, counted from 1; None for every value."""

    def allows(self, number: float) -> bool:
        """Return whether a number lies between."""
        return not (
            (self.at_least is not None and number < self.at_least)
            or (self.above is not None and number <= self.above)
            or (self.at_most is not None and number > self.at_most)
            or (self.below is not None and number >= self.below)
        )

    def __str__(self) -> str:
        words = {
            "at least": self.at_least,
            "above": self.above,
            "at most": self.at_most,
            "below": self.below,
        }
        return ", ".join(f"{word} {n:g}" for word, n in words.items() if n is not None)


class ItemCount(NamedTuple):
    """How many items a sequence has, if it has any."""

    minimum: int = 1
    maximum: int | None = None
    """None where there is no upper limit."""
    equals: str = ""
    """Keyword of an attribute whose value is the number of items."""
    when: str | None = None
    """When it holds, in the language of `iodize.conditions`; None for always."""

    def __str__(self) -> str:
        if self.equals:
            return f"as many as {self.equals} says"
        if self.maximum is None:
            return f"{self.minimum} or more"
        if self.minimum == self.maximum:
            return str(self.minimum)
        return f"{self.minimum} to {self.maximum}"


Items = int | tuple[int, int | None] | str
"""How generated code writes an `ItemCount`: 1, (1, None), "NumberOfBeams"."""


def enumerated(
    *values: str,
    number: int | None = None,
    when: str | None = None,
    retired: bool = False,
    bits: tuple[int, ...] = (),
    section: str = "",
    table: str = "",
) -> Terms:
    """Return a list of values that allows no other."""
    return Terms(True, values, number, when, retired, bits, section, table)


def defined(
    *values: str,
    number: int | None = None,
    when: str | None = None,
    retired: bool = False,
    bits: tuple[int, ...] = (),
    section: str = "",
    table: str = "",
) -> Terms:
    """Return a list of values that may be extended."""
    return Terms(False, values, number, when, retired, bits, section, table)


def limits(
    *,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
    below: float | None = None,
    number: int | None = None,
) -> Limits:
    """Return the numbers that values lie between."""
    return Limits(at_least, above, at_most, below, number)


def item_count(items: Items | None) -> ItemCount | None:
    """Return the number of items that generated code writes so."""
    if items is None:
        return None
    if isinstance(items, str):
        return ItemCount(0, None, items)
    return ItemCount(items, items) if isinstance(items, int) else ItemCount(*items)


def counted(items: Items, *, when: str) -> ItemCount:
    """Return a number of items that holds under a condition."""
    found = item_count(items)
    assert found is not None
    return found._replace(when=when)
