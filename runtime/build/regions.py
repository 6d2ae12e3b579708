"""Content items of regions: coordinates on images, in the patient, and segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Final

from pydicom.dataset import Dataset

from ..macros import Code
from . import content
from .content import Evidence, Item
from .errors import BuildError
from .measurements import Region, Region3D, SegmentRegion
from .sources import Source, sources_of

if TYPE_CHECKING:
    from .measurements import Points

IMAGE_REGION: Final = ("111030", "DCM", "Image Region")
SOURCE: Final = ("260753009", "SCT", "Source")
SEGMENT: Final = ("121191", "DCM", "Referenced Segment")
SEGMENT_FRAME: Final = ("121214", "DCM", "Referenced Segmentation Frame")
SEGMENTED: Final = ("121233", "DCM", "Source Image for Segmentation")

COUNTS: Final[Mapping[str, tuple[int, int | None]]] = {
    "POINT": (1, 1),
    "MULTIPOINT": (1, None),
    "POLYLINE": (2, None),
    "POLYGON": (4, None),
    "CIRCLE": (2, 2),
    "ELLIPSE": (4, 4),
    "ELLIPSOID": (6, 6),
}
"""Smallest and largest number of points of a Graphic Type: PS3.3 C.18.6.1.2, C.18.9.1.2."""


class Regions:
    """Builds content items of regions, and collects the instances they refer to."""

    def __init__(self, frame_of_reference: str | None) -> None:
        self._frame_of_reference = frame_of_reference
        self.evidence: dict[Evidence, None] = {}

    def items(self, region: Region | Region3D | SegmentRegion) -> Iterator[Item]:
        """Yield the content items of a region.

        Raises:
            BuildError: Its points or its segment do not exist.
        """
        if isinstance(region, Region):
            yield self._on_image(region)
        elif isinstance(region, Region3D):
            yield self._in_patient(region)
        elif isinstance(region, SegmentRegion):
            yield from self._of_segment(region)
        else:
            raise TypeError(
                "region must be a Region, Region3D or SegmentRegion, got"
                f" {type(region).__name__}"
            )

    def refer(self, source: Source) -> Evidence:
        """Return a referenced instance, and add it to the evidence."""
        found = Evidence.of(source)
        self.evidence[found] = None
        return found

    def _on_image(self, region: Region) -> Item:
        (source,) = sources_of("region", region.image)
        if not source.is_image:
            raise BuildError("region", "refers to an instance that is not an image")
        frames = _frames("region", source, region.frame)
        image = content.image("SELECTED FROM", SOURCE, self.refer(source), frames)
        rows, columns = source.dataset.Rows, source.dataset.Columns
        points = _points(region.graphic_type, region.points, 2)
        for x, y in zip(points[::2], points[1::2], strict=True):
            if not (0 <= x <= columns and 0 <= y <= rows):
                raise BuildError(
                    "region",
                    f"has the point ({x:g}, {y:g}) outside of the image of {columns}"
                    f" columns and {rows} rows",
                    "points are (column, row)",
                )
        return Item(
            RelationshipType="CONTAINS",
            ValueType="SCOORD",
            ConceptNameCodeSequence=[Code(*IMAGE_REGION)],
            GraphicType=region.graphic_type,
            GraphicData=points,
            ContentSequence=[image],
        )

    def _in_patient(self, region: Region3D) -> Item:
        if self._frame_of_reference is None:
            raise BuildError(
                "region", "is in the patient, but the source images have no position"
            )
        points = _points(region.graphic_type, region.points, 3)
        return Item(
            RelationshipType="CONTAINS",
            ValueType="SCOORD3D",
            ConceptNameCodeSequence=[Code(*IMAGE_REGION)],
            GraphicType=region.graphic_type,
            GraphicData=points,
            ReferencedFrameOfReferenceUID=self._frame_of_reference,
        )

    def _of_segment(self, region: SegmentRegion) -> Iterator[Item]:
        (source,) = sources_of("segmentation", region.segmentation)
        dataset = source.dataset
        numbers = [
            int(item.SegmentNumber) for item in dataset.get("SegmentSequence") or ()
        ]
        if region.segment not in numbers:
            raise BuildError(
                "region",
                f"refers to segment {region.segment}, the segmentation has {numbers}",
            )
        frames = [] if region.frame is None else _frames(
            "segmentation", source, region.frame
        )
        name = SEGMENT if region.frame is None else SEGMENT_FRAME
        reference = self.refer(source)
        # A reference is to frames or to segments: PS3.3 C.10.3.
        segments = [] if frames else [region.segment]
        yield content.image("CONTAINS", name, reference, frames, segments)
        series = _series_of(dataset)
        found = _segmented(dataset, region.segment, region.frame)
        for (class_uid, uid), numbers in found.items():
            image = Evidence(
                dataset.StudyInstanceUID, series.get(uid, ""), class_uid, uid
            )
            if not image.SeriesInstanceUID:
                raise BuildError(
                    "segmentation", f"does not list its source image {uid} in a series"
                )
            self.evidence[image] = None
            yield content.image("CONTAINS", SEGMENTED, image, numbers)


def _points(graphic_type: str, points: Points, dimensions: int) -> list[float]:
    """Return the coordinates of points one after the other, checked."""
    least, most = COUNTS.get(graphic_type, (0, 0))
    if not least:
        raise BuildError("region", f"has the graphic type {graphic_type!r}")
    found = [[float(value) for value in point] for point in points]
    if any(len(point) != dimensions for point in found):
        raise BuildError("region", f"must have points of {dimensions} coordinates")
    if not all(isfinite(value) for point in found for value in point):
        raise BuildError("region", "has a coordinate that is not finite")
    if len(found) < least or (most is not None and len(found) > most):
        count = f"{least}" if most == least else f"at least {least}"
        raise BuildError(
            "region", f"{graphic_type} must have {count} points, got {len(found)}"
        )
    if graphic_type == "POLYGON" and found[0] != found[-1]:
        raise BuildError("region", "POLYGON must end at its first point")
    return [value for point in found for value in point]


def _frames(argument: str, source: Source, frame: int | None) -> list[int]:
    """Return the number of a referenced frame; empty for an image of one frame."""
    if "NumberOfFrames" not in source.dataset:
        if frame not in (None, 1):
            raise BuildError(argument, f"has frame {frame}, its image has one frame")
        return []
    if frame is None and source.frames == 1:
        frame = 1
    if frame is None or not 1 <= frame <= source.frames:
        raise BuildError(
            argument,
            f"has frame {frame}, its image has {source.frames} frames",
            f"pass a number from 1 to {source.frames}",
        )
    return [frame]


def _series_of(segmentation: Dataset) -> dict[str, str]:
    """Return the series of the instances that a segmentation refers to."""
    return {
        instance.ReferencedSOPInstanceUID: series.SeriesInstanceUID
        for series in segmentation.get("ReferencedSeriesSequence") or ()
        for instance in series.ReferencedInstanceSequence
    }


def _segmented(
    segmentation: Dataset, segment: int, frame: int | None
) -> dict[tuple[str, str], list[int]]:
    """Return the source images of a segment, with the numbers of their frames.

    Raises:
        BuildError: The frame is not one of the segment.
    """
    found: dict[tuple[str, str], list[int]] = {}
    (shared,) = segmentation.SharedFunctionalGroupsSequence
    for number, groups in enumerate(segmentation.PerFrameFunctionalGroupsSequence, 1):
        identification = _group("SegmentIdentificationSequence", groups, shared)
        is_frame = frame in (None, number)
        is_segment = any(
            each.ReferencedSegmentNumber == segment for each in identification
        )
        if frame == number and not is_segment:
            raise BuildError("region", f"frame {frame} is not of segment {segment}")
        if not (is_frame and is_segment):
            continue
        for derivation in _group("DerivationImageSequence", groups, shared):
            for image in derivation.get("SourceImageSequence") or ():
                key = image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID
                frames = image.get("ReferencedFrameNumber")
                listed = [frames] if isinstance(frames, int) else [*(frames or ())]
                found.setdefault(key, []).extend(int(each) for each in listed)
    return found


def _group(keyword: str, own: Dataset, shared: Dataset) -> Sequence[Dataset]:
    value: Sequence[Dataset] = own.get(keyword) or shared.get(keyword) or ()
    return value
