"""Conditions as expressions over an object, in three-valued logic.

`str()` of a node is its formal text, which `language.parse` reads back:

    ImageType[1] in ("ORIGINAL", "MIXED") and not present(PixelSpacing)

Values are counted from 1, as in PS3.3. An attribute that is absent equals nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import ClassVar


class Scope(StrEnum):
    """Where an attribute is looked for."""

    ITEM = "item"
    """The data set, or the sequence item, in which the condition stands."""
    UP = "up"
    """The nearest enclosing item or data set that has it."""
    TOP = "top"
    """The top level data set."""
    FRAME = "frame"
    """The functional groups of the frame: its own, then the shared ones."""
    NEAR = "near"
    """The item, what encloses it, the frame, the top level: the first that has it."""
    EVERYWHERE = "everywhere"
    """Any item of any sequence of the object."""


@dataclass(frozen=True, slots=True)
class Place:
    """An attribute of the object, and where it is."""

    keyword: str
    scope: Scope = Scope.ITEM
    within: tuple[str, ...] = ()
    """Sequences that lead to it from there, through any of their items."""

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
    """Which value counts, from 1; None for any."""

    def __str__(self) -> str:
        subject = (
            str(self.place) if self.number is None else f"{self.place}[{self.number}]"
        )
        if len(self.values) == 1:
            return f"{subject} == {_quoted(self.values[0])}"
        return f"{subject} in ({', '.join(map(_quoted, self.values))})"


@dataclass(frozen=True, slots=True)
class Same:
    """Two attributes have equal values."""

    place: Place
    other: Place

    def __str__(self) -> str:
        return f"{self.place} == {self.other}"


@dataclass(frozen=True, slots=True)
class Compares:
    """A number of the attribute compares to another number."""

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
    """Whether its items or values are counted, instead of its first value read."""

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
class Closed:
    """The first point of the attribute, a pair of values, equals the last one."""

    place: Place

    def __str__(self) -> str:
        return f"closed({self.place})"


@dataclass(frozen=True, slots=True)
class Position:
    """The item is the first, or the last, of its sequence."""

    name: str
    """"first" or "last"."""

    def __str__(self) -> str:
        return f"{self.name}()"


@dataclass(frozen=True, slots=True)
class Inside:
    """The data set is an item of a sequence, at any depth."""

    sequence: str

    def __str__(self) -> str:
        return f"inside({self.sequence})"


@dataclass(frozen=True, slots=True)
class Used:
    """A module or functional group macro is present, told by its own attributes."""

    name: str
    """The class: "DisplayShutter"."""
    group: bool = False
    """Whether it is a functional group macro, looked for in the frame."""

    def __str__(self) -> str:
        return f"{'group' if self.group else 'module'}({_quoted(self.name)})"


@dataclass(frozen=True, slots=True)
class Some:
    """An item of a sequence meets a condition; places in it are of that item."""

    sequence: Place
    condition: Expression

    def __str__(self) -> str:
        return f"some({self.sequence}, {self.condition})"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the object does not tell."""

    reason: str
    """One or two words: "acquisition", "other-object", "unread"."""

    def __str__(self) -> str:
        return f"unknown({_quoted(self.reason)})"


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

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
    """One of the parts holds, or several."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " or ".join(map(_grouped, self.parts))


Expression = (
    Present
    | Valued
    | Is
    | Same
    | Compares
    | Coded
    | Private
    | Closed
    | Position
    | Inside
    | Used
    | Some
    | Unknown
    | Not
    | And
    | Or
)


def unknowns(expression: Expression) -> Iterator[Unknown]:
    """Yield the parts that the object does not tell."""
    match expression:
        case Unknown():
            yield expression
        case Not(part):
            yield from unknowns(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from unknowns(part)
        case Some(_, condition):
            yield from unknowns(condition)


def places(expression: object) -> Iterator[Place]:
    """Yield the attributes that a condition asks for, wherever they stand in it."""
    if isinstance(expression, Place):
        yield expression
    elif isinstance(expression, tuple):
        for part in expression:
            yield from places(part)
    elif is_dataclass(expression):
        for field in fields(expression):
            yield from places(getattr(expression, field.name))


def _grouped(part: Expression) -> str:
    return f"({part})" if isinstance(part, And | Or) else str(part)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
