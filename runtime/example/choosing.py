"""Chooses a plausible value of an attribute, from its VR, VM, terms and limits."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any, Final

from ..rules.multiplicity import ranges
from ..tables.descriptions import Constraint, Limits, Terms
from . import codes, consistent_values, identifiers, natural
from .tree import Node, NodeAttribute

VALUES: Final[dict[str, Any]] = {
    "AE": "IODIZE",
    "AS": "047Y",
    "AT": 0x00280010,
    "CS": "OTHER",
    "DA": natural.TODAY,
    "DS": 1,
    "DT": natural.MOMENT,
    "FD": 1.0,
    "FL": 1.0,
    "IS": 1,
    "LO": "Example",
    "LT": "Example",
    "OB": b"\0\0",
    "OD": bytes(8),
    "OF": bytes(4),
    "OL": bytes(4),
    "OV": bytes(8),
    "OW": b"\0\0",
    "PN": "Doe^Jane",
    "SH": "Example",
    "SL": 1,
    "SS": 1,
    "ST": "Example",
    "SV": 1,
    "TM": natural.NOW,
    "UC": "Example",
    "UL": 1,
    "UN": b"\0\0",
    "UR": "https://example.org/",
    "US": 1,
    "UT": "Example",
    "UV": 1,
}
"""A value of each VR; for UIDs see `identifiers`."""

WHOLE: Final = frozenset({"SL", "SS", "SV", "UL", "US", "UV"})
FRACTION: Final = frozenset({"FD", "FL"})
PACKED: Final = {"OD": "d", "OF": "f", "OL": "L", "OV": "Q", "OW": "H"}
"""VRs whose numbers are encoded in one value of bytes, with their format in `struct`."""

PLACED: Final = frozenset({"FrameType", "ImageType"})
"""Attributes with a default for each place, of which as many as required are used."""

CODED: Final = ("CodeValue", "CodingSchemeDesignator", "CodeMeaning")

Holds = Callable[[str], bool]


def choose(
    node: Node,
    asked: NodeAttribute,
    constraints: Sequence[Constraint],
    holds: Holds,
    seed: int,
) -> Any:
    """Return a value, or a list of several.

    Args:
        constraints: Requirements of the IOD for this attribute.
        holds: Returns True if the condition of a list is met.
        seed: Determines the UIDs.
    """
    lists = applicable(asked, constraints, holds)
    given = default(node, asked)
    number = consistent_values.values(node, asked)
    if number is None:
        several = isinstance(given, tuple) and asked.keyword not in PLACED
        number = len(given) if several else values_needed(asked, lists)
    if asked.vr in PACKED and (number > 1 or isinstance(given, tuple)):
        numbers = given if isinstance(given, tuple) else (0,) * number
        return struct.pack(f"<{number}{PACKED[asked.vr]}", *numbers)
    values = [
        _one(node, asked, constraints, lists, place, given, seed)
        for place in range(1, number + 1)
    ]
    return values[0] if number == 1 else values


def default(node: Node, asked: NodeAttribute) -> Any:
    """Return the common value of an attribute, or a tuple of several; None if it has none."""
    if asked.keyword in CODED:
        return codes.code(node)[CODED.index(asked.keyword)]
    found = natural.DEFAULTS.get(node, asked)
    return found(node) if callable(found) else found


def applicable(
    asked: NodeAttribute, constraints: Sequence[Constraint], holds: Holds
) -> list[Terms]:
    """Return the lists of values that apply; those of the IOD are first."""
    own = [terms for each in constraints for terms in each.values]
    return [
        terms
        for terms in (*own, *asked.terms)
        if isinstance(terms, Terms)
        and not terms.retired
        and (terms.when is None or holds(terms.when))
    ]


def is_listed(asked: NodeAttribute, value: Any, lists: Sequence[Terms]) -> bool:
    """True if all enumerations have a single value."""
    return all(
        value in [converted(asked.vr, term) for term in terms.values]
        for terms in lists
        if terms.enumerated and terms.number is None and not terms.bits
    )


def values_needed(asked: NodeAttribute, lists: Sequence[Terms]) -> int:
    """Return the least number of values that the VM and the lists require."""
    numbered = max((terms.number or 1 for terms in lists), default=1)
    for allowed in ranges(asked.vm)[:1]:
        if allowed.high is not None:
            numbered = min(numbered, allowed.high)
        return max(allowed.low, numbered)
    return numbered


def _one(
    node: Node,
    asked: NodeAttribute,
    constraints: Sequence[Constraint],
    lists: Sequence[Terms],
    place: int,
    given: Any,
    seed: int,
) -> Any:
    """Return the value at a place, from 1."""
    here = [t for t in lists if t.number in (None, place) and not t.bits]
    preferred = given[min(place, len(given)) - 1] if isinstance(given, tuple) else given
    terms = (*consistent_values.preferred(node, asked), str(preferred))
    term = best_term(here, terms)
    if term is not None:
        return converted(asked.vr, term)
    if preferred is None and asked.vr == "UI":
        return identifiers.uid(node, asked, seed)
    value = VALUES[asked.vr] if preferred is None else preferred
    bounds = [*asked.limits]
    bounds += [b for c in constraints for b in c.values if isinstance(b, Limits)]
    for limits in bounds:
        if limits.number in (None, place):
            value = within(limits, asked.vr, value)
    return value


def best_term(lists: Sequence[Terms], preferred: Sequence[str]) -> str | None:
    """Return a value of the shortest enumeration that most other lists have as well."""
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


def converted(vr: str, term: str) -> Any:
    """Convert a term to the type of its VR."""
    if vr in WHOLE:
        return int(term)
    if vr in FRACTION:
        return float(term)
    return int(term, 16) if vr == "AT" else term


def within(limits: Limits, vr: str, value: Any) -> Any:
    """Return the value, changed to one that the limits allow."""
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
