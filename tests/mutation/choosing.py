"""A plausible value for an attribute, from its VR, VM, terms and limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from pydicom.multival import MultiValue

from iodize.definitions import Constraint, Iod, Limits, Terms
from iodize.editions import Element

from . import seeds
from .tree import Asked, Node

VALUES: Final[dict[str, object]] = {
    "AE": "IODIZE",
    "AS": "030Y",
    "AT": 0x00280010,
    "CS": "OTHER",
    "DA": "20230115",
    "DS": "1",
    "DT": "20230115101500",
    "FD": 1.0,
    "FL": 1.0,
    "IS": "1",
    "LO": "Words",
    "LT": "Words",
    "OB": b"\0\0",
    "OD": bytes(8),
    "OF": bytes(4),
    "OL": bytes(4),
    "OV": bytes(8),
    "OW": b"\0\0",
    "PN": "Doe^Jane",
    "SH": "Words",
    "SL": 1,
    "SS": 1,
    "ST": "Words",
    "SV": 1,
    "TM": "101500",
    "UC": "Words",
    "UL": 1,
    "UN": b"\0\0",
    "UR": "https://example.org/",
    "US": 1,
    "UT": "Words",
    "UV": 1,
}
"""One value of each VR; UIDs are made, see `uid`."""

WHOLE: Final = frozenset({"SL", "SS", "SV", "UL", "US", "UV"})
FRACTION: Final = frozenset({"FD", "FL"})
SOP_CLASS: Final = "1.2.840.10008.5.1.4.1.1.2"
"""What references refer to: a CT image."""

Holds = Callable[[str], bool]


def uid(number: int) -> str:
    """Return a UID of this number. Source: PS3.5 B.2."""
    return f"2.25.{10_000 + number}"


def encoding(element: Element) -> str:
    """Return the VR to encode in, where the dictionary leaves a choice."""
    choices = element.vr.split(" or ")
    return "OW" if "OW" in choices and "OB" in choices else choices[0]


def choose(
    iod: type[Iod],
    node: Node,
    asked: Asked,
    element: Element,
    constraints: Sequence[Constraint],
    holds: Holds,
    serial: int,
) -> object:
    """Return a value, or several.

    Args:
        constraints: What the IOD asks of this attribute.
        holds: Tells whether a list's condition is met.
        serial: Makes a UID unlike others.
    """
    vr = encoding(element)
    lists = applicable(asked, constraints, holds)
    number = seeds.values(iod, asked) or values_needed(asked, element, lists)
    values = [
        one(iod, node, vr, asked, constraints, lists, place, serial)
        for place in range(1, number + 1)
    ]
    return values[0] if number == 1 else MultiValue(type(values[0]), values)


def applicable(
    asked: Asked, constraints: Sequence[Constraint], holds: Holds
) -> list[Terms]:
    """Return the lists of values that apply, the IOD's own first."""
    own = [terms for each in constraints for terms in each.values]
    rows = [terms for row in asked.rows for terms in row.terms]
    return [
        terms
        for terms in (*own, *rows)
        if isinstance(terms, Terms)
        and not terms.retired
        and (terms.when is None or holds(terms.when))
    ]


def values_needed(asked: Asked, element: Element, lists: Sequence[Terms]) -> int:
    """Return the least number of values, as many at least as lists are given for."""
    vm = next((row.vm for row in asked.rows if row.vm), element.vm)
    least = int(vm.partition("-")[0].rstrip("n") or 1)
    last = vm.rpartition("-")[2]
    numbered = max((terms.number or 1 for terms in lists), default=1)
    if last.isdigit():
        numbered = min(numbered, int(last))
    return max(least, numbered, 1)


def one(
    iod: type[Iod],
    node: Node,
    vr: str,
    asked: Asked,
    constraints: Sequence[Constraint],
    lists: Sequence[Terms],
    place: int,
    serial: int,
) -> object:
    """Return the value at a place, counted from 1."""
    here = [t for t in lists if t.number in (None, place) and not t.bits]
    term = best_term(here, seeds.preferred(node, asked))
    if term is not None:
        return converted(vr, term)
    default = seeds.default(iod, node, asked, place)
    if default is not None:
        return default
    if vr == "UI":
        return SOP_CLASS if "SOPClass" in asked.keyword else uid(serial)
    bounds = [b for row in asked.rows for b in row.limits]
    bounds += [b for c in constraints for b in c.values if isinstance(b, Limits)]
    value = VALUES[vr]
    for limits in bounds:
        if limits.number in (None, place):
            value = within(limits, vr, value)
    return value


def best_term(lists: Sequence[Terms], preferred: Sequence[str]) -> str | None:
    """Return a value that the strictest list has, and as many others as possible."""
    enumerated = [t.values for t in lists if t.enumerated]
    offered = enumerated or [t.values for t in lists]
    if not offered:
        return None
    narrowest = min(enumerated, key=len) if enumerated else sum(offered, ())
    return max(
        narrowest,
        key=lambda value: (
            sum(value in terms for terms in offered),
            value in preferred,
        ),
    )


def converted(vr: str, term: str) -> object:
    """Return a term as a value of its VR."""
    if vr in WHOLE:
        return int(term)
    if vr in FRACTION:
        return float(term)
    if vr == "AT":
        return int(term, 16)
    return term


def within(limits: Limits, vr: str, value: object) -> object:
    """Return the value, or one that the limits allow."""
    number = float(str(value))
    if limits.at_least is not None:
        number = max(number, limits.at_least)
    if limits.above is not None and number <= limits.above:
        number = limits.above + 1
    if limits.at_most is not None:
        number = min(number, limits.at_most)
    if limits.below is not None and number >= limits.below:
        number = limits.below / 2
    if vr in FRACTION:
        return number
    return int(number) if vr in WHOLE else f"{number:g}"
