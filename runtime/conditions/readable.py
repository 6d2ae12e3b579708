"""Conditions as English, for messages and documentation.

The notation of `str(expression)` is used in `standard_xml/` and generated code; `sentence`
and `readable` return text for users.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final, Protocol

from .expressions import (
    NOT_UNDERSTOOD,
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
    Scope,
    Some,
    Unknown,
    Used,
    Valued,
)
from .facts import FACTS
from .language import parse

ENDINGS: Final = {
    Scope.UP: " in an enclosing item",
    Scope.TOP: " at the top level",
    Scope.FRAME: " in the functional groups",
    Scope.EVERYWHERE: " anywhere in the object",
    Scope.REPEATED: " in any of its groups",
}
"""Suffixes by scope; none for the same item or the nearest one."""

WORDINGS: Final = {
    "whole-data-set": "the data set is complete",
    **{name: f"{text[0].lower()}{text[1:-1]}" for name, text in FACTS.items()},
}
"""Clauses for conditions that the object does not decide, by reason."""

OPERATORS: Final = {
    "<": "less than",
    "<=": "at most",
    ">": "greater than",
    ">=": "at least",
    "==": "equal to",
}


class Stated(Protocol):
    """The conditions of a row in formal text, such as `iodize.definitions.When`."""

    @property
    def required(self) -> str | None: ...
    @property
    def permitted(self) -> str | None: ...
    @property
    def forbidden(self) -> str | None: ...
    @property
    def otherwise(self) -> str: ...


def sentence(stated: Stated) -> str:
    """Return the conditions of a row: "required if KVP is present; otherwise optional"."""
    parts = [
        f"{verb} if {readable_text(text)}"
        for verb, text in (
            ("required", stated.required),
            ("permitted", stated.permitted),
            ("not permitted", stated.forbidden),
        )
        if text is not None
    ]
    if stated.otherwise == "may":
        parts.append("otherwise optional")
    elif stated.required is not None or stated.otherwise == "shall-not":
        parts.append("otherwise not permitted")
    return "; ".join(parts)


@cache
def readable_text(formal: str) -> str:
    """Translate a formal text to English."""
    return readable(parse(formal))


def readable(expression: Expression) -> str:
    """Translate an expression to English: `KVP is present and Modality is "CT"`."""
    match expression:
        case And(parts):
            return " and ".join(map(_grouped, parts))
        case Or(parts):
            return " or ".join(map(_grouped, parts))
        case Not(part):
            return _denied(part)
        case Unknown(reason):
            return _unknown(reason)
        case Some(sequence, condition):
            return f"in an item of {name_of_place(sequence)}, {_grouped(condition)}"
        case Inside(sequence):
            return f"the item is inside {sequence}"
        case Referenced(reference, number, condition):
            item = (
                f"the item whose {name_of_place(number)} is {name_of_place(reference)}"
            )
            return f"in {item}, {_grouped(condition)}"
        case Position(name, sequence):
            return f"{_item(sequence)} is the {name} of its sequence"
        case Used(name, group):
            kind = "functional group macro" if group else "module"
            return f"the {name} {kind} is present"
    return _predicate(expression, "is", "has")


def _denied(part: Expression) -> str:
    match part:
        case Not(inner):
            return readable(inner)
        case And(parts):
            return readable(Or(tuple(map(Not, parts))))
        case Or(parts):
            return readable(And(tuple(map(Not, parts))))
        case Valued(place):
            return f"{name_of_place(place)} has no value"
        case Present() | Is() | Compares() | Coded() | Private() | Points():
            return _predicate(part, "is not", "does not have")
        case Position(name, sequence):
            return f"{_item(sequence)} is not the {name} of its sequence"
        case Inside(sequence):
            return f"the item is not inside {sequence}"
        case Used(name, group):
            kind = "functional group macro" if group else "module"
            return f"the {name} {kind} is absent"
    return f"it is not the case that {_grouped(part)}"


def _predicate(expression: Expression, is_: str, has: str) -> str:
    """Return the clause of an expression about an attribute.

    Args:
        is_: "is" or "is not".
        has: "has" or "does not have".
    """
    match expression:
        case Present(place):
            return f"{name_of_place(place)} {is_} present"
        case Valued(place):
            return f"{name_of_place(place)} {has} a value"
        case Is(place, values, number):
            which = "" if number is None else f"value {number} of "
            return f"{which}{name_of_place(place)} {is_} {_alternatives(map(_quoted, values))}"
        case IsOther(place, values):
            others = _alternatives(map(_quoted, values))
            return f"{name_of_place(place)} has a value other than {others}"
        case Differs(place):
            return f"{name_of_place(place)} is not the same in all items"
        case Same(place, other):
            return f"{name_of_place(place)} {is_} equal to {name_of_place(other)}"
        case Compares(place, operator, number, counted):
            what = f"the number of items or values of {name_of_place(place)}"
            subject = what if counted else name_of_place(place)
            return f"{subject} {is_} {OPERATORS[operator]} {number:g}"
        case Coded(place, codes):
            named = (f"({value}, {scheme})" for value, scheme in codes)
            return f"{name_of_place(place)} {has} the code {_alternatives(named)}"
        case Private(place):
            return f"{name_of_place(place)} {is_} the tag of a private attribute"
        case Points(place, kind):
            return f"{name_of_place(place)} {is_} the tag of {Points.KINDS[kind]}"
        case Flat(place):
            return (
                f"all points of {name_of_place(place)} have the same third coordinate"
            )
        case Relative(place):
            return f"{name_of_place(place)} {is_} a relative reference"
        case Closed(place):
            return (
                f"the first point of {name_of_place(place)} {is_} equal to the last one"
            )
    raise TypeError(f"not a predicate: {expression!r}")


def _unknown(reason: str) -> str:
    """Return the clause of a condition that the object does not decide."""
    if reason == NOT_UNDERSTOOD:
        return "a condition holds that iodize did not understand"
    if reason in WORDINGS:
        return WORDINGS[reason]
    kind = reason.replace("-", " ")
    return f"a condition holds that the object does not decide ({kind})"


def _grouped(expression: Expression) -> str:
    text = readable(expression)
    groups = isinstance(expression, And | Or | Some | Referenced)
    return f"({text})" if groups else text


def _item(sequence: str) -> str:
    return f"the item of the {sequence}" if sequence else "the item"


def name_of_place(place: Place) -> str:
    """Return an attribute for a message: "Sequence.KVP at the top level"."""
    path = ".".join((*place.within, place.keyword))
    return f"{path}{ENDINGS.get(place.scope, '')}"


def _quoted(value: str) -> str:
    return f'"{value}"'


def _alternatives(texts: Iterable[str]) -> str:
    *others, last = texts
    return f"{', '.join(others)} or {last}" if others else last
