"""Kleene's three-valued evaluation of conditions over an object.

An expression is compiled once, into a function that reads as little of an object as
possible.

A condition outside of the per-frame functional groups that refers to the frame is evaluated
for each frame, as a whole. It is true if it is true for at least one frame, and false if it
is false for all of them: an item of the shared groups must have what one of the frames
requires.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from .expressions import (
    And,
    Closed,
    Coded,
    Compares,
    Differs,
    Expression,
    Flat,
    Inside,
    Is,
    IsOther,
    Not,
    Or,
    Place,
    Points,
    Position,
    Present,
    Private,
    Referenced,
    Relative,
    Same,
    Some,
    Unknown,
    Used,
    Valued,
)
from .frames import FrameAttributes
from .places import (
    Finder,
    Found,
    Knowledge,
    Truth,
    Value,
    View,
    as_seen,
    enclosing,
    find,
    finder,
    is_in_groups,
    sop_class_of,
)

Test = Callable[[View, Knowledge], Truth]

TestOf = Callable[[Finder], Test]
"""Makes the test of the attributes that a finder returns."""

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""The scheme of a URI: RFC 3986 3.1."""

SNOMED_RT: Final = frozenset({"SRT", "SNM3", "99SDM"})
"""Schemes of earlier editions, whose codes may mean the same as those of SCT: PS3.16 8."""


def evaluate(expression: Expression, view: View, knowledge: Knowledge) -> Truth:
    """True if a condition is met; None if the object does not decide it."""
    return compiled(expression)(view, knowledge)


def compiled(expression: Expression) -> Test:
    """Return the function that evaluates an expression, for at least one frame."""
    test = compiled_for_frame(expression)
    attributes = FrameAttributes(expression)
    if not attributes:
        return test

    def holds(view: View, knowledge: Knowledge) -> Truth:
        frames = attributes.seen_by_frames(view, knowledge)
        return _any(test(each, knowledge) for each in frames)

    return holds


def compiled_for_frame(expression: Expression) -> Test:
    """Return the function that evaluates an expression, for the frame of the view."""
    match expression:
        case And(parts):
            return _conjunction([compiled_for_frame(part) for part in parts])
        case Or(parts):
            return _disjunction([compiled_for_frame(part) for part in parts])
        case Not(part):
            return _negation(part)
        case Unknown(reason):
            return lambda view, knowledge: knowledge.fact(reason)
        case Position(name, sequence):
            return lambda view, knowledge: _is_at(name, sequence, view)
        case Inside(sequence):
            return lambda view, knowledge: any(
                around.sequence == sequence for around in enclosing(view)
            )
        case Used():
            return lambda view, knowledge: _is_used(expression, view, knowledge)
        case Same(place, other):
            return _sameness(finder(place), finder(other))
        case Points(place, kind):
            return _pointing(finder(place), kind)
        case Referenced(reference, number, condition):
            return _reference(reference, number, compiled_for_frame(condition))
    place, make = _leaf(expression)
    return make(finder(place))


def _leaf(expression: Expression) -> tuple[Place, TestOf]:
    """Return the place of an expression, and the test of the attributes found there."""
    match expression:
        case Present(place):
            return place, _presence
        case Valued(place):
            return place, _any_found(lambda f: bool(f.values or f.items))
        case Is(place, values, number):
            return place, _any_found(_equality(values, number))
        case IsOther(place, values):
            return place, _any_found(_inequality(values))
        case Differs(place):
            return place, _difference
        case Flat(place):
            return place, _flatness
        case Relative(place):
            return place, _any_found(_is_relative)
        case Compares(place, operator, bound, counted):
            return place, _any_found(_comparison(operator, bound, counted))
        case Coded(place, codes):
            return place, _coding(frozenset(codes))
        case Private(place):
            return place, _any_found(lambda f: any(map(_is_private, f.values)))
        case Closed(place):
            return place, _any_found(_is_closed)
        case Some(place, condition):
            return place, _existence(compiled_for_frame(condition))
    raise TypeError(f"not an expression: {expression!r}")


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
    if isinstance(part, Is | Compares | Coded):
        place, make = _leaf(part)
        return _negated(make)(finder(place))
    test = compiled_for_frame(part)
    return lambda view, knowledge: _opposite(test(view, knowledge))


def _negated(make: TestOf) -> TestOf:
    def negated(find: Finder) -> Test:
        test = make(find)

        def fails(view: View, knowledge: Knowledge) -> Truth:
            # Absent or empty attributes satisfy neither a comparison nor its negation.
            if not any(found.values or found.items for found in find(view)):
                return None
            return _opposite(test(view, knowledge))

        return fails

    return negated


def _opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _sameness(find: Finder, find_other: Finder) -> Test:
    def same(view: View, knowledge: Knowledge) -> Truth:
        others = {tuple(map(_comparable, found.values)) for found in find_other(view)}
        return any(
            tuple(map(_comparable, found.values)) in others for found in find(view)
        )

    return same


def _reference(reference: Place, number: Place, test: Test) -> Test:
    def holds(view: View, knowledge: Knowledge) -> Truth:
        items = items_with_number(reference, number, view)
        if not items:
            return None
        return _any(test(as_seen(item, view), knowledge) for item in items)

    return holds


def items_with_number(reference: Place, number: Place, view: View) -> list[View]:
    """Return the items of a sequence that an attribute refers to by their number.

    Args:
        reference: The attribute with the numbers of items.
        number: The attribute of the items that has the number.
    """
    numbers = {value for found in find(reference, view) for value in found.values}
    sequence = Place(number.within[-1], number.scope, number.within[:-1])
    return [
        item
        for found in find(sequence, view)
        for item in found.items
        if (own := item.get(number.keyword)) is not None
        and not numbers.isdisjoint(own.values)
    ]


def _pointing(find: Finder, kind: str) -> Test:
    def points(view: View, knowledge: Knowledge) -> Truth:
        tags = [str(value) for found in find(view) for value in found.values]
        return _any(_is_of_kind(tag, kind, view, knowledge) for tag in tags)

    return points


def _is_of_kind(tag: str, kind: str, view: View, knowledge: Knowledge) -> Truth:
    """Return whether a tag is of a kind of attribute, in the object or else by definition."""
    if kind == "grouped" and is_in_groups(knowledge.keyword(tag), view):
        return True
    return knowledge.points(tag, kind)


def _existence(test: Test) -> TestOf:
    def of(find: Finder) -> Test:
        def exists(view: View, knowledge: Knowledge) -> Truth:
            items = (item for found in find(view) for item in found.items)
            return _any(test(as_seen(item, view), knowledge) for item in items)

        return exists

    return of


def _presence(find: Finder) -> Test:
    return lambda view, knowledge: bool(find(view))


def _any(truths: Iterable[Truth]) -> Truth:
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def _any_found(matches: Callable[[Found], bool]) -> TestOf:
    def of(find: Finder) -> Test:
        return lambda view, knowledge: any(matches(found) for found in find(view))

    return of


def _equality(values: tuple[str, ...], number: int | None) -> Callable[[Found], bool]:
    def equals(found: Found) -> bool:
        own = found.values
        if number is not None:
            own = own[number - 1 : number]
        return any(_equal(value, wanted) for value in own for wanted in values)

    return equals


def _inequality(values: tuple[str, ...]) -> Callable[[Found], bool]:
    def differs(found: Found) -> bool:
        return any(
            not any(_equal(value, each) for each in values) for value in found.values
        )

    return differs


def _difference(find: Finder) -> Test:
    def differ(view: View, knowledge: Knowledge) -> Truth:
        return len({tuple(map(_comparable, found.values)) for found in find(view)}) > 1

    return differ


def _flatness(find: Finder) -> Test:
    def flat(view: View, knowledge: Knowledge) -> Truth:
        return _any(_is_flat(found) for found in find(view))

    return flat


def _is_flat(found: Found) -> Truth:
    """True if all triples have equal third values; None if the values are not triples."""
    floats = found.floats
    if not floats:
        return None if found.values else False
    if len(floats) % 3:
        return None
    first = floats[2]
    return all(third == first for third in floats[2::3])


def _is_relative(found: Found) -> bool:
    return any(_SCHEME.match(str(value)) is None for value in found.values)


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


def _comparable(value: Value) -> Value:
    """Return a number for any text of it: "1.50" is 1.5."""
    try:
        return float(value)
    except ValueError:
        return str(value).strip()


def _number(found: Found, counted: bool) -> float | None:
    if counted:
        return len(found.items) or len(found.values)
    try:
        return float(found.values[0]) if found.values else None
    except ValueError:
        return None


def _coding(codes: frozenset[tuple[str, str]]) -> TestOf:
    comparable = any(scheme == "SCT" for _, scheme in codes)

    def of(find: Finder) -> Test:
        def is_coded(view: View, knowledge: Knowledge) -> Truth:
            found = {_code(item) for each in find(view) for item in each.items}
            if not codes.isdisjoint(found):
                return True
            if comparable and any(scheme in SNOMED_RT for _, scheme in found):
                return None
            return False

        return is_coded

    return of


def _code(item: View) -> tuple[str, str]:
    """Return the code value and scheme of an item of a code sequence."""
    value = ""
    for keyword in ("CodeValue", "LongCodeValue", "URNCodeValue"):
        found = item.get(keyword)
        if found is not None and found.values:
            value = str(found.values[0])
    scheme = item.get("CodingSchemeDesignator")
    return value, str(scheme.values[0]) if scheme is not None and scheme.values else ""


def _is_closed(found: Found) -> bool:
    """True if the first and the last point of a list of coordinates are equal."""
    return len(found.values) > 2 and found.values[:2] == found.values[-2:]


def _is_private(value: Value) -> bool:
    try:
        return int(str(value)[:4], 16) % 2 == 1
    except ValueError:
        return False


def _is_at(name: str, sequence: str, view: View) -> Truth:
    """Return whether an item, or the nearest one around in a sequence, is first or last."""
    items = (item for item in enclosing(view) if item.sequence.endswith(sequence))
    item = next(items, None)
    if item is None or item.number is None:
        return None
    if name == "first":
        return item.number == 1
    return None if item.siblings is None else item.number == item.siblings


def _is_used(used: Used, view: View, knowledge: Knowledge) -> Truth:
    use = knowledge.use_of(used, sop_class_of(view))
    return _compiled_use(use)(view, knowledge)


@cache
def _compiled_use(use: Expression) -> Test:
    """Return the test of a use, which is the same for all objects of an IOD."""
    return compiled_for_frame(use)
