"""Geometry of a film: the printable area, annotation strips and image boxes in mm."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from pydicom.dataset import Dataset

from .attributes import text
from .display_format import Area, DisplayFormat
from .errors import FilmValueError
from .film_sizes import MM_PER_INCH, FilmSize, film_size

MARGIN: Final = 4.0
"""Width in mm of the edges of a film that a printer cannot print on; a choice."""
GAP: Final = 1.0
"""Distance in mm between image boxes; a choice."""
STRIP: Final = 6.0
"""Height in mm of a strip of annotations; a choice."""

STRIPS: Final = 2
"""Maximum number of strips on each side; a choice."""
ACROSS: Final = 3
"""Number of annotations in a strip: left, centre, right; a choice."""
ANNOTATIONS: Final = 2 * STRIPS * ACROSS
"""Largest Annotation Position (2030,0010)."""

RESOLUTIONS: Final[Mapping[str, float]] = {"STANDARD": 300.0, "HIGH": 600.0}
"""Pixels per inch by Requested Resolution ID (2020,0050), PS3.3 C.13.3.

STANDARD is about 4k x 5k pixels on 14 x 17 inches, HIGH about twice as fine.
"""


class PixelRectangle(NamedTuple):
    """A rectangle of a rendered film, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Rectangle(NamedTuple):
    """A rectangle on a film, in mm from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def within(self, area: Area) -> Rectangle:
        """Return a part of it."""
        return Rectangle(
            self.left + area.left * self.width,
            self.top + area.top * self.height,
            self.left + area.right * self.width,
            self.top + area.bottom * self.height,
        )

    def centred(self, width: float, height: float) -> Rectangle:
        """Return a rectangle of another size with the same centre."""
        left = (self.left + self.right - width) / 2
        top = (self.top + self.bottom - height) / 2
        return Rectangle(left, top, left + width, top + height)

    def pixels(self, resolution: float) -> PixelRectangle:
        """Return the rectangle in pixels, at least one wide and high.

        The size is rounded, then the position, so that images of the same size in mm have
        the same size in pixels.
        """
        scale = resolution / MM_PER_INCH
        left, top = round(self.left * scale), round(self.top * scale)
        width = max(1, round(self.width * scale))
        height = max(1, round(self.height * scale))
        return PixelRectangle(left, top, left + width, top + height)


class Strip(NamedTuple):
    """The place of an annotation."""

    bottom: bool
    row: int
    """The number of the strip, from the edge of the film."""
    column: int
    """0 for left, 1 for centre, 2 for right."""


def strip_of(position: int) -> Strip:
    """Return the place of an annotation by Annotation Position (2030,0010).

    1, 2 and 3 are at the top, left to right, 4 to 6 at the bottom; 7 to 9 in a second strip
    at the top, 10 to 12 in a second strip at the bottom. A choice of this package: the
    standard leaves the places to the printer.

    Raises:
        FilmValueError: The position is not from 1 to 12.
    """
    if not 1 <= position <= ANNOTATIONS:
        raise FilmValueError(
            "AnnotationPosition", position, f"must be 1 to {ANNOTATIONS}"
        )
    line, column = divmod(position - 1, ACROSS)
    return Strip(line % 2 == 1, line // 2, column)


@dataclass(frozen=True)
class Page:
    """The geometry of a film."""

    size: FilmSize
    format: DisplayFormat
    resolution: float
    """The printer's resolution in pixels per inch, which images are compared with."""
    top_strips: int = 0
    bottom_strips: int = 0

    @classmethod
    def of(
        cls,
        film_box: Dataset,
        custom_formats: Mapping[int, Sequence[Area]] | None = None,
        annotations: Collection[int] = (),
    ) -> Page:
        """Return the geometry of a film box.

        Args:
            annotations: The positions of annotations with a text.

        Raises:
            FilmError: The format, size, orientation or resolution is invalid.
        """
        resolution = text(film_box, "RequestedResolutionID", "STANDARD")
        if resolution not in RESOLUTIONS:
            known = " or ".join(RESOLUTIONS)
            raise FilmValueError(
                "RequestedResolutionID", resolution, f"must be {known}"
            )
        strips = [strip_of(position) for position in annotations]
        return cls(
            film_size(text(film_box, "FilmSizeID"), text(film_box, "FilmOrientation")),
            DisplayFormat.parse(text(film_box, "ImageDisplayFormat"), custom_formats),
            RESOLUTIONS[resolution],
            max((strip.row + 1 for strip in strips if not strip.bottom), default=0),
            max((strip.row + 1 for strip in strips if strip.bottom), default=0),
        )

    @property
    def printable(self) -> Rectangle:
        """The area that is divided into image boxes."""
        return Rectangle(
            MARGIN,
            MARGIN + STRIP * self.top_strips,
            self.size.width - MARGIN,
            self.size.height - MARGIN - STRIP * self.bottom_strips,
        )

    def boxes(self) -> dict[int, Rectangle]:
        """Return the image boxes by position.

        Raises:
            FilmValueError: There are so many that they have no room on the film.
        """
        return {
            position: self._box(area) for position, area in self.format.areas().items()
        }

    def _box(self, area: Area) -> Rectangle:
        cell = self.printable.within(area)
        width, height = cell.width - GAP, cell.height - GAP
        if width < GAP or height < GAP:
            raise FilmValueError(
                "ImageDisplayFormat",
                str(self.format),
                f"has too many image boxes for {self.size.width:g} x"
                f" {self.size.height:g} mm",
            )
        if self.format.slide_size is not None:
            width = min(width, self.format.slide_size[0])
            height = min(height, self.format.slide_size[1])
        return cell.centred(width, height)

    def strip(self, strip: Strip) -> Rectangle:
        """Return the strip of an annotation, over the whole width."""
        offset = MARGIN + strip.row * STRIP
        top = self.size.height - offset - STRIP if strip.bottom else offset
        return Rectangle(MARGIN, top, self.size.width - MARGIN, top + STRIP)
