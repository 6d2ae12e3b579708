"""The undecoded elements of a data set or item, with the problems of reading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ..errors import IodizeError
from ..findings import codes
from ..findings.codes import Code

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement


class RawElement(NamedTuple):
    """An element as it is encoded in a file."""

    tag: int
    VR: str | None
    """None in implicit VR."""
    length: int
    """Length of the value in bytes, or FFFFFFFFH if undefined."""
    value: bytes | None
    """None if it is large and was not read."""
    start: int
    """Offset of the value in the file."""
    implicit_vr: bool
    little_endian: bool


Element: TypeAlias = "RawElement | DataElement"
"""An element of a file, or of a data set of pydicom in memory."""
Elements: TypeAlias = Mapping[int, Element]

_tag_of: Final = attrgetter("tag")


class Problem(NamedTuple):
    """An error in a data set or item as a whole."""

    code: Code
    message: str
    tag: int | None = None


class Problems:
    """The problems of a data set, item or sequence; equal ones of an element are counted."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int | None], tuple[Problem, int]] = {}

    def add(self, code: Code, message: str, tag: int | None = None) -> None:
        first, number = self._found.get(
            (code.name, tag), (Problem(code, message, tag), 0)
        )
        self._found[code.name, tag] = first, number + 1

    def all(self) -> tuple[Problem, ...]:
        return tuple(
            (
                one
                if number == 1
                else one._replace(message=f"{one.message}; {number} times")
            )
            for one, number in self._found.values()
        )


class Reading(NamedTuple):
    """The elements that could be read of a data set or item."""

    elements: Elements
    problems: tuple[Problem, ...]
    cut: int | None = None
    """The tag from which on nothing could be read; None if all was read."""


class BrokenSequenceError(IodizeError):
    """The value of a sequence does not consist of items."""

    def __init__(
        self, position: int, problem: str, code: Code = codes.SEQUENCE_BROKEN
    ) -> None:
        super().__init__(position, problem, code)
        self.code = code
        self.position = position
        """Byte offset in the value of the sequence."""
        self.problem = problem

    def __str__(self) -> str:
        return f"at byte {self.position}: {self.problem}"


class RawSequence(RawElement):
    """A sequence as it is encoded, which keeps its items once they are read.

    The walk and the conditions use the same items.
    """

    plain: list[Mapping[int, RawElement]] | None = None
    """The items, if they were read to find the end of the sequence."""
    readings: list[Reading] | None = None
    broken: BrokenSequenceError | None = None
    problems: Problems | None = None
    """The problems of its delimiters and of the form of its items, once they are read."""
    unknown = False
    """Whether its VR is UN."""

    def report(self, code: Code, message: str) -> None:
        """Add a problem of its delimiters, or of the form of its items."""
        if self.problems is None:
            self.problems = Problems()
        self.problems.add(code, message, self.tag)


def as_sequence(element: Element) -> Element:
    """Return an element, if it is a sequence as one that keeps its items."""
    if type(element) is RawElement and element.VR == "SQ":
        return RawSequence._make(element)
    return element


def gather(
    found: list[Element], problems: tuple[Problem, ...] = (), cut: int | None = None
) -> Reading:
    """Return elements by tag, with the problems of their order and their end."""
    tags = list(map(int, map(_tag_of, found)))
    elements = dict(zip(tags, map(as_sequence, found), strict=True))
    if len(elements) != len(tags):
        problems += tuple(
            Problem(codes.DUPLICATE_ELEMENT, f"occurs {number} times", tag)
            for tag, number in sorted(Counter(tags).items())
            if number > 1
        )
    ordered = sorted(tags)
    if tags != ordered:
        behind = next(tag for before, tag in pairwise(tags) if tag < before)
        problems += (Problem(codes.ELEMENT_ORDER, "comes after a higher tag", behind),)
        elements = {tag: elements[tag] for tag in ordered}
    return Reading(elements, problems, cut)
