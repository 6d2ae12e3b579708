"""States that a requirement accepts: absent, empty or with a value, in each situation.

A type, or the usage of a module, accepts some states of an attribute. If it has a
condition, these depend on the situation. Two requirements are compared in all situations
that their conditions distinguish, which shows whether the change is stricter or looser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from math import prod
from typing import Final, NamedTuple

from ..conditions.expressions import (
    And,
    Expression,
    Is,
    Not,
    Or,
    Present,
    Unknown,
    Valued,
)
from ..conditions.language import parse
from ..tables.descriptions import When
from .changes import Effect

ABSENT: Final = "absent"
EMPTY: Final = "empty"
VALUE: Final = "value"

States = frozenset[str]
ANY: Final[States] = frozenset({ABSENT, EMPTY, VALUE})
NEVER: Final[States] = frozenset({ABSENT})

REQUIRED: Final[Mapping[str | None, States]] = {
    "1": frozenset({VALUE}),
    "1C": frozenset({VALUE}),
    "2": frozenset({VALUE, EMPTY}),
    "2C": frozenset({VALUE, EMPTY}),
    "3": ANY,
    "M": frozenset({VALUE, EMPTY}),
    "C": frozenset({VALUE, EMPTY}),
    "U": ANY,
    None: ANY,
}
"""States accepted where an attribute or module is required, by type or usage.

None is an attribute or module that the table does not list: an object may have it as an
extension. Source: PS3.5 7.4, PS3.3 A.1.3, PS3.2 3.11.3.
"""

PERMITTED: Final[Mapping[str | None, States]] = {
    **REQUIRED,
    "1C": frozenset({ABSENT, VALUE}),
    "2C": ANY,
    "C": ANY,
}
"""States accepted where it is allowed, but not required."""

SITUATIONS: Final = 20_000
"""Largest number of situations that are compared; beyond, the effect is not decided."""

Situation = Mapping[object, str]
"""The outcome of each independent part of the conditions."""

_UNSTATED: Final = Unknown("unstated")
"""The condition of a row of type 1C or 2C that the reader did not find."""


class Requirement(NamedTuple):
    """A type or usage with its condition."""

    type: str | None
    when: When | None = None


NOT_LISTED: Final = Requirement(None)


@lru_cache(maxsize=4096)
def effect(old: Requirement, new: Requirement) -> Effect:
    """Return the effect of replacing one requirement with another."""
    before, after = _Accepted(old), _Accepted(new)
    domains = _domains([*before.expressions, *after.expressions])
    if prod(map(len, domains.values())) > SITUATIONS:
        return Effect.NEUTRAL if old == new else Effect.EITHER
    stricter = looser = False
    for outcomes in product(*domains.values()):
        situation = dict(zip(domains, outcomes, strict=True))
        one, other = before.states(situation), after.states(situation)
        stricter = stricter or bool(one - other)
        looser = looser or bool(other - one)
    return of_directions(stricter, looser)


def of_directions(stricter: bool, looser: bool) -> Effect:
    """Return the effect of a change that is stricter or looser in some cases."""
    if stricter and looser:
        return Effect.EITHER
    if stricter:
        return Effect.STRICTER
    return Effect.LOOSER if looser else Effect.NEUTRAL


class _Accepted:
    """The states that a requirement accepts, by situation."""

    def __init__(self, requirement: Requirement) -> None:
        self.type = requirement.type
        when = requirement.when or When()
        self.conditional = (self.type or "").endswith("C")
        self.required = _parsed(when.required)
        if self.conditional and requirement.when is None:
            self.required = _UNSTATED
        self.permitted = _parsed(when.permitted)
        self.forbidden = _parsed(when.forbidden)
        self.otherwise = when.otherwise

    @property
    def expressions(self) -> Iterator[Expression]:
        for each in (self.required, self.permitted, self.forbidden):
            if each is not None:
                yield each

    def states(self, situation: Situation) -> States:
        if self.forbidden is not None and _holds(self.forbidden, situation):
            return NEVER
        if self.required is None and not self.conditional:
            return REQUIRED[self.type]
        if self.required is not None and _holds(self.required, situation):
            return REQUIRED[self.type]
        if self.otherwise == "may":
            return PERMITTED[self.type]
        if self.permitted is not None:
            held = _holds(self.permitted, situation)
            return PERMITTED[self.type] if held else NEVER
        unspecified = self.otherwise == "unspecified" and self.required is None
        return PERMITTED[self.type] if unspecified else NEVER


def _parsed(text: str | None) -> Expression | None:
    return None if text is None else parse(text)


OTHER: Final = "\0other"
"""A value that no condition names."""


def _domains(expressions: Iterable[Expression]) -> dict[object, tuple[str, ...]]:
    """Return the independent parts of conditions with their outcomes.

    The values of an attribute exclude each other, so that a list that was extended
    includes the previous one. Other parts are true or false.
    """
    found: dict[object, dict[str, None]] = {}
    for leaf in (leaf for each in expressions for leaf in _leaves(each)):
        match leaf:
            case Is(place, values, number):
                outcomes = found.setdefault((place, number), {OTHER: None})
                outcomes.update(dict.fromkeys(values))
                found.setdefault(place, _states())
            case Present(place) | Valued(place):
                found.setdefault(place, _states())
            case _:
                found.setdefault(leaf, {"": None, "holds": None})
    return {part: tuple(outcomes) for part, outcomes in found.items()}


def _states() -> dict[str, None]:
    return dict.fromkeys((ABSENT, EMPTY, VALUE))


def _leaves(expression: Expression) -> Iterator[Expression]:
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case _:
            yield expression


def _holds(expression: Expression, situation: Situation) -> bool:
    match expression:
        case And(parts):
            return all(_holds(part, situation) for part in parts)
        case Or(parts):
            return any(_holds(part, situation) for part in parts)
        case Not(part):
            return not _holds(part, situation)
        case Is(place, values, number):
            has_value = situation[place] == VALUE
            return has_value and situation[place, number] in values
        case Present(place):
            return situation[place] != ABSENT
        case Valued(place):
            return situation[place] == VALUE
    return situation[expression] == "holds"
