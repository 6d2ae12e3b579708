"""The reasons why the condition of a rule is unknown for an object.

Only the parts are named that are unknown themselves: a part that the object decides, and a
fact that was given, are not among the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .evaluation import compiled_for_frame, items_with_number
from .expressions import (
    And,
    Coded,
    Compares,
    Expression,
    Flat,
    Is,
    Not,
    Or,
    Place,
    Points,
    Position,
    Referenced,
    Some,
    Unknown,
    Used,
)
from .frames import FrameAttributes
from .places import Knowledge, View, as_seen, find, sop_class_of
from .readable import name_of_place
from .reasons import Reason, no_fact, reason
from .requirement import Requirement


def reasons(
    requirement: Requirement, view: View, knowledge: Knowledge
) -> tuple[Reason, ...]:
    """Return the reasons why the verdict of a requirement is unknown, each once."""
    conditions = (requirement.required, requirement.permitted, requirement.forbidden)
    found = [
        each
        for condition in conditions
        if condition is not None
        for frame in FrameAttributes(condition).seen_by_frames(view, knowledge)
        for each in _of_part(condition, frame, knowledge)
    ]
    return tuple(dict.fromkeys(found))


def _of_part(
    expression: Expression, view: View, knowledge: Knowledge
) -> Iterator[Reason]:
    """Yield the reasons of an expression; none if it is decided."""
    if compiled_for_frame(expression)(view, knowledge) is not None:
        return
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _of_part(part, view, knowledge)
        case Not(part):
            yield from _of_negation(part, view, knowledge)
        case Unknown(name):
            yield reason(name)
        case Some(sequence, condition):
            items = [item for found in find(sequence, view) for item in found.items]
            yield from _of_items(condition, items, view, knowledge)
        case Referenced(reference, number, condition):
            items = items_with_number(reference, number, view)
            yield from _of_items(condition, items, view, knowledge)
            if not items:
                name = name_of_place(reference)
                yield no_fact("no-item", f"no item has the number in {name}")
        case Used():
            use = knowledge.use_of(expression, sop_class_of(view))
            yield from _of_part(use, view, knowledge)
        case _:
            yield _of_leaf(expression)


def _of_negation(
    part: Expression, view: View, knowledge: Knowledge
) -> Iterator[Reason]:
    """Yield the reasons of the negation of a part."""
    if isinstance(part, Is | Compares | Coded) and not _is_valued(part.place, view):
        name = name_of_place(part.place)
        yield no_fact("no-value", f"{name} has no value to compare")
        return
    yield from _of_part(part, view, knowledge)


def _is_valued(place: Place, view: View) -> bool:
    return any(found.values or found.items for found in find(place, view))


def _of_items(
    condition: Expression, items: Sequence[View], view: View, knowledge: Knowledge
) -> Iterator[Reason]:
    for item in items:
        yield from _of_part(condition, as_seen(item, view), knowledge)


def _of_leaf(expression: Expression) -> Reason:
    """Return the reason of a comparison that an object does not decide."""
    match expression:
        case Points(place, kind):
            name, what = name_of_place(place), Points.KINDS[kind]
            return no_fact(
                "pointer", f"the attribute that {name} points to may be {what} or not"
            )
        case Coded(place):
            name = name_of_place(place)
            return no_fact(
                "retired-code",
                f"{name} has a code of a retired coding scheme, which may mean the same",
            )
        case Flat(place):
            return no_fact(
                "not-points", f"the values of {name_of_place(place)} are not points"
            )
        case Position():
            return no_fact("position", "the position of the item is not known")
    raise TypeError(f"always decided: {expression!r}")
