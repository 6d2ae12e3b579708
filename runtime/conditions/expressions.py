"""Conditions as expressions over an object, in three-valued logic.

`str()` of a node is its formal text, which `language.parse` reads back:

    ImageType[1] in ("ORIGINAL", "MIXED") and not present(PixelSpacing)

Values are counted from 1, as in PS3.3. An absent attribute is not equal to any value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

NOT_UNDERSTOOD: Final = "not-understood"
"""The reason of an `Unknown` whose text the generator could not parse or classify."""


class Scope(StrEnum):
    """The data sets and items in which an attribute is searched."""

    ITEM = "item"
    """The data set or sequence item to which the condition belongs."""
    UP = "up"
    """The nearest enclosing item or data set that has it."""
    TOP = "top"
    """The top level data set."""
    FRAME = "frame"
    """The functional groups of the frame: its own, then the shared ones."""
    NEAR = "near"
    """The first with the attribute: the item, its enclosing items, the frame, the top level."""
    EVERYWHERE = "everywhere"
    """Any item of any sequence of the object."""
    REPEATED = "repeated"
    """The top level data set, in each group of a repeating attribute: (60xx,0015)."""


@dataclass(frozen=True, slots=True)
class Place:
    """An attribute and its location in the object."""

    keyword: str
    scope: Scope = Scope.ITEM
    within: tuple[str, ...] = ()
    """Sequences between the scope and the attribute; all their items are searched."""

    def __str__(self) -> str:
        scope = () if self.scope is Scope.ITEM else (str(self.scope),)
        return ".".join((*scope, *self.within, self.keyword))


@dataclass(frozen=True, slots=True)
class Present:
    """The attribute is present, with or without a value."""

    place: Place

    def __str__(self) -> str:
        return f"present({self.place})"


@dataclass(frozen=True, slots=True)
class Valued:
    """The attribute is present and not empty: it has a value, or an item."""

    place: Place

    def __str__(self) -> str:
        return f"valued({self.place})"


@dataclass(frozen=True, slots=True)
class Is:
    """A value of the attribute is one of some values."""

    place: Place
    values: tuple[str, ...]
    number: int | None = None
    """Number of the compared value, from 1; None for any value."""

    def __str__(self) -> str:
        subject = (
            str(self.place) if self.number is None else f"{self.place}[{self.number}]"
        )
        if len(self.values) == 1:
            return f"{subject} == {_quoted(self.values[0])}"
        return f"{subject} in ({', '.join(map(_quoted, self.values))})"


@dataclass(frozen=True, slots=True)
class IsOther:
    """A value of the attribute is none of some values; an absent one has no such value."""

    place: Place
    values: tuple[str, ...]

    def __str__(self) -> str:
        if len(self.values) == 1:
            return f"{self.place} != {_quoted(self.values[0])}"
        return f"{self.place} not in ({', '.join(map(_quoted, self.values))})"


@dataclass(frozen=True, slots=True)
class Same:
    """Two attributes have equal values."""

    place: Place
    other: Place

    def __str__(self) -> str:
        return f"{self.place} == {self.other}"


@dataclass(frozen=True, slots=True)
class Differs:
    """Two items have different values of the attribute."""

    place: Place

    def __str__(self) -> str:
        return f"differs({self.place})"


@dataclass(frozen=True, slots=True)
class Compares:
    """The first value of the attribute, or their number, is compared to a number."""

    OPERATORS: ClassVar[dict[str, Callable[[float, float], bool]]] = {
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "==": lambda a, b: a == b,
    }

    place: Place
    operator: str
    number: float
    counted: bool = False
    """Whether the number of items or values is compared instead of the first value."""

    def __str__(self) -> str:
        subject = f"count({self.place})" if self.counted else str(self.place)
        return f"{subject} {self.operator} {self.number:g}"


@dataclass(frozen=True, slots=True)
class Coded:
    """An item of a code sequence is one of some codes."""

    place: Place
    codes: tuple[tuple[str, str], ...]
    """Code value and coding scheme designator."""

    def __str__(self) -> str:
        codes = ", ".join(f"({_quoted(v)}, {_quoted(s)})" for v, s in self.codes)
        return f"coded({self.place}, {codes})"


@dataclass(frozen=True, slots=True)
class Private:
    """A value of the attribute is the tag of a private attribute."""

    place: Place

    def __str__(self) -> str:
        return f"private({self.place})"


@dataclass(frozen=True, slots=True)
class Points:
    """The attribute is a tag of an attribute of some kind; unknown if that may be either."""

    KINDS: ClassVar[dict[str, str]] = {
        "sequence": "a sequence",
        "code-sequence": "a code sequence",
        "grouped": "an attribute of a functional group",
        "nested": "an attribute of a sequence item",
    }
    """The kinds, with their descriptions."""

    place: Place
    kind: str

    def __str__(self) -> str:
        return f"points({self.place}, {_quoted(self.kind)})"


@dataclass(frozen=True, slots=True)
class Closed:
    """The first point of the attribute, a pair of values, equals the last one."""

    place: Place

    def __str__(self) -> str:
        return f"closed({self.place})"


@dataclass(frozen=True, slots=True)
class Flat:
    """All points of the attribute, which are triples of values, have equal third values."""

    place: Place

    def __str__(self) -> str:
        return f"flat({self.place})"


@dataclass(frozen=True, slots=True)
class Relative:
    """The attribute is a relative reference, a URI without a scheme: RFC 3986 4.2."""

    place: Place

    def __str__(self) -> str:
        return f"relative({self.place})"


@dataclass(frozen=True, slots=True)
class Position:
    """The item is the first, or the last, of its sequence."""

    name: str
    """"first" or "last"."""
    sequence: str = ""
    """End of the sequence's keyword, for the nearest item around: `ControlPointSequence`."""

    def __str__(self) -> str:
        return f"{self.name}({self.sequence})"


@dataclass(frozen=True, slots=True)
class Inside:
    """The data set is an item of a sequence, at any depth."""

    sequence: str

    def __str__(self) -> str:
        return f"inside({self.sequence})"


@dataclass(frozen=True, slots=True)
class Used:
    """A module or functional group macro is present, recognized by its own attributes."""

    name: str
    """The class: "DisplayShutter"."""
    group: bool = False
    """Whether it is a functional group macro, which is searched in the frame."""

    def __str__(self) -> str:
        return f"{'group' if self.group else 'module'}({_quoted(self.name)})"


@dataclass(frozen=True, slots=True)
class Some:
    """An item of a sequence meets a condition; its places are relative to that item."""

    sequence: Place
    condition: Expression

    def __str__(self) -> str:
        return f"some({self.sequence}, {self.condition})"


@dataclass(frozen=True, slots=True)
class Referenced:
    """An item that a number refers to meets a condition; unknown without such an item."""

    reference: Place
    """The attribute with the number of the item."""
    number: Place
    """The attribute of the item that has the same number, in a sequence."""
    condition: Expression
    """Its places are relative to the item."""

    def __str__(self) -> str:
        return f"referenced({self.reference}, {self.number}, {self.condition})"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A part of a condition that the object does not decide."""

    reason: str
    """The kind of knowledge needed: "acquisition", "other-object"; or `NOT_UNDERSTOOD`."""

    def __str__(self) -> str:
        return f"unknown({_quoted(self.reason)})"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Expression

    def __str__(self) -> str:
        return f"not {_grouped(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " and ".join(map(_grouped, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts holds."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " or ".join(map(_grouped, self.parts))


Expression = (
    Present
    | Valued
    | Is
    | IsOther
    | Same
    | Differs
    | Compares
    | Coded
    | Private
    | Points
    | Closed
    | Flat
    | Relative
    | Position
    | Inside
    | Used
    | Some
    | Referenced
    | Unknown
    | Not
    | And
    | Or
)


def unknowns(expression: Expression) -> Iterator[Unknown]:
    """Yield the parts that the object does not decide."""
    match expression:
        case Unknown():
            yield expression
        case Not(part):
            yield from unknowns(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from unknowns(part)
        case Some(_, condition) | Referenced(_, _, condition):
            yield from unknowns(condition)


def used_parts(expression: object) -> Iterator[Used]:
    """Yield the modules and functional group macros that a condition refers to."""
    return (part for part in _inside(expression) if isinstance(part, Used))


def places(expression: object) -> Iterator[Place]:
    """Yield all places that a condition refers to."""
    return (part for part in _inside(expression) if isinstance(part, Place))


def _inside(expression: object) -> Iterator[object]:
    """Yield an expression, its parts and its places."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, tuple):
            waiting.extend(reversed(part))
        else:  # `fields` of dataclasses takes most of the time to compile a condition
            names = getattr(type(part), "__match_args__", ())
            waiting.extend(getattr(part, name) for name in reversed(names))


def _grouped(part: Expression) -> str:
    return f"({part})" if isinstance(part, And | Or) else str(part)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
