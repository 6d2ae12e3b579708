"""Requirements for the values of one attribute, of the modules in use and of the IOD.

A list that is part of another one replaces it: a specialized module narrows a general one.
If neither is part of the other, the list of the IOD itself applies; without one, a value
must be in any of them: PS3.3 C.7.6.15 adds a shape to those of C.7.6.11.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ..tables.descriptions import Attribute, Constraint, ItemCount, Limits, Terms
from .tied_values import tied_values

MEMORY: Final = 128
"""Size of the cache of valid values of each attribute."""


class Allowed(NamedTuple):
    """One list of values."""

    terms: Terms
    values: frozenset[str]
    reference: str
    own: bool
    """True if the list is in a section of the IOD, not in a module."""


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
        "empty",
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
        """Compile the requirements.

        Args:
            attributes: The rows of tables in use, each with its reference.
            constraints: Requirements of the IOD's sections.
        """
        lists = [*_lists(attributes, constraints)]
        always = [each for each in lists if not each.terms.conditional]
        self.enumerated: Final = tuple(
            _narrowed(each for each in always if each.terms.enumerated)
        )
        """Enumerations."""
        conditional = [a for a in lists if a.terms.conditional and a.terms.enumerated]
        self.conditional: Final = tuple({a.terms: a for a in conditional}.values())
        """Enumerations that apply under a condition."""
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
        """Defined terms by the number of the value, if it is not enumerated."""
        self.retired: Final = _union(
            (each for each in lists if each.terms.retired), set(self.known)
        )
        self.bounds: Final = tuple(_bounds(attributes, constraints))
        self.vm: Final = next(((a.vm, where) for a, where in attributes if a.vm), None)
        """Value multiplicity of a row that is stricter than the dictionary."""
        self.empty: Final = next((where for a, where in attributes if a.empty), None)
        """Reference of the row that allows no value; None if there is none."""
        self.counts: Final = tuple(_counts(attributes, constraints))
        self.good: Final[set[tuple[str, bytes]]] = set()
        """Values known to be valid, by VR and bytes; unused if a condition applies."""

    def __bool__(self) -> bool:
        return bool(
            self.enumerated
            or self.conditional
            or self.known
            or self.bounds
            or self.counts
            or self.vm
            or self.empty is not None
        )

    def remember(self, vr: str, value: bytes) -> None:
        """Remember that a value is valid in any object."""
        if not self.conditional and len(self.good) < MEMORY and len(value) < MEMORY:
            self.good.add((vr, value))


def _lists(
    attributes: Sequence[tuple[Attribute, str]], constraints: Sequence[Constraint]
) -> Iterator[Allowed]:
    for attribute, where in attributes:
        for terms in (*attribute.terms, *tied_values(attribute)):
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


def applicable(
    attributes: Sequence[tuple[Attribute, str]], constraints: Sequence[Constraint]
) -> Iterator[Allowed]:
    """Yield the lists of values that apply to an attribute, each with its own reference.

    Leaves out what a narrower list replaces: wider enumerations, and defined terms of a
    value that is enumerated.

    Args:
        attributes: The rows of tables in use, each with its reference.
        constraints: Requirements of the IOD's sections.
    """
    lists = [*_lists(attributes, constraints)]
    if not lists:
        return
    always = [a for a in lists if a.terms.enumerated and not a.terms.conditional]
    narrowest = [each for group in _groups(always) for each in _narrowest(group)]
    settled = {(each.terms.number, each.terms.bits) for each in narrowest}
    seen: set[tuple[frozenset[str], Terms]] = set()
    for each in lists:
        terms = each.terms
        if each in always:
            applies = each in narrowest
        else:
            of_value = {(terms.number, terms.bits), (None, terms.bits)}
            applies = terms.enumerated or settled.isdisjoint(of_value)
        same = each.values, terms._replace(values=(), section="", table="")
        if applies and same not in seen:
            seen.add(same)
            yield each


def _groups(lists: Iterable[Allowed]) -> Iterable[list[Allowed]]:
    """Return lists by the value, or the bits of it, that they apply to."""
    groups: dict[tuple[int | None, tuple[int, ...]], list[Allowed]] = {}
    for each in lists:
        groups.setdefault((each.terms.number, each.terms.bits), []).append(each)
    return groups.values()


def _narrowest(group: Sequence[Allowed]) -> list[Allowed]:
    """Return the lists that contain no other list; that of the IOD, if it has one."""
    least = [a for a in group if not any(b.values < a.values for b in group)]
    return [each for each in least if each.own] or least


def _narrowed(lists: Iterable[Allowed]) -> Iterator[Allowed]:
    """Yield the narrowest lists; lists that contradict each other are united."""
    for group in _groups(lists):
        least = _narrowest(group)
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
