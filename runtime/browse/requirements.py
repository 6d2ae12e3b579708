"""The requirements of a row as text: conditions, values, numbers of items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..conditions.readable import readable_text, sentence
from ..tables.descriptions import Attribute, ItemCount, Limits, Terms, When


class Condition(NamedTuple):
    """A condition in English and as an expression."""

    words: str = ""
    expression: str = ""


def condition(when: When | None) -> Condition:
    """Return the condition of a row; empty texts if it has none."""
    return Condition(sentence(when), when.text) if when else Condition()


class Values(NamedTuple):
    """A list of allowed or known values."""

    label: str
    """"enumerated", "defined terms of value 2"."""
    values: tuple[str, ...]
    closed: bool
    """Whether other values are forbidden."""
    condition: Condition
    """When the list applies."""

    def __str__(self) -> str:
        words = f" if {self.condition.words}" if self.condition.words else ""
        return f"{self.label}: {', '.join(self.values)}{words}"


def values(terms: tuple[Terms, ...]) -> Iterator[Values]:
    """Yield the lists of values of a row."""
    for one in terms:
        label = "enumerated" if one.enumerated else "defined terms"
        if one.number is not None:
            label += f", value {one.number}"
        if one.bits:
            label += f", bits {', '.join(map(str, one.bits))}"
        if one.retired:
            label += ", retired"
        yield Values(label, one.values, one.enumerated, _when(one.when))


def notes(
    limits: tuple[Limits, ...], items: ItemCount | None, counts: tuple[ItemCount, ...]
) -> Iterator[str]:
    """Yield ranges of values and numbers of items."""
    for limit in limits:
        subject = "values" if limit.number is None else f"value {limit.number}"
        yield f"{subject} {limit}"
    if items is not None:
        yield _items(items)
    for count in counts:
        yield f"{_items(count)} if {readable_text(count.when or '')}"


def notes_of(attribute: Attribute) -> Iterator[str]:
    """Yield the other requirements of a row."""
    if attribute.empty:
        yield "must be empty"
    yield from notes(attribute.limits, attribute.items, attribute.counts)


def _items(count: ItemCount) -> str:
    if count.equals:
        return f"number of items: value of {count.equals}"
    return "1 item" if str(count) == "1" else f"{count} items"


def _when(formal: str | None) -> Condition:
    return Condition() if formal is None else Condition(readable_text(formal), formal)
