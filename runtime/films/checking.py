"""Checks of an image box: the notes with which a printer answers its N-SET.

They need neither NumPy nor Pillow, and do not decode pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydicom.dataset import Dataset

from .attributes import number, overriding
from .densities import FILM, Light, Medium, Range
from .display_format import Area
from .errors import FilmValueError
from .images import BoxImage
from .notes import Note, Reason
from .pages import Page, Rectangle
from .placing import Placement, place, scaling_of
from .presentation_luts import NO_LUT, PresentationLUT


def check_image_box(
    film_box: Dataset,
    position: int,
    image_box: Dataset,
    presentation_luts: Mapping[str, Dataset] | None = None,
    *,
    custom_formats: Mapping[int, Sequence[Area]] | None = None,
    medium: Medium = FILM,
) -> list[Note]:
    """Return the notes that an image box has on its film, without rendering it.

    Raises:
        FilmError: An attribute has a value that cannot be rendered.
    """
    page = Page.of(film_box, custom_formats)
    boxes = page.boxes()
    if position not in boxes:
        raise FilmValueError(
            "ImageBoxPosition", position, f"{page.format} has {len(boxes)} boxes"
        )
    light_of(film_box, medium)
    image = BoxImage.of(image_box)
    if image is None:
        return []
    area = boxes[position]
    _, warnings = placement_of(image, image_box, film_box, page, position, area)
    _, clamped = box_densities(image, image_box, film_box, medium, position)
    _, unfit = lut_of(image, image_box, film_box, presentation_luts or {}, position)
    return [*warnings, *clamped, *unfit]


def placement_of(
    image: BoxImage,
    image_box: Dataset,
    film_box: Dataset,
    page: Page,
    position: int,
    area: Rectangle,
) -> tuple[Placement | None, list[Note]]:
    """Return the placement of an image, None if it is not printed, and its notes."""
    scaling, notes = scaling_of(image_box, film_box, position)
    placement, reason = place(image, image_box, area, scaling, page.resolution)
    if reason is not None:
        notes.append(Note(reason, position))
    return placement, notes


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
    keyword = "ReferencedPresentationLUTSequence"
    source = image_box if image_box.get(keyword) else film_box
    sequence = source.get(keyword)
    if image.colour or not sequence:
        return NO_LUT, []
    uid = str(sequence[0].get("ReferencedSOPInstanceUID") or "")
    if uid not in luts:
        raise FilmValueError(keyword, uid, "the Presentation LUT does not exist")
    lut = PresentationLUT.of(luts[uid])
    if lut.fits(image.bits_stored):
        return lut, []
    return lut, [Note(Reason.VALUE_NOT_SUPPORTED, position, "LUTDescriptor")]
