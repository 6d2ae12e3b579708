"""Checks of values against their table: value lists, ranges, number of values and items.

Source: PS3.3 5.1 (enumerated values, defined terms), Annexes A and C.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ...conditions.readable import readable_text
from ...encoding import value_forms
from ...findings import codes
from ...findings.codes import Code
from ...rules import multiplicity
from ...rules.patterned_terms import is_patterned
from ...rules.value_lists import Allowed, ValueRules
from ...tables.descriptions import Limits, Terms
from ...tables.values import numbered
from ..conditions.evaluation import Evaluation
from ..plan.rule import AttributeRule
from ..plan.scope import Scope
from ..reporting.reporter import Reporter

_FEW: Final = 3
"""Maximum number of findings of one kind about the values of an element."""

_LONGEST: Final = 64
"""Maximum number of characters of a value in a message."""

_LISTED: Final = 8
"""Maximum number of values to list in a message."""

_ANY_CASE: Final = frozenset(
    {
        0x00420012,  # MIME Type of Encapsulated Document
        0x00420014,  # List of MIME Types
    }
)
"""Media types: RFC 2046, which PS3.3 Table C.24-2 refers to, ignores their case."""


def check_values(
    reporter: Reporter,
    evaluation: Evaluation | None,
    scope: Scope,
    rule: AttributeRule,
    rules: ValueRules,
    vr: str,
    value: bytes,
    little: bool,
) -> None:
    """Report values that are not in their lists, out of range, or too many."""
    values = value_forms.terms(vr, value, little)
    if values is None:
        return
    if rule.tag in _ANY_CASE:
        values = _as_listed(rules, values)
    problems = [
        *_not_enumerated(evaluation, scope, rules, vr, values),
        *_not_known(rules, rule.tag, vr, values),
        *_out_of_range(rules, values),
        *_too_many(rules, values),
    ]
    if not problems and little:
        rules.remember(vr, value)
    for code, message, reference in _first(problems):
        reporter.add(
            code, scope, rule.tag, message, module=rule.module, reference=reference
        )


def _as_listed(rules: ValueRules, values: Sequence[str]) -> list[str]:
    """Return values in the case of the terms that are listed for them."""
    lists = (*rules.enumerated, *rules.conditional)
    terms = {term.casefold(): term for each in lists for term in each.values}
    return [terms.get(value.casefold(), value) for value in values]


Problem = tuple[Code, str, str]
"""Code, message, reference."""


def _first(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the first problems of each kind, and the number of the others."""
    numbers: Counter[tuple[Code, str]] = Counter()
    for problem in problems:
        kind = problem[0], problem[2]
        numbers[kind] += 1
        if numbers[kind] <= _FEW:
            yield problem
    for (code, reference), number in numbers.items():
        if number > _FEW:
            others = number - _FEW
            noun = "value" if others == 1 else "values"
            yield code, f"and {others} more {noun}", reference


def _shown(term: str) -> str:
    """Return a value as it is shown in a message."""
    return repr(term if len(term) <= _LONGEST else f"{term[:_LONGEST]}…")


def _not_enumerated(
    evaluation: Evaluation | None,
    scope: Scope,
    rules: ValueRules,
    vr: str,
    values: Sequence[str],
) -> Iterator[Problem]:
    for each in rules.enumerated:
        for term in _outside(each, vr, values):
            message = f"{_shown(term)}; enumerated: {_listed(each.terms.values)}"
            yield codes.VALUE_NOT_ENUMERATED, message, each.reference
    for each in rules.conditional:
        outside = _outside(each, vr, values)
        if not outside or evaluation is None:
            continue
        assert each.terms.when is not None  # a list under a condition
        if evaluation.holds(scope, each.terms.when):
            listed = _listed(each.terms.values)
            condition = readable_text(each.terms.when)
            message = f"{_shown(outside[0])}; enumerated if {condition}: {listed}"
            yield codes.VALUE_NOT_ENUMERATED, message, each.reference


def _not_known(
    rules: ValueRules, tag: int, vr: str, values: Sequence[str]
) -> Iterator[Problem]:
    for number, known in rules.known.items():
        for term in numbered(values, number):
            if not term or _is_among(vr, term, known) or is_patterned(tag, term):
                continue
            if value_forms.invalid(vr, term.encode("latin-1", "replace")) is not None:
                continue  # reported as value-invalid
            if term in rules.retired.get(number, ()):
                yield codes.TERM_RETIRED, f"{_shown(term)} is a retired term", ""
            else:
                terms = sorted(known - rules.retired.get(number, frozenset()))
                message = (
                    f"{_shown(term)} is not a defined term; known: {_listed(terms)}"
                )
                yield codes.TERM_UNKNOWN, message, ""


def _out_of_range(rules: ValueRules, values: Sequence[str]) -> Iterator[Problem]:
    for bounds, reference in rules.bounds:
        for term in numbered(values, bounds.number):
            if not _is_within(term, bounds):
                yield codes.VALUE_OUT_OF_RANGE, f"{term}; must be {bounds}", reference


def _too_many(rules: ValueRules, values: Sequence[str]) -> Iterator[Problem]:
    have = "1 value" if len(values) == 1 else f"{len(values)} values"
    if rules.empty is not None and values:
        yield codes.VM_WRONG, f"has {have}; must be empty", rules.empty
    elif rules.vm is not None:
        vm, reference = rules.vm
        if not multiplicity.allows(vm, len(values)):
            yield codes.VM_WRONG, f"has {have}; its row allows {vm}", reference


def check_item_count(
    reporter: Reporter,
    evaluation: Evaluation | None,
    scope: Scope,
    rule: AttributeRule,
    number: int,
) -> None:
    """Report a sequence with fewer or more items than its row or the IOD allows.

    Args:
        number: Number of items; at least 1.
    """
    for count, reference in rule.counts:
        if count.when is not None and not (
            evaluation is not None and evaluation.holds(scope, count.when)
        ):
            continue
        stated = None
        if count.equals:
            if evaluation is not None:
                stated = evaluation.number(scope, count.equals)
            good = stated is None or stated == number
        else:
            most = count.maximum
            good = count.minimum <= number and (most is None or number <= most)
        if not good:
            have = "1 item" if number == 1 else f"{number} items"
            message = f"has {have}; must be {count}"
            if count.equals:
                message = f"has {have}, but {count.equals} is {stated}"
            reporter.add(
                codes.ITEM_COUNT,
                scope,
                rule.tag,
                message,
                module=rule.module,
                reference=reference,
            )


def _outside(each: Allowed, vr: str, values: Sequence[str]) -> list[str]:
    """Return the non-empty values that are not in a list."""
    terms = each.terms
    checked: Iterable[str] = numbered(values, terms.number)
    if terms.bits:
        checked = (_bits(value, terms) for value in checked)
    return [term for term in checked if term and not _is_among(vr, term, each.values)]


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
    return vr not in value_forms.WORDS and any(
        value_forms.same_number(term, other) for other in known
    )


def _is_within(term: str, bounds: Limits) -> bool:
    try:
        number = float(term)
    except ValueError:
        return True  # reported as value-invalid
    return bounds.allows(number)


def _listed(terms: Sequence[str]) -> str:
    shown = ", ".join(terms[:_LISTED])
    return (
        shown if len(terms) <= _LISTED else f"{shown} and {len(terms) - _LISTED} more"
    )
