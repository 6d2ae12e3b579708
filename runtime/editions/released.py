"""The editions of the standard that were published, and when each was in force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

FIRST_YEAR: Final = 2013
"""The first edition with DocBook is that of 2013."""

NEWEST: Final = "2026c"
"""The newest edition when this version of iodize was released; later ones can be fetched."""

YEARLY: Final[Mapping[int, str]] = {2014: "abc", 2015: "abc"}
"""Letters of the editions of years that did not have five."""

LETTERS: Final = "abcde"
"""Letters of the editions of all other years."""

_NAME: Final = re.compile(r"(\d{4})([a-z]?)")

IN_FORCE: Final[Mapping[str, tuple[int, int]]] = {
    "a": (3, 1),
    "b": (6, 1),
    "c": (8, 1),
    "d": (10, 1),
    "e": (12, 1),
}
"""Month and day from which the edition of a letter is taken to be in force.

Editions are published after the meetings of the committee, which are not on fixed dates
(2020a: 22 January, 2019c: 14 June). These dates are some weeks later than usual, so that an
object is rather validated against the edition before.
"""

IN_FORCE_OF_THREE: Final[Mapping[str, tuple[int, int]]] = {
    "a": (6, 1),
    "b": (10, 1),
    "c": (12, 31),
}
"""The same for years with three editions."""


def names() -> Iterator[str]:
    """Yield the names of the published editions, oldest first."""
    yield str(FIRST_YEAR)
    for year in range(FIRST_YEAR + 1, int(NEWEST[:4]) + 1):
        for letter in YEARLY.get(year, LETTERS):
            yield f"{year}{letter}"
            if f"{year}{letter}" == NEWEST:
                return


def is_name(text: str) -> bool:
    """True if a text can be the name of an edition, including editions to come."""
    match = _NAME.fullmatch(text)
    if match is None or int(match[1]) < FIRST_YEAR:
        return False
    year, letter = int(match[1]), match[2]
    if year == FIRST_YEAR:
        return not letter
    return bool(letter) and letter in YEARLY.get(year, LETTERS)


def in_force(edition: str) -> date:
    """Return the date from which an edition is taken to be in force.

    Raises:
        ValueError: The text is not the name of an edition.
    """
    match = _NAME.fullmatch(edition)
    if match is None:
        raise ValueError(f"{edition!r} is not the name of an edition")
    year, letter = int(match[1]), match[2]
    dates = IN_FORCE_OF_THREE if year in YEARLY else IN_FORCE
    # An edition without letter was the only one of its year.
    return date(year, *dates.get(letter, (12, 31)))
