"""Attributes of a message by name.

A name is a keyword or a tag of the message. For a nested attribute it is the keyword alone
if it is unique, or the path: ScheduledProcedureStepSequence.Modality, or with the index of
an item: PerformedSeriesSequence[1].SeriesInstanceUID.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ....dimse.services.attribute_lists import AttributeList
from ....dimse.services.keys import Key
from ....errors import IodizeError
from ....findings.finding import format_tag
from ....tables.descriptions import Attribute, Definition

DEEPEST: Final = 5
"""Levels of sequences that are searched: some sequences contain themselves."""

FEW: Final = 8
"""Number of attributes up to which an error lists all of them."""

_STEP: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")
_TAG: Final = re.compile(r"\(?([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})\)?")


class Place(NamedTuple):
    """The place of an attribute in a message."""

    path: tuple[str, ...]
    """Keywords of the enclosing sequences, outermost first, and of the attribute."""
    attribute: Attribute

    @property
    def name(self) -> str:
        return ".".join(self.path)


class UnknownNameError(IodizeError):
    """A name that is not an attribute of the message."""

    def __init__(
        self, name: str, message: str, similar: Sequence[str], known: Sequence[str]
    ) -> None:
        super().__init__(name, message, similar, known)
        self.name = name
        self.message = message
        self.similar = similar
        self.known = known
        """The names of all attributes."""
        if similar:
            self.hint = f"did you mean {' or '.join(similar)}?"
        elif len(known) <= FEW:
            self.hint = f"its attributes are {', '.join(known)}"
        else:
            self.hint = "list the attributes with --keys"

    def __str__(self) -> str:
        return f"{self.name!r} is not an attribute of {self.message}"


class AmbiguousNameError(IodizeError):
    """A keyword that occurs in several sequences of a message."""

    def __init__(self, name: str, places: Sequence[str]) -> None:
        super().__init__(name, places)
        self.name = name
        self.places = places
        self.hint = f"use one of {', '.join(places)}"

    def __str__(self) -> str:
        return f"{self.name!r} is ambiguous: it occurs in {len(self.places)} places"


class Names:
    """Finds the attributes of a message by name."""

    def __init__(self, message: type[AttributeList], title: str = "") -> None:
        """Index the attributes of a message.

        Args:
            title: The name of the message in errors.
        """
        self._title = title or message.__name__
        self._places = places(message)

    def find(self, name: str) -> tuple[Place, tuple[int, ...]]:
        """Return the place of a name, and the item index of each keyword in its path.

        Raises:
            UnknownNameError: No attribute has the name.
            AmbiguousNameError: Several attributes have the name.
        """
        found, numbers = self._candidates(name)
        exact = [each for each in found if len(each.path) == len(numbers)]
        found = exact or found
        if not found:
            known = [each.name for each in self._places]
            raise UnknownNameError(name, self._title, self._similar(name), known)
        if len(found) > 1:
            raise AmbiguousNameError(name, [each.name for each in found])
        (place,) = found
        outer = len(place.path) - len(numbers)
        return place, (*([0] * outer), *numbers)

    def _candidates(self, name: str) -> tuple[list[Place], list[int]]:
        """Return the places that match a name, and the item indexes in it."""
        if tag := _TAG.fullmatch(name):
            number = int(tag[1] + tag[2], 16)
            return [each for each in self._places if each.attribute.tag == number], [0]
        steps = [_STEP.fullmatch(part) for part in name.split(".")]
        if not all(steps):
            return [], []
        words = tuple(step[1].lower() for step in steps if step)
        numbers = [int(step[2] or 0) for step in steps if step]
        found = [
            each
            for each in self._places
            if tuple(map(str.lower, each.path[-len(words) :])) == words
        ]
        return found, numbers

    def _similar(self, name: str) -> list[str]:
        from difflib import get_close_matches  # only for errors

        known = {each.path[-1].lower(): each.path[-1] for each in self._places}
        last = name.rpartition(".")[2].lower()
        return [known[each] for each in get_close_matches(last, known, n=1, cutoff=0.7)]


def places(message: type[Definition]) -> list[Place]:
    """Return all attributes of a message; those of lower nesting depth come first."""
    return sorted(_walk(message, ()), key=lambda place: len(place.path))


def listing(message: type[AttributeList]) -> Iterator[tuple[str, str, str]]:
    """Yield the path, the tag, and the matching or the type of each attribute."""
    for place in _walk(message, ()):
        attribute = place.attribute
        match = attribute.match if isinstance(attribute, Key) else ""
        yield place.name, format_tag(attribute.tag), match or attribute.type or ""


def _walk(definition: type[Definition], outer: tuple[str, ...]) -> Iterator[Place]:
    for attribute in definition.attributes().values():
        path = (*outer, attribute.keyword)
        yield Place(path, attribute)
        if attribute.item is not None and len(path) < DEEPEST:
            yield from _walk(attribute.item, path)
