"""Checks of film boxes and image boxes: the notes with which a printer answers them.

They need neither NumPy nor Pillow, and do not decode pixels.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from pydicom.dataset import Dataset

from .attributes import number, overriding, text
from .densities import FILM, Light, Medium, Range, named_density
from .display_format import Area
from .errors import FilmValueError
from .images import BoxImage
from .notes import Note, Reason
from .pages import Page, Rectangle
from .placing import Placement, place, scaling_of
from .presentation_luts import NO_LUT, PresentationLUT

LUTS: Final = "ReferencedPresentationLUTSequence"


def check_film_box(
    film_box: Dataset,
    presentation_luts: Mapping[str, Dataset] | None = None,
    *,
    custom_formats: Mapping[int, Sequence[Area]] | None = None,
    medium: Medium = FILM,
) -> list[Note]:
    """Return the notes that a film box has without its images.

    Raises:
        FilmError: An attribute has a value that cannot be rendered.
    """
    Page.of(film_box, custom_formats).boxes()
    light_of(film_box, medium)
    for keyword in ("BorderDensity", "EmptyImageDensity"):
        named_density(keyword, text(film_box, keyword), medium)
    is_trimmed(film_box)
    _, notes = scaling_of(Dataset(), film_box, None)
    _, clamped = _density_range(Dataset(), film_box, medium, None)
    _referenced_lut(film_box, presentation_luts or {})
    return [*notes, *clamped]


def check_image_box(
    film_box: Dataset,
    position: int,
    image_box: Dataset,
    presentation_luts: Mapping[str, Dataset] | None = None,
    *,
    annotations: Collection[int] = (),
    custom_formats: Mapping[int, Sequence[Area]] | None = None,
    medium: Medium = FILM,
) -> list[Note]:
    """Return the notes that an image box has on its film, without rendering it.

    Args:
        annotations: The positions of annotations with a text, which take room.

    Raises:
        FilmError: An attribute has a value that cannot be rendered.
    """
    page = Page.of(film_box, custom_formats, annotations)
    boxes = page.boxes()
    if position not in boxes:
        raise FilmValueError(
            "ImageBoxPosition", position, f"{page.format} has {len(boxes)} boxes"
        )
    light_of(film_box, medium)
    image = BoxImage.of(image_box)
    if image is None:
        return []
    box = Box(page, position, boxes[position], image_box)
    return checked(image, box, film_box, presentation_luts or {}, medium).notes


class Box(NamedTuple):
    """An image box on its page."""

    page: Page
    position: int
    area: Rectangle
    attributes: Dataset


class Checked(NamedTuple):
    """The attributes of an image as they apply, with the notes about them."""

    placement: Placement | None
    """None if the image is not printed."""
    densities: Range
    lut: PresentationLUT
    notes: list[Note]


def checked(
    image: BoxImage,
    box: Box,
    film_box: Dataset,
    luts: Mapping[str, Dataset],
    medium: Medium,
) -> Checked:
    """Return the attributes of an image as they apply."""
    page, position, area, attributes = box
    scaling, notes = scaling_of(attributes, film_box, position)
    placement, reason = place(image, attributes, area, scaling, page.resolution)
    if reason is not None:
        notes.append(Note(reason, position))
    densities, clamped = box_densities(image, attributes, film_box, medium, position)
    lut, unfit = lut_of(image, attributes, film_box, luts, position)
    return Checked(placement, densities, lut, [*notes, *clamped, *unfit])


def is_trimmed(film_box: Dataset) -> bool:
    """Return whether a line surrounds each image.

    Raises:
        FilmValueError: Trim is not an enumerated value.
    """
    value = text(film_box, "Trim", "NO")
    if value not in ("YES", "NO"):
        raise FilmValueError("Trim", value, "must be YES or NO")
    return value == "YES"


def light_of(film_box: Dataset, medium: Medium) -> Light:
    """Return the light that a film is seen in."""
    illumination = number(film_box, "Illumination")
    ambient = number(film_box, "ReflectedAmbientLight")
    return Light(
        medium.light.illumination if illumination is None else illumination,
        medium.light.ambient if ambient is None else ambient,
    )


def box_densities(
    image: BoxImage,
    image_box: Dataset,
    film_box: Dataset,
    medium: Medium,
    position: int | None,
) -> tuple[Range, list[Note]]:
    """Return Min and Max Density of an image, within those of the medium, with notes.

    An image box overrides the film box; colour has no densities (PS3.4 H.4.3.2.2.1).
    """
    if image.colour:
        return medium.range, []
    return _density_range(image_box, film_box, medium, position)


def _density_range(
    image_box: Dataset, film_box: Dataset, medium: Medium, position: int | None
) -> tuple[Range, list[Note]]:
    limits = medium.range
    notes = []
    values = []
    for keyword, default in (
        ("MinDensity", limits.min_density),
        ("MaxDensity", limits.max_density),
    ):
        requested = number(overriding(keyword, image_box, film_box), keyword)
        density = default if requested is None else requested / 100
        clamped = limits.clamped(density)
        if clamped != density:
            notes.append(Note(Reason.DENSITY_OUT_OF_RANGE, position, keyword))
        values.append(clamped)
    return Range(*values), notes


def lut_of(
    image: BoxImage,
    image_box: Dataset,
    film_box: Dataset,
    luts: Mapping[str, Dataset],
    position: int,
) -> tuple[PresentationLUT, list[Note]]:
    """Return the Presentation LUT of an image, with a note if it has other bits.

    An image box overrides the film box. A LUT with more or fewer entries than the image
    has values is scaled to them.
    """
    source = image_box if image_box.get(LUTS) else film_box
    if image.colour:
        return NO_LUT, []
    lut = _referenced_lut(source, luts)
    if lut.fits(image.bits_stored):
        return lut, []
    return lut, [Note(Reason.VALUE_NOT_SUPPORTED, position, "LUTDescriptor")]


def _referenced_lut(box: Dataset, luts: Mapping[str, Dataset]) -> PresentationLUT:
    """Return the Presentation LUT that a film box or image box refers to."""
    sequence = box.get(LUTS)
    if not sequence:
        return NO_LUT
    uid = str(sequence[0].get("ReferencedSOPInstanceUID") or "")
    if uid not in luts:
        raise FilmValueError(LUTS, uid, "the Presentation LUT does not exist")
    return PresentationLUT.of(luts[uid])
