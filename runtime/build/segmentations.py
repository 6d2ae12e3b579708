"""Segmentations: masks on the planes of their source images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, Unpack

from .. import frames, iods, pixels
from ..functional_groups import Segmentation as SegmentationGroup
from ..iods import Segmentation
from ..macros import AlgorithmIdentification, Code, MultipleSiteGeneralAnatomyOptional
from ..modules import FrameOfReference, SegmentationImage
from ..tables import editions
from .codes import coded
from .errors import BuildError
from .masks import LARGEST, Mask
from .multi_frame import (
    PER_FRAME,
    common_references,
    derivation,
    dimensions_of,
    frame_content,
    frame_of_reference,
    lossy,
    patient_orientation,
    slide_of,
    used,
)
from .planes import Plane, groups_of, planes_of
from .sources import derived, images_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .codes import CodeLike
    from .sources import SourcesLike
    from .values import ContentValues

SegmentItem: TypeAlias = SegmentationImage.SegmentItem
_Type: TypeAlias = SegmentItem.SegmentedPropertyTypeCodeItem
_Region: TypeAlias = MultipleSiteGeneralAnatomyOptional.AnatomicRegionItem

SEGMENTATION: Final = ("113076", "DCM", "Segmentation")
"""The derivation of a segmentation: PS3.16 CID 7203."""


@dataclass(frozen=True)
class Segment:
    """The description of a segment: PS3.3 C.8.20.2.2 to 4.

    Codes are those of iodize or pydicom, or tuples of value, coding scheme designator and
    meaning.
    """

    label: str
    category: CodeLike
    """Segmented Property Category: anatomical structure, tissue, ..."""
    type: CodeLike
    """Segmented Property Type: liver, ..."""
    algorithm: str | AlgorithmIdentification = ""
    """The algorithm, or its name; empty if the segment was drawn by hand."""
    is_semiautomatic: bool = False
    """Whether a person guided the algorithm."""
    number: int | None = None
    """Segment Number; if None, the position in the list, from 1."""
    description: str | None = None
    anatomic_region: CodeLike | None = None
    tracking_id: str | None = None
    tracking_uid: str | None = None
    color: tuple[int, int, int] | None = None
    """Recommended Display CIELab Value, encoded: PS3.3 C.10.7.1.1."""


def segmentation(
    mask: NDArray[np.bool_] | NDArray[np.integer[Any]] | NDArray[np.floating[Any]],
    source_images: SourcesLike,
    segments: Sequence[Segment | SegmentItem],
    *,
    segmentation_type: Literal["BINARY", "FRACTIONAL", "LABELMAP"] | None = None,
    fractional_type: Literal["PROBABILITY", "OCCUPANCY"] = "PROBABILITY",
    maximum_fractional_value: int = 255,
    keep_empty_frames: bool = False,
    **values: Unpack[ContentValues],
) -> Segmentation:
    """Return a segmentation of images.

    Patient, study and frame of reference are those of the source images, and each frame has
    the place of its source frame. Frames without pixels of their segment are left out; an
    empty mask has all of them.

    Args:
        mask: On the planes of the source images, in their order: (frames, rows, columns)
            with the numbers of segments as values, or of bool or floats if there is one
            segment; (frames, rows, columns, segments) of 0 and 1, bool or floats. Without
            the first axis for a single frame. For tiles of a slide, the first axes can be
            rows and columns of the total pixel matrix.
        source_images: Objects, data sets or paths: images of one frame, or multi-frame
            images.
        segments: A description of each segment.
        segmentation_type: If None, BINARY, or FRACTIONAL for a mask of floats.
        fractional_type: The meaning of fractions.
        maximum_fractional_value: The stored value of 1.0, at most 255.
        keep_empty_frames: Whether every segment has a frame for each plane.
        values: Attributes of the instance, series and equipment.

    Raises:
        BuildError: The arguments do not match each other.
        MissingValueError, InvalidValueError: As for constructing a Segmentation.

    Source: PS3.3 A.51, C.8.20.2.
    """
    sources = images_of("source_images", source_images)
    planes = planes_of("source_images", sources)
    items = _items(segments)
    numbers = [item.SegmentNumber for item in items]
    checked = Mask(mask, planes, numbers)
    is_fractional = _is_fractional(segmentation_type, checked)
    if not 1 <= maximum_fractional_value <= 255:
        raise BuildError(
            "maximum_fractional_value",
            f"is {maximum_fractional_value}, must be from 1 to 255",
        )
    scale = maximum_fractional_value if is_fractional else None
    chosen, stored = _frames(checked, len(items), planes, scale, keep_empty_frames)
    shown = sorted({plane for _, plane in chosen})
    dimensions = dimensions_of([planes[plane] for plane in shown])
    found = zip(dimensions.values, dimensions.labels, strict=True)
    index = dict(zip(shown, found, strict=True))
    place = frame_of_reference(planes)
    order = sorted(
        range(len(chosen)),
        key=lambda frame: (numbers[chosen[frame][0]], *index[chosen[frame][1]][0]),
    )
    groups = [
        _groups(
            planes[plane],
            numbers[segment],
            (numbers[segment], *index[plane][0]),
            index[plane][1],
        )
        for segment, plane in (chosen[frame] for frame in order)
    ]
    return derived(
        Segmentation,
        sources[0],
        values,
        **{
            **pixels.of_array(stored[order], "MONOCHROME2", frames=len(order)),
            "NumberOfFrames": len(groups),
            **frames.of_groups(groups, PER_FRAME),
            **frames.dimensions(
                Segmentation, "ReferencedSegmentNumber", *dimensions.keywords
            ),
            **slide_of(planes),
            **patient_orientation(planes),
            **lossy(sources),
            **_type(scale, fractional_type, checked.overlaps()),
        },
        ImageType=["DERIVED", "PRIMARY"],
        ContentLabel="SEGMENTATION",
        SegmentSequence=sorted(items, key=lambda item: item.SegmentNumber),
        frame_of_reference=FrameOfReference(**place) if place else None,
        common_instance_reference=common_references(
            used(planes[plane] for plane in shown)
        ),
    )


def _items(segments: Sequence[Segment | SegmentItem]) -> list[SegmentItem]:
    """Return the items of segments, with checked numbers."""
    if isinstance(segments, Segment | SegmentItem):
        segments = [segments]
    items = [
        each if isinstance(each, SegmentItem) else _item(each, position)
        for position, each in enumerate(segments, start=1)
    ]
    if not items:
        raise BuildError("segments", "must have at least one segment")
    numbers = [item.SegmentNumber for item in items]
    if wrong := [number for number in numbers if not 1 <= number <= LARGEST]:
        raise BuildError(
            "segments", f"have the number {wrong[0]}, must be from 1 to {LARGEST}"
        )
    if len(set(numbers)) != len(numbers):
        raise BuildError(
            "segments", f"have the numbers {numbers}; each must have another number"
        )
    if sorted(numbers) != [*range(1, len(numbers) + 1)]:
        raise BuildError(
            "segments",
            f"have the numbers {numbers}",
            "number them from 1 without gaps: PS3.3 C.8.20.2.4",
        )
    return items


def _item(segment: Segment, position: int) -> SegmentItem:
    if not isinstance(segment, Segment):
        raise TypeError(f"segments must be Segment, got {type(segment).__name__}")
    algorithm = segment.algorithm
    is_named = isinstance(algorithm, str)
    if algorithm == "" and segment.is_semiautomatic:
        raise BuildError(
            "segments", f"{segment.label!r} is semiautomatic and has no algorithm"
        )
    how: Literal["AUTOMATIC", "SEMIAUTOMATIC", "MANUAL"] = "MANUAL"
    if algorithm:
        how = "SEMIAUTOMATIC" if segment.is_semiautomatic else "AUTOMATIC"
    name = algorithm if isinstance(algorithm, str) else algorithm.AlgorithmName
    region = segment.anatomic_region
    return SegmentItem(
        SegmentNumber=position if segment.number is None else segment.number,
        SegmentLabel=segment.label,
        SegmentDescription=segment.description,
        SegmentAlgorithmType=how,
        SegmentAlgorithmName=[name] if name else None,
        SegmentationAlgorithmIdentificationSequence=(
            None if is_named else [algorithm]  # type: ignore[list-item]
        ),
        SegmentedPropertyCategoryCodeSequence=[coded("category", segment.category)],
        SegmentedPropertyTypeCodeSequence=[coded("type", segment.type, _Type)],
        AnatomicRegionSequence=(
            None if region is None else [coded("anatomic_region", region, _Region)]
        ),
        TrackingID=segment.tracking_id,
        TrackingUID=segment.tracking_uid,
        RecommendedDisplayCIELabValue=(
            None if segment.color is None else [*segment.color]
        ),
    )


def _is_fractional(given: str | None, mask: Mask) -> bool:
    """Return whether a segmentation is FRACTIONAL; otherwise it is BINARY."""
    if given == "LABELMAP":
        edition = editions.bundled().name
        has = "is not built yet" if hasattr(iods, "LabelMapSegmentation") else (
            f"needs the Label Map Segmentation IOD, which DICOM {edition} does not have"
        )
        raise BuildError("segmentation_type", f"LABELMAP {has}", "use BINARY")
    if given not in (None, "BINARY", "FRACTIONAL"):
        raise BuildError(
            "segmentation_type", f"is {given!r}, must be BINARY or FRACTIONAL"
        )
    if given == "BINARY" and not mask.is_binary():
        raise BuildError(
            "mask",
            "of a BINARY segmentation must have the values 0 and 1",
            "use FRACTIONAL, or pass `mask > threshold`",
        )
    return mask.is_float if given is None else given == "FRACTIONAL"


def _frames(
    mask: Mask,
    segments: int,
    planes: Sequence[Plane],
    scale: int | None,
    keep_empty: bool,
) -> tuple[list[tuple[int, int]], NDArray[Any]]:
    """Return the frames, by index of segment and plane, and their stored values.

    Args:
        scale: Maximum Fractional Value; None for bits.
    """
    import numpy as np

    every = [
        (segment, plane) for segment in range(segments) for plane in range(len(planes))
    ]
    chosen = [
        each for each in every if keep_empty or bool(_values(mask, *each, scale).any())
    ] or every
    return chosen, np.stack([_values(mask, *each, scale) for each in chosen])


def _values(mask: Mask, segment: int, plane: int, scale: int | None) -> NDArray[Any]:
    """Return the stored values of a segment in a plane."""
    area = mask.plane(segment, plane)
    if scale is None:
        return area.astype(bool)
    return (area * float(scale)).round().astype("u1")


def _groups(
    plane: Plane, segment: int, values: Sequence[int], label: str | None
) -> Segmentation.FunctionalGroups:
    return Segmentation.FunctionalGroups(
        **groups_of(plane),
        SegmentIdentificationSequence=[
            SegmentationGroup.SegmentIdentificationItem(
                ReferencedSegmentNumber=[segment]
            )
        ],
        FrameContentSequence=frame_content(values, label),
        DerivationImageSequence=derivation(plane, Code(*SEGMENTATION), preserved=True),
    )


def _type(scale: int | None, fractional_type: str, overlaps: bool) -> dict[str, Any]:
    """Return the attributes of the type of a segmentation."""
    found: dict[str, Any] = {"SegmentsOverlap": "YES" if overlaps else "NO"}
    if scale is None:
        return {**found, "SegmentationType": "BINARY"}
    return {
        **found,
        "SegmentationType": "FRACTIONAL",
        "SegmentationFractionalType": fractional_type,
        "MaximumFractionalValue": scale,
    }
