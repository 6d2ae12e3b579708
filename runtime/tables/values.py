"""Requirements for values in generated classes: lists, ranges, numbers of items.

Generated code imports these names from `iodize.definitions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


def numbered(values: Sequence[T], number: int | None) -> Sequence[T]:
    """Return one of several values, counted from 1; all if `number` is None."""
    return values if number is None else values[number - 1 : number]


class Terms(NamedTuple):
    """A list of enumerated values or defined terms of an attribute."""

    enumerated: bool
    """True for enumerated values, False for defined terms."""
    values: tuple[str, ...]
    number: int | None = None
    """Number of the value of a multi-valued attribute, from 1; None for every value."""
    when: str | None = None
    """When the list applies, in the language of `iodize.conditions`; None for always."""
    retired: bool = False
    """True if the terms are retired."""
    bits: tuple[int, ...] = ()
    """Bits of a bit field that hold the value, counted from 0; none for all."""
    section: str = ""
    """Section of the list; empty if it is in the row of the attribute."""
    table: str = ""
    """Label of the table that contains the list."""

    @property
    def conditional(self) -> bool:
        """True if the list applies only under a condition."""
        return self.when is not None


class Limits(NamedTuple):
    """Range of the values of an attribute."""

    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None
    number: int | None = None
    """Number of the value of a multi-valued attribute, from 1; None for every value."""

    def allows(self, number: float) -> bool:
        """Return True if a number is in the range."""
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
    """Number of items of a sequence that is not empty."""

    minimum: int = 1
    maximum: int | None = None
    """None if there is no upper limit."""
    equals: str = ""
    """Keyword of an attribute whose value is the number of items."""
    when: str | None = None
    """When it applies, in the language of `iodize.conditions`; None for always."""

    def __str__(self) -> str:
        if self.equals:
            return f"as many as stated in {self.equals}"
        if self.maximum is None:
            return f"{self.minimum} or more"
        if self.minimum == self.maximum:
            return str(self.minimum)
        return f"{self.minimum} to {self.maximum}"


Items = int | tuple[int, int | None] | str
"""Short form of an `ItemCount` in generated code: 1, (1, None), "NumberOfBeams"."""


def enumerated(
    *values: str,
    number: int | None = None,
    when: str | None = None,
    retired: bool = False,
    bits: tuple[int, ...] = (),
    section: str = "",
    table: str = "",
) -> Terms:
    """Return a list of enumerated values."""
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
    """Return a list of defined terms, which may be extended."""
    return Terms(False, values, number, when, retired, bits, section, table)


def limits(
    *,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
    below: float | None = None,
    number: int | None = None,
) -> Limits:
    """Return a range of values."""
    return Limits(at_least, above, at_most, below, number)


def item_count(items: Items | None) -> ItemCount | None:
    """Return a number of items from its short form."""
    if items is None:
        return None
    if isinstance(items, str):
        return ItemCount(0, None, items)
    return ItemCount(items, items) if isinstance(items, int) else ItemCount(*items)


def counted(items: Items, *, when: str) -> ItemCount:
    """Return a number of items that applies under a condition."""
    found = item_count(items)
    assert found is not None
    return found._replace(when=when)
