"""Annotations of a film: texts in strips at its top and bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Final

from .errors import extra
from .film_sizes import MM_PER_INCH
from .pages import ACROSS, Page, PixelRectangle, strip_of

with extra():
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from numpy.typing import NDArray

FONT: Final = 4.0
"""Height of the font in mm."""
SMALLEST: Final = 1.8
"""Height in mm to which the font is reduced for a long text; longer texts end with …."""

ANCHORS: Final = ("lm", "mm", "rm")
"""Pillow's anchors of texts by column: left, centre, right; all in the middle."""


def draw(
    pixels: NDArray[np.uint8],
    page: Page,
    texts: Mapping[int, str],
    resolution: float,
    background: int,
    foreground: int,
) -> None:
    """Draw annotations.

    A text is as high as others, unless it is longer than its third of the strip, or than
    the strip if it is alone there.

    Args:
        pixels: The film, (height, width) or (height, width, 3), which is changed.
        texts: Texts by Annotation Position.
        background: Grey around the texts.
        foreground: Grey of the texts.
    """
    places = {position: strip_of(position) for position in texts}
    neighbours = Counter(place[:2] for place in places.values())
    for position, text in texts.items():
        place = places[position]
        strip = page.strip(place).pixels(resolution)
        alone = neighbours[place[:2]] == 1
        part = _part(strip, place.column, alone)
        picture = _picture(text, place.column, part, resolution, background, foreground)
        target = pixels[part.top : part.bottom, part.left : part.right]
        target[...] = picture if pixels.ndim == 2 else picture[..., np.newaxis]


def _part(strip: PixelRectangle, column: int, alone: bool) -> PixelRectangle:
    if alone:
        return strip
    left = strip.left + strip.width * column // ACROSS
    right = strip.left + strip.width * (column + 1) // ACROSS
    return PixelRectangle(left, strip.top, right, strip.bottom)


def _picture(
    text: str,
    column: int,
    part: PixelRectangle,
    resolution: float,
    background: int,
    foreground: int,
) -> NDArray[np.uint8]:
    text = "".join(each if each.isprintable() else " " for each in text)
    padding = max(1, part.height // 8)
    font, text = _fitted(text, part.width - 2 * padding, resolution / MM_PER_INCH)
    picture = Image.new("L", (part.width, part.height), background)
    x = (padding, part.width // 2, part.width - padding)[column]
    place = x, part.height // 2
    ImageDraw.Draw(picture).text(
        place, text, fill=foreground, font=font, anchor=ANCHORS[column]
    )
    return np.asarray(picture)


Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def _font(size: float) -> Font:
    """Return a font for European languages: reportlab has it, Pillow only ASCII."""
    try:
        file = files("reportlab") / "fonts" / "Vera.ttf"
        return ImageFont.truetype(BytesIO(file.read_bytes()), size)
    except (ImportError, OSError):
        return ImageFont.load_default(size)


def _fitted(text: str, width: int, scale: float) -> tuple[Font, str]:
    """Return a font in which a text fits in a width, and the text, shortened if it must."""
    font = _font(FONT * scale)
    length = font.getlength(text)
    if length > width:
        reduced = FONT * scale * width / length
        font = _font(max(reduced, SMALLEST * scale, 1.0))
    if font.getlength(text) > width:
        kept = len(text)
        while kept and font.getlength(text[:kept] + "…") > width:
            kept -= 1
        text = text[:kept] + "…"
    return font, text
