"""What is asked of the values of one attribute: by modules in use, and by the IOD.

Lists of several tables narrow each other: a specialising module's list is part of the
general one. Where neither is part of the other, the IOD's own list counts, and without
one a value has to be in one of them: PS3.3 C.7.6.15 adds a shape to those of C.7.6.11.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ..definitions import Attribute, Constraint, ItemCount, Limits, Terms

MEMORY: Final = 128
"""How many values are remembered as good, of each attribute."""


class Allowed(NamedTuple):
    """One list of values."""

    terms: Terms
    values: frozenset[str]
    reference: str
    own: bool
    """Whether the IOD itself has the list, not one of its modules."""


class Bounded(NamedTuple):
    """One range of values."""

    limits: Limits
    reference: str


class Counted(NamedTuple):
    """One number of values or of items."""

    items: ItemCount
    reference: str


class ValueRules:
    """The lists, ranges and numbers of values that apply to one attribute."""

    __slots__ = (
        "bounds",
        "conditional",
        "counts",
        "enumerated",
        "good",
        "known",
        "retired",
        "vm",
    )

    def __init__(
        self,
        attributes: Sequence[tuple[Attribute, str]],
        constraints: Sequence[Constraint],
    ) -> None:
        """Compile what is asked.

        Args:
            attributes: The rows of tables in use, each with its reference.
            constraints: What the IOD's sections ask of the attribute.
        """
        lists = [*_lists(attributes, constraints)]
        always = [each for each in lists if not each.terms.conditional]
        self.enumerated: Final = tuple(
            _narrowed(each for each in always if each.terms.enumerated)
        )
        """Lists that allow no other value."""
        self.conditional: Final = tuple(
            each for each in lists if each.terms.conditional and each.terms.enumerated
        )
        """Lists that allow no other value while their condition holds."""
        settled = {each.terms.number for each in self.enumerated}
        self.known: Final = _union(
            (each for each in lists if not each.terms.retired),
            (
                {
                    each.terms.number
                    for each in always
                    if not each.terms.enumerated and each.terms.number not in settled
                }
                if None not in settled
                else set()
            ),
        )
        """Terms by the number of the value, where they are defined but not enumerated."""
        self.retired: Final = _union(
            (each for each in lists if each.terms.retired), set(self.known)
        )
        self.bounds: Final = tuple(_bounds(attributes, constraints))
        self.vm: Final = next(((a.vm, where) for a, where in attributes if a.vm), None)
        """Value multiplicity of a row that allows less than the dictionary."""
        self.counts: Final = tuple(_counts(attributes, constraints))
        self.good: Final[set[tuple[str, bytes]]] = set()
        """Values found good, by VR and bytes; none where a condition decides."""

    def __bool__(self) -> bool:
        return bool(
            self.enumerated or self.conditional or self.known or self.bounds or self.vm
        )

    def remember(self, vr: str, value: bytes) -> None:
        """Note that a value is good, whatever else the object holds."""
        if not self.conditional and len(self.good) < MEMORY and len(value) < MEMORY:
            self.good.add((vr, value))


def _lists(
    attributes: Sequence[tuple[Attribute, str]], constraints: Sequence[Constraint]
) -> Iterator[Allowed]:
    for attribute, where in attributes:
        for terms in attribute.terms:
            yield Allowed(terms, frozenset(terms.values), _place(terms) or where, False)
    for constraint in constraints:
        where = f"PS3.3 {constraint.section}"
        for stated in constraint.values:
            if isinstance(stated, Terms):
                yield Allowed(stated, frozenset(stated.values), where, True)


def _place(terms: Terms) -> str:
    if not terms.section:
        return ""
    table = f" Table {terms.table}" if terms.table else ""
    return f"PS3.3 {terms.section}{table}"


def _narrowed(lists: Iterable[Allowed]) -> Iterator[Allowed]:
    """Yield the narrowest lists; those that contradict each other as one."""
    groups: dict[tuple[int | None, tuple[int, ...]], list[Allowed]] = {}
    for each in lists:
        groups.setdefault((each.terms.number, each.terms.bits), []).append(each)
    for group in groups.values():
        least = [a for a in group if not any(b.values < a.values for b in group)]
        least = [each for each in least if each.own] or least
        first = least[0]
        if all(each.values == first.values for each in least):
            yield first
            continue
        values = tuple(dict.fromkeys(v for each in least for v in each.terms.values))
        terms = first.terms._replace(values=values)
        yield Allowed(terms, frozenset(values), first.reference, False)


def _union(
    lists: Iterable[Allowed], numbers: set[int | None]
) -> dict[int | None, frozenset[str]]:
    found: dict[int | None, frozenset[str]] = {}
    for each in lists:
        for number in numbers:
            if each.terms.number in (None, number):
                found[number] = found.get(number, frozenset()) | each.values
    return found


def _bounds(
    attributes: Sequence[tuple[Attribute, str]], constraints: Sequence[Constraint]
) -> Iterator[Bounded]:
    for attribute, where in attributes:
        for bounds in attribute.limits:
            yield Bounded(bounds, where)
    for constraint in constraints:
        for stated in constraint.values:
            if isinstance(stated, Limits):
                yield Bounded(stated, f"PS3.3 {constraint.section}")


def _counts(
    attributes: Sequence[tuple[Attribute, str]], constraints: Sequence[Constraint]
) -> Iterator[Counted]:
    for attribute, where in attributes:
        if attribute.items is not None:
            yield Counted(attribute.items, where)
        for count in attribute.counts:
            yield Counted(count, where)
    for constraint in constraints:
        if constraint.items is not None:
            yield Counted(constraint.items, f"PS3.3 {constraint.section}")
