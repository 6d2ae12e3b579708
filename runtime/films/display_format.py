"""Layouts of a film: Image Display Format (2010,0010), PS3.3 C.13.3 and C.13.5.1.1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from .errors import DisplayFormatError, UnknownCustomFormatError

MAX_BOXES: Final = 1000
"""Maximum number of image boxes; a larger number is a mistake."""


class Area(NamedTuple):
    """A rectangle in fractions of the printable area: 0, 0 is the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Kind(Enum):
    """The kinds of layouts, by the word that a value begins with."""

    STANDARD = "STANDARD"
    """C columns and R rows of equal boxes: STANDARD\\C,R."""
    ROW = "ROW"
    """Rows with R1, R2, … boxes: ROW\\R1,R2,…."""
    COL = "COL"
    """Columns with C1, C2, … boxes: COL\\C1,C2,…."""
    SLIDE = "SLIDE"
    """35 mm slides."""
    SUPERSLIDE = "SUPERSLIDE"
    """40 mm slides."""
    CUSTOM = "CUSTOM"
    """A layout that the printer defines: CUSTOM\\i."""


SLIDES: Final = (4, 4)
"""Columns and rows of SLIDE and SUPERSLIDE.

The standard leaves the number to the printer. A choice of this package: the same on all
films, so that the number of boxes depends only on the format, and few enough that slides
have their true size on 8INX10IN, the smallest film, in both orientations.
"""

SLIDE_SIZES: Final[Mapping[Kind, tuple[float, float]]] = {
    Kind.SLIDE: (36.0, 24.0),
    Kind.SUPERSLIDE: (40.0, 40.0),
}
"""Width and height of the image of a slide in mm."""

_FORM: Final = re.compile(r"(?P<kind>[A-Z]+)(?:\\(?P<numbers>\d+(?:,\d+)*))?", re.ASCII)

_NUMBERS: Final[Mapping[Kind, tuple[int, int]]] = {
    Kind.STANDARD: (2, 2),
    Kind.ROW: (1, MAX_BOXES),
    Kind.COL: (1, MAX_BOXES),
    Kind.SLIDE: (0, 0),
    Kind.SUPERSLIDE: (0, 0),
    Kind.CUSTOM: (1, 1),
}
"""The least and the greatest number of integers after the word."""


@dataclass(frozen=True)
class DisplayFormat:
    """A layout: the number of image boxes and their areas.

    DisplayFormat.parse("STANDARD\\\\2,3").boxes == 6
    """

    kind: Kind
    numbers: tuple[int, ...] = ()
    """The integers after the word, in the order of the value."""
    custom: tuple[Area, ...] = ()
    """The areas of a custom layout."""

    @classmethod
    def parse(
        cls, text: str, custom_formats: Mapping[int, Sequence[Area]] | None = None
    ) -> DisplayFormat:
        """Return the layout that a value describes.

        Args:
            text: The value, without or with the padding of its encoding.
            custom_formats: The areas of the printer's own layouts, for CUSTOM\\i.

        Raises:
            UnknownCustomFormatError: CUSTOM\\i with a number that is not given.
            DisplayFormatError: Any other text, or a layout of 0 or over 1000 boxes.
        """
        match = _FORM.fullmatch(text.strip(" \0"))
        if match is None or match["kind"] not in Kind.__members__:
            raise DisplayFormatError(text, "unknown format")
        kind = Kind(match["kind"])
        if len(match["numbers"] or "") > 5 * MAX_BOXES:
            raise DisplayFormatError(text[:40] + "…", "too long")
        written = match["numbers"].split(",") if match["numbers"] else []
        least, most = _NUMBERS[kind]
        if not least <= len(written) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            raise DisplayFormatError(
                text, f"{kind.value} requires {wanted} integers, got {len(written)}"
            )
        if any(len(number) > 9 for number in written):
            raise DisplayFormatError(text, f"more than {MAX_BOXES} image boxes")
        numbers = tuple(int(number) for number in written)
        if kind is Kind.CUSTOM:
            return cls._custom(text, numbers[0], custom_formats or {})
        parsed = cls(kind, numbers)
        if 0 in numbers:
            raise DisplayFormatError(text, "all numbers must be at least 1")
        if parsed.boxes > MAX_BOXES:
            raise DisplayFormatError(text, f"more than {MAX_BOXES} image boxes")
        return parsed

    @classmethod
    def _custom(
        cls, text: str, number: int, formats: Mapping[int, Sequence[Area]]
    ) -> DisplayFormat:
        if number not in formats:
            raise UnknownCustomFormatError(text, sorted(formats))
        areas = tuple(Area(*area) for area in formats[number])
        if not 1 <= len(areas) <= MAX_BOXES:
            raise DisplayFormatError(
                text, f"the layout must have 1 to {MAX_BOXES} boxes"
            )
        if not all(_is_inside(area) for area in areas):
            raise DisplayFormatError(text, "areas must be fractions from 0 to 1")
        return cls(Kind.CUSTOM, (number,), areas)

    @property
    def boxes(self) -> int:
        """The number of image boxes."""
        match self.kind:
            case Kind.STANDARD:
                return self.numbers[0] * self.numbers[1]
            case Kind.ROW | Kind.COL:
                return sum(self.numbers)
            case Kind.SLIDE | Kind.SUPERSLIDE:
                return SLIDES[0] * SLIDES[1]
            case Kind.CUSTOM:
                return len(self.custom)

    @property
    def slide_size(self) -> tuple[float, float] | None:
        """The largest width and height in mm of an image, if it is a slide."""
        return SLIDE_SIZES.get(self.kind)

    def areas(self) -> dict[int, Area]:
        """Return the area of each image box, by Image Box Position (2020,0010)."""
        return dict(enumerate(self._areas(), 1))

    def _areas(self) -> Iterator[Area]:
        match self.kind:
            case Kind.STANDARD:
                columns, rows = self.numbers
                yield from _lines([columns] * rows)
            case Kind.SLIDE | Kind.SUPERSLIDE:
                yield from _lines([SLIDES[0]] * SLIDES[1])
            case Kind.ROW:
                yield from _lines(self.numbers)
            case Kind.COL:
                # Columns are rows with their axes exchanged.
                for left, top, right, bottom in _lines(self.numbers):
                    yield Area(top, left, bottom, right)
            case Kind.CUSTOM:
                yield from self.custom

    def __str__(self) -> str:
        """Return the value of Image Display Format."""
        numbers = ",".join(str(number) for number in self.numbers)
        return f"{self.kind.value}\\{numbers}" if numbers else self.kind.value


def _lines(counts: Sequence[int]) -> Iterator[Area]:
    """Yield the areas of rows of equal height with the given numbers of boxes."""
    for row, count in enumerate(counts):
        top, bottom = row / len(counts), (row + 1) / len(counts)
        for column in range(count):
            yield Area(column / count, top, (column + 1) / count, bottom)


def _is_inside(area: Area) -> bool:
    return 0 <= area.left < area.right <= 1 and 0 <= area.top < area.bottom <= 1
