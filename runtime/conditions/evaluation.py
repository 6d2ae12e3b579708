"""Kleene's three-valued evaluation of conditions over an object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from .expressions import (
    And,
    Coded,
    Compares,
    Expression,
    Inside,
    Is,
    Not,
    Or,
    Place,
    Position,
    Present,
    Private,
    Same,
    Scope,
    Some,
    Unknown,
    Used,
    Valued,
)

Truth = bool | None
"""None is unknown."""

Value = str | int | float

SHARED = "SharedFunctionalGroupsSequence"
FRAMES = (
    "PerFrameFunctionalGroupsSequence",
    "SelectedFrameFunctionalGroupsSequence",
)
GROUPS = frozenset((SHARED, *FRAMES))


class Found(Protocol):
    """An attribute of an object."""

    @property
    def values(self) -> tuple[Value, ...]:
        """Decoded values; a tag is eight hexadecimal digits. Empty for a sequence."""

    @property
    def items(self) -> tuple[View, ...]:
        """The items of a sequence."""


class View(Protocol):
    """A data set or sequence item, seen from the conditions of its attributes."""

    @property
    def parent(self) -> View | None:
        """What encloses the item; None for the top level data set."""

    @property
    def sequence(self) -> str:
        """The keyword of the sequence that holds the item; empty at the top."""

    @property
    def number(self) -> int | None:
        """The item's position, from 1; None where it is not known."""

    @property
    def siblings(self) -> int | None:
        """How many items the sequence has; None where it is not known."""

    def get(self, keyword: str) -> Found | None:
        """Return an attribute of this data set or item; None if it is absent."""

    def keywords(self) -> Iterable[str]:
        """Return the keywords of all attributes."""


class Knowledge(Protocol):
    """What evaluation takes from elsewhere than the object."""

    def telling(self, used: Used) -> frozenset[str]:
        """Return the attributes that tell of a module or functional group macro."""

    def fact(self, reason: str) -> Truth:
        """Return what the user said of something that the object does not tell."""


def evaluate(expression: Expression, view: View, knowledge: Knowledge) -> Truth:
    """Return whether a condition holds; None where the object does not tell."""

    def truth(part: Expression) -> Truth:
        return evaluate(part, view, knowledge)

    match expression:
        case And(parts):
            return _all(map(truth, parts))
        case Or(parts):
            return _any(map(truth, parts))
        case Not(part):
            inner = truth(part)
            return None if inner is None else not inner
        case Present(place):
            return any(True for _ in find(place, view))
        case Valued(place):
            return any(found.values or found.items for found in find(place, view))
        case Is(place, values, number):
            return any(_has(found, values, number) for found in find(place, view))
        case Compares(place, operator, bound, counted):
            compare = Compares.OPERATORS[operator]
            numbers = (_number(found, counted) for found in find(place, view))
            return any(compare(n, bound) for n in numbers if n is not None)
        case Same(place, other):
            others = {found.values for found in find(other, view)}
            return any(found.values in others for found in find(place, view))
        case Coded(place, codes):
            return any(
                _code(item) in codes for found in find(place, view) for item in found.items
            )
        case Private(place):
            return any(
                _is_private(value) for found in find(place, view) for value in found.values
            )
        case Position(name):
            return _is_at(name, view)
        case Inside(sequence):
            return any(around.sequence == sequence for around in enclosing(view))
        case Used():
            return _is_used(expression, view, knowledge)
        case Some(sequence, condition):
            items = (item for found in find(sequence, view) for item in found.items)
            return _any(evaluate(condition, item, knowledge) for item in items)
        case Unknown(reason):
            return knowledge.fact(reason)


def _all(truths: Iterable[Truth]) -> Truth:
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def _any(truths: Iterable[Truth]) -> Truth:
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def enclosing(view: View) -> Iterator[View]:
    """Yield the item itself and what encloses it, to the top level data set."""
    around: View | None = view
    while around is not None:
        yield around
        around = around.parent


def find(place: Place, view: View) -> Iterator[Found]:
    """Yield the attributes that a place leads to, of the nearest that has any."""
    for starts in _starts(place.scope, view):
        found = [
            attribute
            for start in starts
            for item in _descend(start, place.within)
            if (attribute := item.get(place.keyword)) is not None
        ]
        if found:
            yield from found
            return


def _starts(scope: Scope, view: View) -> Iterator[Iterable[View]]:
    """Yield the groups of items to look in, nearest first."""
    around = [*enclosing(view)]
    if scope in (Scope.ITEM, Scope.NEAR):
        yield [view]
    if scope in (Scope.UP, Scope.NEAR):
        for item in around[1:]:
            yield [item]
            if scope is Scope.NEAR and item.sequence in GROUPS:
                yield _group_items(item)
    if scope in (Scope.FRAME, Scope.NEAR):
        yield from _frame(around)
    if scope is Scope.TOP:
        yield [around[-1]]
    if scope is Scope.EVERYWHERE:
        yield _everywhere(around[-1])


def _frame(around: list[View]) -> Iterator[Iterable[View]]:
    """Yield the functional groups of the frame, its own before the shared ones."""
    top = around[-1]
    own = [item for item in around if item.sequence in GROUPS]
    for frame in own:
        yield [frame, *_group_items(frame)]
    shared = [*_items(top, SHARED)]
    yield [inner for item in shared for inner in (item, *_group_items(item))]
    if not own:
        frames = [item for name in FRAMES for item in _items(top, name)]
        yield [inner for item in frames for inner in (item, *_group_items(item))]


def _group_items(frame: View) -> list[View]:
    """Return the items of the functional group macros of a frame."""
    return [item for keyword in frame.keywords() for item in _items(frame, keyword)]


def _items(view: View, keyword: str) -> Iterator[View]:
    found = view.get(keyword)
    if found is not None:
        yield from found.items


def _descend(view: View, sequences: tuple[str, ...]) -> Iterator[View]:
    if not sequences:
        yield view
        return
    for item in _items(view, sequences[0]):
        yield from _descend(item, sequences[1:])


def _everywhere(top: View) -> Iterator[View]:
    waiting = [top]
    while waiting:
        view = waiting.pop()
        yield view
        for keyword in view.keywords():
            waiting += _items(view, keyword)


def _has(found: Found, values: tuple[str, ...], number: int | None) -> bool:
    own = found.values
    if number is not None:
        own = own[number - 1 : number]
    return any(_equal(value, wanted) for value in own for wanted in values)


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
    if used.group:
        starts = [item for group in _frame(around) for item in group]
    else:
        starts = [around[-1]]
    telling = knowledge.telling(used)
    return any(item.get(keyword) is not None for item in starts for keyword in telling)
