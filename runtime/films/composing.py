"""Composition of a film: the picture of a film box with its image boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pydicom.dataset import Dataset

from .annotation_strips import draw
from .attributes import text
from .checking import Box, Checked, checked, is_trimmed, light_of
from .densities import FILM, Light, Medium, named_density
from .display_format import Area
from .errors import FilmValueError, extra
from .film_sizes import MM_PER_INCH
from .images import BoxImage
from .notes import Note, Reason
from .pages import Page, PixelRectangle, Rectangle
from .presentation_luts import greys
from .rendering import render

with extra():
    import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRIM: Final = 0.3
"""Width in mm of the line around each image; a choice."""

LARGEST: Final = 400_000_000
"""Maximum number of pixels of a picture."""


@dataclass(frozen=True, eq=False)
class Film:
    """The picture of a film."""

    pixels: NDArray[np.uint8]
    """(height, width), or (height, width, 3) if an image is in colour."""
    width: float
    """In mm."""
    height: float
    """In mm."""
    resolution: float
    """Pixels per inch."""
    notes: list[Note] = field(default_factory=list)
    """Differences to the request, in the order of positions."""
    boxes: dict[int, PixelRectangle] = field(default_factory=dict)
    """The place of each image box, by position."""
    images: dict[int, PixelRectangle] = field(default_factory=dict)
    """The place of each image, by the position of its box."""


def compose(
    film_box: Dataset,
    image_boxes: Mapping[int, Dataset],
    annotations: Mapping[int, str] | None = None,
    presentation_luts: Mapping[str, Dataset] | None = None,
    *,
    resolution: float = 150.0,
    custom_formats: Mapping[int, Sequence[Area]] | None = None,
    medium: Medium = FILM,
) -> Film:
    """Render a film.

    Args:
        film_box: The attributes of the film box.
        image_boxes: The attributes of image boxes after N-SET, by Image Box Position.
        annotations: Texts by Annotation Position.
        presentation_luts: The attributes of Presentation LUTs by SOP Instance UID.
        resolution: Pixels per inch of the picture. That of the printer, which images are
            compared with, is Requested Resolution ID.
        custom_formats: The areas of the printer's own layouts, for CUSTOM\\i.
        medium: The densities that the printer can print, and its default light.

    Raises:
        FilmError: An attribute has a value that cannot be rendered.
    """
    texts = {p: each for p, each in (annotations or {}).items() if each.strip()}
    page = Page.of(film_box, custom_formats, texts.keys())
    boxes = page.boxes()
    for position in image_boxes:
        if position not in boxes:
            raise FilmValueError(
                "ImageBoxPosition", position, f"{page.format} has {len(boxes)} boxes"
            )
    light = light_of(film_box, medium)
    images = {
        position: image
        for position in sorted(image_boxes)
        if (image := BoxImage.of(image_boxes[position])) is not None
    }
    canvas = _Canvas.of(film_box, page, resolution, medium, light)
    if any(image.colour for image in images.values()):
        canvas.pixels = np.repeat(canvas.pixels[..., np.newaxis], 3, axis=2)
    notes = [] if images else [Note(Reason.EMPTY_PAGE)]
    empty = medium.range.grey(
        named_density("EmptyImageDensity", text(film_box, "EmptyImageDensity"), medium),
        light,
    )
    prints: dict[int, Checked] = {}
    targets: dict[int, PixelRectangle] = {}
    for position, area in boxes.items():
        if (image := images.get(position)) is not None:
            box = Box(page, position, area, image_boxes[position])
            each = checked(image, box, film_box, presentation_luts or {}, medium)
            notes += each.notes
            if each.placement is not None:
                prints[position] = each
                targets[position] = canvas.clipped(each.placement.target)
                continue
        canvas.fill(area, empty)
    if is_trimmed(film_box):  # before the images, which a line must not cover
        for target in targets.values():
            canvas.trim(target)
    for position, target in targets.items():
        image, (placement, densities, lut, _) = images[position], prints[position]
        assert placement is not None
        table = b""
        if not image.colour:
            arguments = image.bits_stored, image.inverted, densities, light
            table = greys(lut, *arguments, medium.range)
        grey = render(image, placement, target.width, target.height, table)
        canvas.paste(grey, target)
    draw(canvas.pixels, page, texts, resolution, canvas.border, canvas.contrast)
    areas = {position: canvas.clipped(area) for position, area in boxes.items()}
    return Film(
        canvas.pixels, *page.size, resolution, notes=notes, boxes=areas, images=targets
    )


@dataclass
class _Canvas:
    """The pixels of a film."""

    pixels: NDArray[np.uint8]
    resolution: float
    border: int
    """Grey of the border."""

    @classmethod
    def of(
        cls,
        film_box: Dataset,
        page: Page,
        resolution: float,
        medium: Medium,
        light: Light,
    ) -> _Canvas:
        """Return a film in Border Density."""
        if not 1.0 <= resolution < LARGEST:
            raise ValueError(
                f"resolution must be at least 1 per inch, got {resolution}"
            )
        width, height = (round(mm / MM_PER_INCH * resolution) for mm in page.size)
        if width * height > LARGEST:
            raise ValueError(f"a picture of {width} x {height} pixels is too large")
        density = named_density(
            "BorderDensity", text(film_box, "BorderDensity"), medium
        )
        grey = medium.range.grey(density, light)
        return cls(np.full((height, width), grey, np.uint8), resolution, grey)

    @property
    def contrast(self) -> int:
        """Black or white, the grey with more contrast to the border."""
        return 0 if self.border > 127 else 255

    def clipped(self, rectangle: Rectangle) -> PixelRectangle:
        """Return a rectangle in pixels of the film."""
        left, top, right, bottom = rectangle.pixels(self.resolution)
        height, width = self.pixels.shape[:2]
        return PixelRectangle(left, top, min(right, width), min(bottom, height))

    def fill(self, area: Rectangle, grey: int) -> None:
        left, top, right, bottom = self.clipped(area)
        self.pixels[top:bottom, left:right] = grey

    def paste(self, picture: NDArray[np.uint8], target: PixelRectangle) -> None:
        if picture.ndim < self.pixels.ndim:
            picture = picture[..., np.newaxis]
        self.pixels[target.top : target.bottom, target.left : target.right] = picture

    def trim(self, target: PixelRectangle) -> None:
        """Draw a line around an image, outside of it."""
        line = max(1, round(TRIM / MM_PER_INCH * self.resolution))
        left, top, right, bottom = target
        x, y = max(0, left - line), max(0, top - line)
        for rows, columns in (
            (slice(y, top), slice(x, right + line)),
            (slice(bottom, bottom + line), slice(x, right + line)),
            (slice(y, bottom + line), slice(x, left)),
            (slice(y, bottom + line), slice(right, right + line)),
        ):
            self.pixels[rows, columns] = self.contrast
