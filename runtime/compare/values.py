"""Comparison of the values that rows allow: lists, ranges, multiplicity, numbers of items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..conditions.readable import readable_text
from ..rules.multiplicity import allows
from ..tables.values import ItemCount, Limits, Terms
from .acceptance import of_directions
from .changes import ABSENT, Effect, Side

ListKey = tuple[int | None, tuple[int, ...], str | None]
"""Number of the value, bits, and condition of a list."""


class ValueList(NamedTuple):
    """The lists of a row for the same value, bits and condition."""

    enumerated: frozenset[str] | None = None
    """None if there are no enumerated values."""
    defined: frozenset[str] | None = None
    retired: frozenset[str] = frozenset()
    """Those of the values that are retired."""

    @property
    def allowed(self) -> frozenset[str] | None:
        """The only allowed values; None if any value is allowed."""
        if self.enumerated is None or self.defined is not None:
            return None
        return self.enumerated


NO_LIST = ValueList()


class Difference(NamedTuple):
    """A difference between the values of two rows."""

    label: str
    """The value or bits; empty for all."""
    old: Side
    new: Side
    effect: Effect


def lists(terms: Iterable[Terms]) -> dict[ListKey, ValueList]:
    """Return the lists of a row, merged by value, bits and condition."""
    found: dict[ListKey, ValueList] = {}
    for each in terms:
        key = each.number, each.bits, each.when
        before = found.get(key, NO_LIST)
        values = frozenset(each.values)
        if each.enumerated:
            before = before._replace(enumerated=(before.enumerated or values) | values)
        else:
            before = before._replace(defined=(before.defined or values) | values)
        retired = values if each.retired else frozenset()
        found[key] = before._replace(retired=before.retired | retired)
    return found


def list_differences(
    old: Iterable[Terms], new: Iterable[Terms]
) -> Iterator[Difference]:
    """Yield the differences between the lists of values of two rows."""
    before, after = lists(old), lists(new)
    gone = [key for key in before if key not in after]
    added = [key for key in after if key not in before]
    for key in [k for k in before if k in after]:
        if before[key] != after[key]:
            yield _list_difference(key, key, before[key], after[key])
    for key in gone:
        # The same list under another condition is one change.
        other = next((k for k in added if k[:2] == key[:2]), None)
        if other is None:
            yield _list_difference(key, key, before[key], NO_LIST)
        else:
            added.remove(other)
            yield _list_difference(key, other, before[key], after[other])
    for key in added:
        yield _list_difference(key, key, NO_LIST, after[key])


def _list_difference(
    old_key: ListKey, new_key: ListKey, old: ValueList, new: ValueList
) -> Difference:
    number, bits, _ = new_key
    label = f"value {number}" if number else ""
    if bits:
        places = ", ".join(map(str, bits))
        label = f"{label} bits {places}".strip()
    closed = old.allowed is not None or new.allowed is not None
    if old_key != new_key:
        effect = Effect.EITHER if closed else Effect.NEUTRAL
    else:
        effect = of_sets(old.allowed, new.allowed)
    return Difference(
        label, _list_side(old, old_key[2]), _list_side(new, new_key[2]), effect
    )


def of_sets(old: frozenset[str] | None, new: frozenset[str] | None) -> Effect:
    """Return the effect of a change of the allowed values; None allows all values."""
    if old is None or new is None:
        return of_directions(
            old is None and new is not None, new is None and old is not None
        )
    return of_directions(bool(old - new), bool(new - old))


def _list_side(values: ValueList, when: str | None) -> Side:
    parts = []
    for name, found in (
        ("enumerated values", values.enumerated),
        ("defined terms", values.defined),
    ):
        if found is not None:
            current = sorted(found - values.retired)
            retired = [f"{value} (retired)" for value in sorted(found & values.retired)]
            parts.append(f"{name}: {', '.join([*current, *retired])}")
    if not parts:
        return ABSENT
    return Side(
        "; ".join(parts),
        when or "",
        f"if {readable_text(when)}" if when else "",
        tuple(
            sorted((values.enumerated or frozenset()) | (values.defined or frozenset()))
        ),
    )


def range_differences(
    old: Iterable[Limits], new: Iterable[Limits]
) -> Iterator[Difference]:
    """Yield the differences between the ranges of two rows."""
    before = {each.number: each for each in old}
    after = {each.number: each for each in new}
    for number in dict.fromkeys([*before, *after]):
        one, other = before.get(number), after.get(number)
        if one != other:
            label = f"value {number}" if number else ""
            effect = _of_ranges(one or Limits(), other or Limits())
            yield Difference(label, _range_side(one), _range_side(other), effect)


def _range_side(limits: Limits | None) -> Side:
    return ABSENT if limits is None else Side(f"range: {limits}")


def _of_ranges(old: Limits, new: Limits) -> Effect:
    """Return the effect of a changed range: its ends are compared."""
    low = _end(old.at_least, old.above), _end(new.at_least, new.above)
    high = _end(old.at_most, old.below, -1), _end(new.at_most, new.below, -1)
    stricter = low[1] > low[0] or high[1] > high[0]
    looser = low[1] < low[0] or high[1] < high[0]
    return of_directions(stricter, looser)


def _end(
    inside: float | None, outside: float | None, sign: int = 1
) -> tuple[float, int]:
    """Return the position of an end; the higher one is stricter."""
    ends = [(float("-inf"), 0)]
    if inside is not None:
        ends.append((sign * inside, 0))
    if outside is not None:
        ends.append((sign * outside, 1))
    return max(ends)


def item_differences(
    old: Iterable[ItemCount], new: Iterable[ItemCount]
) -> Iterator[Difference]:
    """Yield the differences between the numbers of items of two rows."""
    before = {each.when: each for each in old}
    after = {each.when: each for each in new}
    for when in dict.fromkeys([*before, *after]):
        one, other = before.get(when), after.get(when)
        if one != other:
            yield Difference(
                "", _count_side(one), _count_side(other), _of_counts(one, other)
            )


def _count_side(count: ItemCount | None) -> Side:
    if count is None:
        return ABSENT
    text = f"equal to {count.equals}" if count.equals else str(count)
    words = f"if {readable_text(count.when)}" if count.when else ""
    return Side(f"items: {text}", count.when or "", words)


def _of_counts(old: ItemCount | None, new: ItemCount | None) -> Effect:
    old, new = old or ItemCount(0), new or ItemCount(0)
    if old.equals or new.equals:
        if old.equals and new.equals:
            return Effect.EITHER
        return Effect.STRICTER if new.equals else Effect.LOOSER
    return of_directions(
        *_narrowed((old.minimum, old.maximum), (new.minimum, new.maximum))
    )


Bounds = tuple[int, int | None]


def _narrowed(old: Bounds, new: Bounds) -> tuple[bool, bool]:
    """Return whether bounds exclude numbers that others include, and the opposite."""

    def excludes(one: Bounds, other: Bounds) -> bool:
        (low, high), (least, most) = one, other
        return low > least or (high is not None and (most is None or high < most))

    return excludes(new, old), excludes(old, new)


def of_multiplicities(old: str, new: str) -> Effect:
    """Return the effect of a changed value multiplicity."""
    numbers = range(1, 200)
    one, other = _numbers(old, numbers), _numbers(new, numbers)
    return of_directions(bool(one - other), bool(other - one))


def _numbers(vm: str, numbers: range) -> set[int]:
    return {n for n in numbers if not vm or allows(vm, n)}


def of_representations(old: str, new: str) -> Effect:
    """Return the effect of a changed VR, which may be a choice: "US or SS"."""
    return of_sets(frozenset(old.split(" or ")), frozenset(new.split(" or ")))


def changed_values(old: Side, new: Side) -> tuple[list[str], list[str]]:
    """Return the values that a list gained and lost."""
    gained = [value for value in new.values if value not in old.values]
    return gained, [value for value in old.values if value not in new.values]
