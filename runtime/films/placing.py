"""Placement of an image in its box: scale, cropping and the notes of a printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from pydicom.dataset import Dataset

from .attributes import enumerated, number, overriding, text
from .errors import FilmValueError
from .film_sizes import MM_PER_INCH
from .images import BoxImage
from .notes import Note, Reason
from .pages import Rectangle


class Magnification(Enum):
    """The defined terms of Magnification Type (2010,0060)."""

    REPLICATE = "REPLICATE"
    BILINEAR = "BILINEAR"
    CUBIC = "CUBIC"
    NONE = "NONE"
    """A pixel of the image is a pixel of the printer."""


class Smoothing(Enum):
    """Values of Smoothing Type (2010,0080), a choice of this package; only with CUBIC."""

    NORMAL = "NORMAL"
    SHARP = "SHARP"
    SMOOTH = "SMOOTH"


class Behavior(Enum):
    """The enumerated values of Requested Decimate/Crop Behavior (2020,0040)."""

    DECIMATE = "DECIMATE"
    CROP = "CROP"
    FAIL = "FAIL"
    DEFAULT = ""
    """Not requested: the image is decimated, a choice of this package."""


DEFAULT_MAGNIFICATION: Final = Magnification.CUBIC
"""Used if it is not requested; a choice of this package."""
DEFAULT_SMOOTHING: Final = Smoothing.NORMAL


class Crop(NamedTuple):
    """The part of an image that is printed, in its pixels."""

    left: int
    top: int
    right: int
    bottom: int


class Scaling(NamedTuple):
    """The interpolation of an image."""

    magnification: Magnification = DEFAULT_MAGNIFICATION
    smoothing: Smoothing = DEFAULT_SMOOTHING


@dataclass(frozen=True)
class Placement:
    """The part of an image that is printed, and its place on the film."""

    crop: Crop
    target: Rectangle
    scaling: Scaling
    decimated: bool
    """Whether the printer has fewer pixels there than the image."""


def scaling_of(
    image_box: Dataset, film_box: Dataset, position: int | None
) -> tuple[Scaling, list[Note]]:
    """Return the interpolation of an image; its box overrides the film box.

    Both attributes have defined terms, which printers may extend: other values are
    replaced by the default, with a note.
    """
    notes: list[Note] = []

    def term(keyword: str) -> str:
        return text(overriding(keyword, image_box, film_box), keyword)

    magnification, smoothing = term("MagnificationType"), term("SmoothingType")
    result = Scaling()
    if magnification in Magnification.__members__:
        result = result._replace(magnification=Magnification(magnification))
    elif magnification:
        notes.append(Note(Reason.VALUE_NOT_SUPPORTED, position, "MagnificationType"))
    if smoothing in Smoothing.__members__:
        result = result._replace(smoothing=Smoothing(smoothing))
    elif smoothing and result.magnification is Magnification.CUBIC:
        notes.append(Note(Reason.VALUE_NOT_SUPPORTED, position, "SmoothingType"))
    return result, notes


def place(
    image: BoxImage,
    image_box: Dataset,
    area: Rectangle,
    scaling: Scaling,
    resolution: float,
) -> tuple[Placement | None, Reason | None]:
    """Return the placement of an image in its box, and the reason of a warning.

    The image keeps its aspect ratio and is centred. It is larger than its box if it has
    more rows or columns than the printer has there, or if its requested size is larger.

    Args:
        area: The image box, in mm.
        resolution: The printer's pixels per inch.

    Returns:
        None instead of a placement if the image cannot be printed.

    Source: PS3.3 C.13.5, PS3.4 H.4.3.1.2.1.3.
    """
    behavior = enumerated(image_box, "RequestedDecimateCropBehavior", Behavior.DEFAULT)
    unit = MM_PER_INCH / resolution
    printer_columns, printer_rows = area.width / unit + 0.5, area.height / unit + 0.5
    many = image.columns > printer_columns or image.rows > printer_rows

    fitting = min(area.width / image.columns, area.height / (image.rows * image.aspect))
    scale = _scale(image, image_box, scaling, behavior, many, fitting, unit)
    exceeds = scale > fitting and (
        image.columns * scale > area.width + unit / 2
        or image.rows * scale * image.aspect > area.height + unit / 2
    )

    if behavior is Behavior.FAIL and (exceeds or many):
        return None, Reason.TOO_LARGE
    if exceeds and behavior is Behavior.CROP:
        return _placed(image, area, scaling, scale, unit, True), Reason.CROPPED
    if exceeds and scaling.magnification is Magnification.NONE:
        return None, Reason.TOO_LARGE
    reason = None
    if exceeds or (many and behavior is not Behavior.CROP):
        decimate = behavior is Behavior.DECIMATE
        reason = Reason.DECIMATED if decimate else Reason.DEMAGNIFIED
    scale = fitting if exceeds else scale
    return _placed(image, area, scaling, scale, unit), reason


def _scale(
    image: BoxImage,
    image_box: Dataset,
    scaling: Scaling,
    behavior: Behavior,
    many: bool,
    fitting: float,
    unit: float,
) -> float:
    """Return the width in mm of a pixel of the image, before it is made to fit."""
    requested = number(image_box, "RequestedImageSize")
    if requested is not None:
        if not 0.0 < requested < 1e6:
            raise FilmValueError(
                "RequestedImageSize", requested, "must be greater than 0"
            )
        return requested / image.columns
    if scaling.magnification is Magnification.NONE:
        return unit
    # Cropping avoids a magnification less than 1.
    return unit if behavior is Behavior.CROP and many else fitting


def _placed(
    image: BoxImage,
    area: Rectangle,
    scaling: Scaling,
    scale: float,
    unit: float,
    cropped: bool = False,
) -> Placement:
    """Return the placement at a scale: the middle of the image, in the middle of its box."""
    height = scale * image.aspect
    columns, rows = image.columns, image.rows
    width_mm, height_mm = columns * scale, rows * height
    if cropped:
        columns = min(columns, max(1, int(area.width / scale)))
        rows = min(rows, max(1, int(area.height / height)))
        width_mm = min(columns * scale, area.width)
        height_mm = min(rows * height, area.height)
    left, top = (image.columns - columns) // 2, (image.rows - rows) // 2
    return Placement(
        Crop(left, top, left + columns, top + rows),
        area.centred(width_mm, height_mm),
        scaling,
        decimated=min(scale, height) < unit * 0.999,
    )
