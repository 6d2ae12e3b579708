"""What tables and IODs say of values: lists, ranges, numbers of values and of items.

Source: PS3.3 5.1 (enumerated values, defined terms), Annexes A and C.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..definitions import Limits, Terms
from . import codes, multiplicity, values
from .codes import Code
from .rules import Rule
from .scope import Scope
from .value_rules import Allowed, ValueRules

if TYPE_CHECKING:
    from .walk import Walk

_LISTED: Final = 8
"""How many values a message names."""


def check_values(
    walk: Walk,
    scope: Scope,
    rule: Rule,
    asked: ValueRules,
    vr: str,
    value: bytes,
    little: bool,
) -> None:
    """Report values that no list has, out of range, or too many."""
    found = values.terms(vr, value, little)
    if found is None:
        return
    problems = [
        *_not_enumerated(walk, scope, asked, vr, found),
        *_not_known(asked, vr, found),
        *_out_of_range(asked, found),
        *_too_many(asked, found),
    ]
    if not problems and little:
        asked.remember(vr, value)
    for code, message, reference in problems:
        walk.add(
            code, scope, rule.tag, message, module=rule.module, reference=reference
        )


Problem = tuple[Code, str, str]
"""Code, message, reference."""


def _not_enumerated(
    walk: Walk, scope: Scope, asked: ValueRules, vr: str, found: Sequence[str]
) -> Iterator[Problem]:
    for each in asked.enumerated:
        for term in _outside(each, vr, found):
            message = f"{term!r}; enumerated: {_listed(each.terms.values)}"
            yield codes.VALUE_NOT_ENUMERATED, message, each.reference
    for each in asked.conditional:
        outside = _outside(each, vr, found)
        if outside and walk.holds(scope, each.terms.when or ""):
            listed = _listed(each.terms.values)
            message = f"{outside[0]!r}; enumerated where {each.terms.when}: {listed}"
            yield codes.VALUE_NOT_ENUMERATED, message, each.reference


def _not_known(asked: ValueRules, vr: str, found: Sequence[str]) -> Iterator[Problem]:
    for number, known in asked.known.items():
        for term in _chosen(number, found):
            if not term or _is_among(vr, term, known):
                continue
            if values.invalid(vr, term.encode("latin-1", "replace")) is not None:
                continue  # its form was reported, which tells more
            if term in asked.retired.get(number, ()):
                yield codes.TERM_RETIRED, f"{term!r} is a retired term", ""
            else:
                yield codes.TERM_UNKNOWN, f"{term!r} is no defined term", ""


def _out_of_range(asked: ValueRules, found: Sequence[str]) -> Iterator[Problem]:
    for bounds, reference in asked.bounds:
        for term in _chosen(bounds.number, found):
            if not _is_within(term, bounds):
                yield codes.VALUE_OUT_OF_RANGE, f"{term}; shall be {bounds}", reference


def _too_many(asked: ValueRules, found: Sequence[str]) -> Iterator[Problem]:
    if asked.vm is not None:
        vm, reference = asked.vm
        if not multiplicity.allows(vm, len(found)):
            have = "1 value" if len(found) == 1 else f"{len(found)} values"
            yield codes.VM_WRONG, f"has {have}; its row allows {vm}", reference


def check_item_count(walk: Walk, scope: Scope, rule: Rule, number: int) -> None:
    """Report a sequence with more or fewer items than its row, or the IOD, asks for.

    Args:
        number: How many items there are; more than none.
    """
    for count, reference in rule.counts:
        if count.when is not None and not walk.holds(scope, count.when):
            continue
        if count.equals:
            told = walk.told(scope, count.equals)
            good = told is None or told == number
        else:
            most = count.maximum
            good = count.minimum <= number and (most is None or number <= most)
        if not good:
            have = "1 item" if number == 1 else f"{number} items"
            message = f"has {have}; shall be {count}"
            if count.equals:
                message = f"has {have}; {count.equals} is {told}"
            walk.add(
                codes.ITEM_COUNT,
                scope,
                rule.tag,
                message,
                module=rule.module,
                reference=reference,
            )


def _outside(each: Allowed, vr: str, found: Sequence[str]) -> list[str]:
    """Return the values that a list does not have; an empty one is for `presence`."""
    terms = each.terms
    judged: Iterable[str] = _chosen(terms.number, found)
    if terms.bits:
        judged = (_bits(value, terms) for value in judged)
    return [term for term in judged if term and not _is_among(vr, term, each.values)]


def _chosen(number: int | None, found: Sequence[str]) -> Sequence[str]:
    return found if number is None else found[number - 1 : number]


def _bits(value: str, terms: Terms) -> str:
    """Return some bits of a bit field as the standard writes them: "10"."""
    try:
        field = int(value)
    except ValueError:
        return ""
    return "".join(str(field >> bit & 1) for bit in reversed(terms.bits))


def _is_among(vr: str, term: str, known: frozenset[str]) -> bool:
    if term in known:
        return True
    return vr not in values.WORDS and any(
        values.same_number(term, other) for other in known
    )


def _is_within(term: str, bounds: Limits) -> bool:
    try:
        number = float(term)
    except ValueError:
        return True  # what is no number is reported as such
    return bounds.allows(number)


def _listed(terms: tuple[str, ...]) -> str:
    shown = ", ".join(terms[:_LISTED])
    return (
        shown if len(terms) <= _LISTED else f"{shown} and {len(terms) - _LISTED} more"
    )
