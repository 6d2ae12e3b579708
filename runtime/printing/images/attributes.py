"""The attributes of one frame: of the image, or of its functional groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydicom.dataset import Dataset

GROUPS: Final = (
    "PixelValueTransformationSequence",
    "FrameVOILUTSequence",
    "PixelMeasuresSequence",
    "FramePixelDataPropertiesSequence",
)
"""Functional groups with attributes for printing: PS3.3 C.7.6.16.2."""


def frame_attributes(header: Dataset, frame: int) -> Dataset:
    """Return the attributes of an image, with those of a frame's functional groups.

    Those of the frame take precedence over those that all frames share.
    """
    found = Dataset(header)
    for group in _groups(header, frame):
        for element in group:
            found[element.tag] = element
    return found


def _groups(header: Dataset, frame: int) -> Iterator[Dataset]:
    shared = header.get("SharedFunctionalGroupsSequence") or ()
    per_frame = header.get("PerFrameFunctionalGroupsSequence") or ()
    for item in (*shared[:1], *per_frame[frame - 1 : frame]):
        for keyword in GROUPS:
            yield from (item.get(keyword) or ())[:1]


def original_of(header: Dataset) -> dict[str, str] | None:
    """Return the attributes that reference an image in Original Image Sequence.

    Returns:
        None if the image lacks one: all are required, PS3.4 Table H.4-10.
    """
    found = {
        "StudyInstanceUID": header.get("StudyInstanceUID"),
        "SeriesInstanceUID": header.get("SeriesInstanceUID"),
        "PatientID": header.get("PatientID"),
        "ReferencedSOPClassUID": header.get("SOPClassUID"),
        "ReferencedSOPInstanceUID": header.get("SOPInstanceUID"),
    }
    return (
        {name: str(each) for name, each in found.items()}
        if all(found.values())
        else None
    )


def numbers(header: Dataset, keyword: str) -> list[float]:
    """Return the values of a numeric attribute; empty if it is absent or invalid."""
    try:
        value: Any = header.get(keyword)
        if value is None or value == "":
            return []
        values = [value] if isinstance(value, int | float | str) else list(value)
        return [float(each) for each in values]
    except (TypeError, ValueError):
        return []
