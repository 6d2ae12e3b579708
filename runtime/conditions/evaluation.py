"""Kleene's three-valued evaluation of conditions over an object.

An expression is compiled once, into a function that asks an object as little as it can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .expressions import (
    And,
    Closed,
    Coded,
    Compares,
    Expression,
    Inside,
    Is,
    Not,
    Or,
    Position,
    Present,
    Private,
    Same,
    Some,
    Unknown,
    Used,
    Valued,
)
from .places import (
    Finder,
    Found,
    Knowledge,
    Truth,
    Value,
    View,
    enclosing,
    finder,
    frame_groups,
)

Test = Callable[[View, Knowledge], Truth]


def evaluate(expression: Expression, view: View, knowledge: Knowledge) -> Truth:
    """Return whether a condition holds; None where the object does not tell."""
    return compiled(expression)(view, knowledge)


def compiled(expression: Expression) -> Test:
    """Return the function that evaluates an expression."""
    match expression:
        case And(parts):
            return _conjunction([compiled(part) for part in parts])
        case Or(parts):
            return _disjunction([compiled(part) for part in parts])
        case Not(part):
            return _negation(part)
        case Unknown(reason):
            return lambda view, knowledge: knowledge.fact(reason)
        case Position(name):
            return lambda view, knowledge: _is_at(name, view)
        case Inside(sequence):
            return lambda view, knowledge: any(
                around.sequence == sequence for around in enclosing(view)
            )
        case Used():
            return lambda view, knowledge: _is_used(expression, view, knowledge)
        case Same(place, other):
            return _sameness(finder(place), finder(other))
        case Some(sequence, condition):
            return _existence(finder(sequence), compiled(condition))
    return _leaf(expression)


def _leaf(expression: Expression) -> Test:
    """Return the test of an expression that asks something of one place."""
    match expression:
        case Present(place):
            find = finder(place)
            return lambda view, knowledge: bool(find(view))
        case Valued(place):
            return _any_found(finder(place), lambda f: bool(f.values or f.items))
        case Is(place, values, number):
            return _any_found(finder(place), _equality(values, number))
        case Compares(place, operator, bound, counted):
            return _any_found(finder(place), _comparison(operator, bound, counted))
        case Coded(place, codes):
            return _any_found(
                finder(place), lambda f: any(_code(item) in codes for item in f.items)
            )
        case Private(place):
            return _any_found(finder(place), lambda f: any(map(_is_private, f.values)))
        case Closed(place):
            return _any_found(
                finder(place),
                lambda f: len(f.values) > 2 and f.values[:2] == f.values[-2:],
            )
    raise TypeError(f"no expression: {expression!r}")


def _conjunction(tests: list[Test]) -> Test:
    def all_hold(view: View, knowledge: Knowledge) -> Truth:
        result: Truth = True
        for test in tests:
            truth = test(view, knowledge)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return all_hold


def _disjunction(tests: list[Test]) -> Test:
    def one_holds(view: View, knowledge: Knowledge) -> Truth:
        return _any(test(view, knowledge) for test in tests)

    return one_holds


def _negation(part: Expression) -> Test:
    test = compiled(part)
    # What is absent neither is something nor is it not.
    needed = finder(part.place) if isinstance(part, Is | Compares | Coded) else None

    def fails(view: View, knowledge: Knowledge) -> Truth:
        if needed is not None and not any(f.values or f.items for f in needed(view)):
            return None
        truth = test(view, knowledge)
        return None if truth is None else not truth

    return fails


def _sameness(find: Finder, find_other: Finder) -> Test:
    def same(view: View, knowledge: Knowledge) -> Truth:
        others = {found.values for found in find_other(view)}
        return any(found.values in others for found in find(view))

    return same


def _existence(find: Finder, test: Test) -> Test:
    def exists(view: View, knowledge: Knowledge) -> Truth:
        items = (item for found in find(view) for item in found.items)
        return _any(test(item, knowledge) for item in items)

    return exists


def _any(truths: Iterable[Truth]) -> Truth:
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def _any_found(find: Finder, asks: Callable[[Found], bool]) -> Test:
    def holds(view: View, knowledge: Knowledge) -> Truth:
        return any(asks(found) for found in find(view))

    return holds


def _equality(values: tuple[str, ...], number: int | None) -> Callable[[Found], bool]:
    def equals(found: Found) -> bool:
        own = found.values
        if number is not None:
            own = own[number - 1 : number]
        return any(_equal(value, wanted) for value in own for wanted in values)

    return equals


def _comparison(operator: str, bound: float, counted: bool) -> Callable[[Found], bool]:
    compare = Compares.OPERATORS[operator]

    def compares(found: Found) -> bool:
        number = _number(found, counted)
        return number is not None and compare(number, bound)

    return compares


def _equal(value: Value, wanted: str) -> bool:
    if isinstance(value, str):
        return value.strip() == wanted
    try:
        return float(wanted) == value
    except ValueError:
        return False


def _number(found: Found, counted: bool) -> float | None:
    if counted:
        return len(found.items) or len(found.values)
    try:
        return float(found.values[0]) if found.values else None
    except ValueError:
        return None


def _code(item: View) -> tuple[str, str]:
    """Return the code value and scheme of an item of a code sequence."""
    value = ""
    for keyword in ("CodeValue", "LongCodeValue", "URNCodeValue"):
        found = item.get(keyword)
        if found is not None and found.values:
            value = str(found.values[0])
    scheme = item.get("CodingSchemeDesignator")
    return value, str(scheme.values[0]) if scheme is not None and scheme.values else ""


def _is_private(value: Value) -> bool:
    try:
        return int(str(value)[:4], 16) % 2 == 1
    except ValueError:
        return False


def _is_at(name: str, view: View) -> Truth:
    if view.number is None:
        return None
    if name == "first":
        return view.number == 1
    return None if view.siblings is None else view.number == view.siblings


def _is_used(used: Used, view: View, knowledge: Knowledge) -> Truth:
    around = [*enclosing(view)]
    for keyword in knowledge.telling(used):
        groups = frame_groups(around, keyword) if used.group else [around[-1:]]
        if any(item.get(keyword) is not None for group in groups for item in group):
            return True
    return False
