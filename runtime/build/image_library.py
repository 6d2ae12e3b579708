"""Image libraries of measurement reports: the source images with their acquisition context.

Source: PS3.16 TID 1600 to 1604.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from . import content
from .content import Evidence, Item
from .sources import Source, by_series

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_Code: TypeAlias = tuple[str, str, str]

LIBRARY: Final = ("111028", "DCM", "Image Library")
GROUP: Final = ("126200", "DCM", "Image Library Group")
MODALITY: Final = ("121139", "DCM", "Modality")
FRAME_OF_REFERENCE: Final = ("112227", "DCM", "Frame of Reference UID")

_PIXELS: Final = ("{pixels}", "UCUM", "pixels")
_MILLIMETERS: Final = ("mm", "UCUM", "mm")
_COSINE: Final = ("{-1:1}", "UCUM", "{-1:1}")


class _Number(NamedTuple):
    """A number of an image that is stated in its entry."""

    keyword: str
    number: int
    """Of the value, from 0."""
    name: _Code
    unit: _Code


_ORIENTATION: Final = ("Row X", "Row Y", "Row Z", "Column X", "Column Y", "Column Z")

NUMBERS: Final = (
    _Number("Rows", 0, ("110910", "DCM", "Pixel Data Rows"), _PIXELS),
    _Number("Columns", 0, ("110911", "DCM", "Pixel Data Columns"), _PIXELS),
    _Number("Spacing", 1, ("111026", "DCM", "Horizontal Pixel Spacing"), _MILLIMETERS),
    _Number("Spacing", 0, ("111066", "DCM", "Vertical Pixel Spacing"), _MILLIMETERS),
    _Number("SliceThickness", 0, ("112225", "DCM", "Slice Thickness"), _MILLIMETERS),
    _Number(
        "SpacingBetweenSlices",
        0,
        ("112226", "DCM", "Spacing between slices"),
        _MILLIMETERS,
    ),
    *(
        _Number(
            "ImagePositionPatient",
            index,
            (str(110901 + index), "DCM", f"Image Position (Patient) {axis}"),
            _MILLIMETERS,
        )
        for index, axis in enumerate("XYZ")
    ),
    *(
        _Number(
            "ImageOrientationPatient",
            index,
            (str(110904 + index), "DCM", f"Image Orientation (Patient) {cosine}"),
            _COSINE,
        )
        for index, cosine in enumerate(_ORIENTATION)
    ),
)
"""TID 1602 and 1604; "Spacing" is that of the pixels, or of the imager of a projection."""

_KEYWORDS: Final = frozenset(each.keyword for each in NUMBERS)

DIRECTIONS: Final = (
    ("111044", "DCM", "Patient Orientation Row"),
    ("111043", "DCM", "Patient Orientation Column"),
)
"""TID 1603, of an image whose position in the patient is unknown: Patient Orientation."""


class _Descriptor(NamedTuple):
    """A content item that describes an image, which several images may share."""

    kind: Literal["CODE", "NUM", "TEXT", "UIDREF"]
    name: _Code
    value: Any
    unit: _Code | None = None


def image_library(
    sources: Iterable[Source], refer: Callable[[Source], Evidence]
) -> Item | None:
    """Return the library of the images among the sources; None if there are none.

    Images are grouped by series. What describes all images of a series is stated once.

    Args:
        refer: Returns the reference to an instance.
    """
    images = [each for each in sources if each.is_image]
    groups = [_group(series, refer) for series in by_series(images).values()]
    return content.container(LIBRARY, groups) if groups else None


def _group(images: Sequence[Source], refer: Callable[[Source], Evidence]) -> Item:
    described = {id(each): [*_descriptors(each.dataset)] for each in images}
    first, *others = described.values()
    common = [each for each in first if all(each in other for other in others)]
    entries = []
    for image in images:
        entry = content.image("CONTAINS", None, refer(image))
        own = [each for each in described[id(image)] if each not in common]
        entry.ContentSequence = [*map(_item, own)] or None
        entries.append(entry)
    return content.container(GROUP, [*map(_item, common), *entries])


def _descriptors(image: Dataset) -> Iterator[_Descriptor]:
    modality = _modality(str(image.get("Modality")))
    if modality is not None:
        yield _Descriptor("CODE", MODALITY, modality)
    if uid := image.get("FrameOfReferenceUID"):
        yield _Descriptor("UIDREF", FRAME_OF_REFERENCE, str(uid))
    places = [image, *_shared_groups(image)]
    values = {keyword: _values(places, keyword) for keyword in _KEYWORDS}
    for keyword, number, name, unit in NUMBERS:
        if number < len(values[keyword]):
            yield _Descriptor("NUM", name, float(values[keyword][number]), unit)
    if not values["ImageOrientationPatient"]:
        directions = image.get("PatientOrientation") or ()
        for name, direction in zip(DIRECTIONS, directions, strict=False):
            yield _Descriptor("TEXT", name, direction)


def _shared_groups(image: Dataset) -> Iterator[Dataset]:
    """Yield the items of the functional groups that all frames of an image share."""
    for shared in image.get("SharedFunctionalGroupsSequence") or ():
        for group in shared:
            if group.VR == "SQ":
                yield from group.value


def _values(places: Iterable[Dataset], keyword: str) -> Sequence[Any]:
    """Return the values of an attribute in the first place that has it."""
    keywords = (
        ("PixelSpacing", "ImagerPixelSpacing") if keyword == "Spacing" else (keyword,)
    )
    for place in places:
        for each in keywords:
            value = place.get(each)
            if value is not None:
                return value if hasattr(value, "__len__") else (value,)
    return ()


@cache
def _modality(term: str) -> _Code | None:
    """Return the code of a modality: PS3.16 CID 29. None if it has none."""
    from pydicom.sr.codedict import codes

    known = (getattr(codes.cid29, name) for name in codes.cid29.dir())
    found = next((each for each in known if each.value == term), None)
    return None if found is None else (found.value, "DCM", found.meaning)


def _item(descriptor: _Descriptor) -> Item:
    kind, name, value, unit = descriptor
    if kind == "CODE":
        return content.code("HAS ACQ CONTEXT", name, value)
    if kind == "UIDREF":
        return content.uid("HAS ACQ CONTEXT", name, value)
    if kind == "TEXT" or unit is None:
        return content.text("HAS ACQ CONTEXT", name, value)
    return content.number(name, value, unit, relationship="HAS ACQ CONTEXT")
