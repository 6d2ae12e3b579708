"""RT structure sets: regions of interest as contours on the planes of source images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Final, Literal, Unpack

from ..iods import RTStructureSet
from ..macros import ImageSOPInstanceReference
from ..modules import FrameOfReference, ROIContour, RTROIObservations, StructureSet
from .codes import coded
from .errors import BuildError
from .planes import Plane, planes_of
from .sources import Source, by_series, derived, images_of
from .values import InstanceValues

if TYPE_CHECKING:
    from .codes import CodeLike
    from .measurements import Points
    from .sources import SourcesLike

Contour = ROIContour.ROIContourItem.ContourItem
_Code = RTROIObservations.RTROIObservationsItem.RTROIIdentificationCodeItem

STUDY: Final = "1.2.840.10008.3.1.2.3.1"
"""SOP class of a study that is referred to: Detached Study Management, PS3.3 C.8.8.5."""

TOLERANCE: Final = 0.01
"""Largest distance of a point from its plane: mm."""


@dataclass(frozen=True)
class Roi:
    """A region of interest: PS3.3 C.8.8.5, C.8.8.6, C.8.8.8."""

    name: str
    contours: Sequence[Points]
    """Points of each contour: x, y and z in mm."""
    geometric_type: Literal[
        "POINT", "OPEN_PLANAR", "OPEN_NONPLANAR", "CLOSED_PLANAR", "CLOSEDPLANAR_XOR"
    ] = "CLOSED_PLANAR"
    number: int | None = None
    """ROI Number; if None, the position in the list, from 1."""
    interpreted_type: str = ""
    """RT ROI Interpreted Type: "ORGAN", "PTV", ..."""
    algorithm: Literal["", "AUTOMATIC", "SEMIAUTOMATIC", "MANUAL"] = ""
    color: tuple[int, int, int] | None = None
    """Red, green and blue, from 0 to 255."""
    description: str | None = None
    code: CodeLike | None = None
    """RT ROI Identification Code."""
    interpreter: str | None = None
    """Name of the person, as in an attribute of VR PN."""


class StructureSetValues(InstanceValues, total=False):
    """The attributes that `rt_structure_set` takes."""

    StructureSetLabel: str
    StructureSetName: str
    StructureSetDescription: str


def rt_structure_set(
    rois: Roi | Sequence[Roi],
    source_images: SourcesLike,
    **values: Unpack[StructureSetValues],
) -> RTStructureSet:
    """Return a structure set of images.

    A contour refers to the image whose plane it is in.

    Args:
        rois: The regions of interest.
        source_images: Objects, data sets or paths of images with positions.
        values: Attributes of the instance, series and equipment.

    Raises:
        BuildError: A contour has too few points, leaves its plane, or no contour of a region
            is in the plane of an image.

    Source: PS3.3 A.19.3.
    """
    sources = images_of("source_images", source_images)
    planes = planes_of("source_images", sources)
    if not planes[0].in_patient:
        raise BuildError("source_images", "must have positions in the patient")
    several = [rois] if isinstance(rois, Roi) else [*rois]
    numbers = _numbers(several)
    uid = sources[0].dataset.FrameOfReferenceUID
    now = datetime.now()
    numbered = [*zip(numbers, several, strict=True)]
    return derived(
        RTStructureSet,
        sources[0],
        values,
        StructureSetLabel="STRUCTURES",
        StructureSetDate=now.date(),
        StructureSetTime=now.time().replace(microsecond=0),
        ReferencedFrameOfReferenceSequence=[_reference(uid, sources)],
        StructureSetROISequence=[
            StructureSet.StructureSetROIItem(
                ROINumber=number,
                ROIName=roi.name,
                ROIDescription=roi.description,
                ReferencedFrameOfReferenceUID=uid,
                ROIGenerationAlgorithm=roi.algorithm,
            )
            for number, roi in numbered
        ],
        ROIContourSequence=[
            ROIContour.ROIContourItem(
                ReferencedROINumber=number,
                ROIDisplayColor=None if roi.color is None else [*roi.color],
                ContourSequence=_contours(roi, planes) or None,
            )
            for number, roi in numbered
        ],
        RTROIObservationsSequence=[
            RTROIObservations.RTROIObservationsItem(
                ObservationNumber=number,
                ReferencedROINumber=number,
                RTROIInterpretedType=roi.interpreted_type,
                ROIInterpreter=roi.interpreter,
                RTROIIdentificationCodeSequence=(
                    None if roi.code is None else [coded("code", roi.code, _Code)]
                ),
            )
            for number, roi in numbered
        ],
        frame_of_reference=FrameOfReference(
            FrameOfReferenceUID=uid,
            PositionReferenceIndicator=sources[0].dataset.get(
                "PositionReferenceIndicator"
            ),
        ),
    )


def _numbers(rois: Sequence[Roi]) -> list[int]:
    """Return the numbers of regions."""
    if not rois:
        raise BuildError("rois", "must have at least one region")
    for roi in rois:
        if not isinstance(roi, Roi):
            raise TypeError(f"rois must be Roi, got {type(roi).__name__}")
    numbers = [
        position if roi.number is None else roi.number
        for position, roi in enumerate(rois, start=1)
    ]
    if len(set(numbers)) != len(numbers):
        raise BuildError("rois", f"have the numbers {numbers}; each must differ")
    return numbers


def _contours(roi: Roi, planes: Sequence[Plane]) -> list[Contour]:
    """Return the contours of a region."""
    found, located = [], False
    for index, points in enumerate(roi.contours, start=1):
        place = f"contour {index} of {roi.name!r}"
        checked = _points(points, roi.geometric_type, place)
        plane = _plane_of(checked, planes)
        located = located or plane is not None
        if plane is None and roi.geometric_type != "OPEN_NONPLANAR":
            _check_planar(checked, planes[0], place)
        images = None
        if plane is not None:
            images = [
                ImageSOPInstanceReference(
                    **plane.source.reference,
                    ReferencedFrameNumber=None if plane.frame is None else [plane.frame],
                )
            ]
        found.append(
            Contour(
                ContourImageSequence=images,
                ContourGeometricType=roi.geometric_type,
                NumberOfContourPoints=len(checked),
                ContourData=[value for point in checked for value in point],
            )
        )
    if found and not located and roi.geometric_type != "OPEN_NONPLANAR":
        raise BuildError(
            "rois",
            f"{roi.name!r} has no contour in the plane of a source image",
            "coordinates are x, y and z in mm, in the frame of reference of the images",
        )
    return found


def _points(points: Points, kind: str, place: str) -> list[list[float]]:
    """Return the points of a contour, checked."""
    found = [[float(value) for value in point] for point in points]
    if any(len(point) != 3 for point in found):
        raise BuildError("rois", f"{place} must have points of x, y and z")
    if not all(isfinite(value) for point in found for value in point):
        raise BuildError("rois", f"{place} has a coordinate that is not finite")
    if len(found) > 1 and found[0] == found[-1] and kind.startswith("CLOSED"):
        found.pop()  # a closed contour ends before its first point
    least = {"POINT": 1, "OPEN_PLANAR": 2, "OPEN_NONPLANAR": 2}.get(kind, 3)
    if len(found) < least or (kind == "POINT" and len(found) > 1):
        raise BuildError(
            "rois", f"{place} ({kind}) has {len(found)} points, must have {least}"
        )
    return found


def _distance(point: Sequence[float], plane: Plane) -> float:
    """Return the distance of a point from a plane: mm."""
    along = sum(p * n for p, n in zip(point, plane.normal, strict=True))
    return abs(along - plane.distance)


def _plane_of(points: Sequence[Sequence[float]], planes: Sequence[Plane]) -> Plane | None:
    """Return the plane that all points are in."""
    for plane in planes:
        if all(_distance(point, plane) <= TOLERANCE for point in points):
            return plane
    return None


def _check_planar(
    points: Sequence[Sequence[float]], plane: Plane, place: str
) -> None:
    """Raise BuildError if points are at different distances from a plane."""
    distances = [
        sum(p * n for p, n in zip(point, plane.normal, strict=True)) for point in points
    ]
    if max(distances) - min(distances) > TOLERANCE:
        raise BuildError("rois", f"{place} is not parallel to the source images")


def _reference(
    uid: str, sources: Sequence[Source]
) -> StructureSet.ReferencedFrameOfReferenceItem:
    """Return the references to the images of a frame of reference: PS3.3 C.8.8.5."""
    frame = StructureSet.ReferencedFrameOfReferenceItem
    study = frame.RTReferencedStudyItem
    return frame(
        FrameOfReferenceUID=uid,
        RTReferencedStudySequence=[
            study(
                ReferencedSOPClassUID=STUDY,
                ReferencedSOPInstanceUID=sources[0].dataset.StudyInstanceUID,
                RTReferencedSeriesSequence=[
                    study.RTReferencedSeriesItem(
                        SeriesInstanceUID=series,
                        ContourImageSequence=[
                            ImageSOPInstanceReference(**each.reference)
                            for each in images
                        ],
                    )
                    for series, images in by_series(sources).items()
                ],
            )
        ],
    )
