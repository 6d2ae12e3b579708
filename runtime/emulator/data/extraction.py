"""Creation of an instance with selected frames of another one.

Source: PS3.4 Y.3.3; PS3.3 C.12.3. Y.6.1.2.2 requires that the transformations are
documented: see docs/peer.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate, pairwise
from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.tag import Tag
from pydicom.uid import generate_uid

from ...version import __version__
from .frame_lists import KEYS, number_of_frames, values_of
from .frame_pixels import keep_pixels

VECTORS: Final = (
    "PageNumberVector",
    "FrameLabelVector",
    "FramePrimaryAngleVector",
    "FrameSecondaryAngleVector",
    "SliceLocationVector",
    "DisplayWindowLabelVector",
    "GridFrameOffsetVector",
    "EnergyWindowVector",
    "DetectorVector",
    "PhaseVector",
    "RotationVector",
    "RRIntervalVector",
    "TimeSlotVector",
    "SliceVector",
    "AngularViewVector",
    "TimeSliceVector",
)
"""Attributes with one value per frame: PS3.3 C.8.4.8, C.8.6.4, C.8.8.3."""

INCREMENTS: Final = (
    "PositionerPrimaryAngleIncrement",
    "PositionerSecondaryAngleIncrement",
    "TableVerticalIncrement",
    "TableLongitudinalIncrement",
    "TableLateralIncrement",
)
"""Offsets from the first frame: one per frame, or one increment from frame to frame."""

REMOVED: Final = (
    # They reference frames by number, or describe all frames.
    "StartTrim",
    "StopTrim",
    "RepresentativeFrameNumber",
    "FrameNumbersOfInterest",
    "FrameOfInterestDescription",
    "FrameOfInterestType",
    "FrameDisplaySequence",
    "MaskSubtractionSequence",
    "RecommendedViewingMode",
    "RWaveTimeVector",
    "CineRate",
    "RecommendedDisplayFrameRate",
    "EffectiveDuration",
    "ImageTriggerDelay",
    "IconImageSequence",
    # The signed attributes have changed.
    "DigitalSignaturesSequence",
    "MACParametersSequence",
)
"""Attributes of type 3, and of the Mask module (usage U), that are removed."""

CONCATENATION: Final = (
    "ConcatenationUID",
    "SOPInstanceUIDOfConcatenationSource",
    "ConcatenationFrameOffsetNumber",
    "InConcatenationNumber",
    "InConcatenationTotalNumber",
)

DOSE_FRAMES: Final = (
    "NumberOfFrames",
    "FrameIncrementPointer",
    "GridFrameOffsetVector",
)
"""Not in a dose of a single frame: PS3.3 Table A.18.3-1, usage of Multi-frame."""


def extract(
    source: Dataset, frames: Sequence[int], keys: Dataset, station: str
) -> None:
    """Turn an instance read from a file into a new one with selected frames.

    Args:
        source: The instance; it is changed.
        frames: Indices of the frames to keep, in order, from 0.
        keys: The identifier of the request.
        station: AE title of the extracting system.

    Raises:
        InseparableFramesError: The pixel data cannot be separated.
    """
    keep_pixels(source, frames)
    source.remove_private_tags()
    for keyword in REMOVED:
        source.pop(keyword, None)
    if "ConcatenationUID" in source:
        for keyword in CONCATENATION:
            source.pop(keyword, None)
    _remove_frame_overlays(source)
    _move_dose_grid(source, frames)
    _select_values(source, frames)
    _update_times(source, frames)
    _renumber_pullback(source, frames)
    if "NumberOfFrames" in source:
        source.NumberOfFrames = len(frames)
    if len(frames) == 1 and "GridFrameOffsetVector" in source:
        for keyword in DOSE_FRAMES:
            source.pop(keyword, None)
    _identify(source, keys, station)


def _remove_frame_overlays(dataset: Dataset) -> None:
    """Remove overlays with several frames, or for one frame: C.9.2, C.9.3."""
    for group in range(0x6000, 0x6020, 2):
        if {Tag(group, 0x0015), Tag(group, 0x0051)} & set(dataset.keys()):
            for tag in dataset.group_dataset(group).keys():  # noqa: SIM118
                del dataset[tag]


def _select_values(dataset: Dataset, frames: Sequence[int]) -> None:
    """Keep the items and values of the selected frames."""
    count = number_of_frames(dataset)
    if dataset.get("PerFrameFunctionalGroupsSequence"):
        groups = dataset.PerFrameFunctionalGroupsSequence
        dataset.PerFrameFunctionalGroupsSequence = [groups[each] for each in frames]
    for keyword in VECTORS:
        value = dataset.get(keyword)
        if count > 1 and value and len(value) == count:
            setattr(dataset, keyword, [value[each] for each in frames])
    for keyword in INCREMENTS:
        offsets = values_of(dataset, keyword)
        if len(offsets) == 1:
            offsets = [offsets[0] * each for each in range(count)]
        if len(offsets) == count:
            setattr(dataset, keyword, [_ds(offsets[each]) for each in frames])
    organized = dataset.get("DimensionOrganizationType")
    if organized == "3D" and len(_steps(frames)) > 1:
        del dataset.DimensionOrganizationType  # distances are no longer equal
    if organized == "3D_TEMPORAL" and len(frames) < count:
        del dataset.DimensionOrganizationType  # times no longer have full volumes


def _move_dose_grid(dataset: Dataset, frames: Sequence[int]) -> None:
    """Move the position of a dose grid to its first frame: C.8.8.3.2."""
    offsets = values_of(dataset, "GridFrameOffsetVector")
    position = values_of(dataset, "ImagePositionPatient")
    axes = values_of(dataset, "ImageOrientationPatient")
    if len(offsets) <= frames[0] or len(position) != 3 or len(axes) != 6:
        return
    shift = offsets[frames[0]] - offsets[0]
    normal = _cross(axes[:3], axes[3:]) if offsets[0] == 0 else [0.0, 0.0, 1.0]
    dataset.ImagePositionPatient = [
        _ds(at + shift * along) for at, along in zip(position, normal, strict=True)
    ]
    if offsets[0] == 0:
        dataset.GridFrameOffsetVector = [_ds(each - shift) for each in offsets]


def _cross(row: Sequence[float], column: Sequence[float]) -> list[float]:
    (a, b, c), (d, e, f) = row, column
    return [b * f - c * e, c * d - a * f, a * e - b * d]


def _update_times(dataset: Dataset, frames: Sequence[int]) -> None:
    """Keep the times of the frames, relative to Content Time: C.7.6.5.1."""
    vector = values_of(dataset, "FrameTimeVector")
    time = dataset.get("FrameTime")
    if len(vector) == number_of_frames(dataset):
        ends = list(accumulate(vector))
    elif time is not None:
        ends = [float(time) * each for each in range(number_of_frames(dataset))]
    else:
        return
    gaps = [_ds(ends[after] - ends[before]) for before, after in pairwise(frames)]
    if vector or len(_steps(frames)) > 1:
        dataset.FrameTimeVector = [_ds(0), *gaps]
        if time is not None and not vector:
            del dataset.FrameTime
            if dataset.get("FrameIncrementPointer") == Tag("FrameTime"):
                dataset.FrameIncrementPointer = Tag("FrameTimeVector")
    elif gaps:
        dataset.FrameTime = gaps[0]
    if ends[frames[0]]:
        delay = float(dataset.get("FrameDelay") or 0)
        dataset.FrameDelay = _ds(delay + ends[frames[0]])


def _steps(frames: Sequence[int]) -> set[int]:
    """Return the differences between indices of successive frames."""
    return {after - before for before, after in pairwise(frames)}


def _renumber_pullback(dataset: Dataset, frames: Sequence[int]) -> None:
    """Update the frame numbers of an IVUS pullback."""
    kept = [each + 1 for each in frames]
    start = dataset.get("IVUSPullbackStartFrameNumber")
    stop = dataset.get("IVUSPullbackStopFrameNumber")
    if start is not None and stop is not None:
        within = [at for at, each in enumerate(kept, 1) if start <= each <= stop] or [1]
        dataset.IVUSPullbackStartFrameNumber = within[0]
        dataset.IVUSPullbackStopFrameNumber = within[-1]


def _identify(dataset: Dataset, keys: Dataset, station: str) -> None:
    """Set a new SOP Instance UID, and record the source and the extracting equipment."""
    now = datetime.now()
    extraction: Any = Dataset()
    extraction.MultiFrameSourceSOPInstanceUID = dataset.SOPInstanceUID
    for key in KEYS:
        if key in keys:
            extraction[key] = keys[key]
    dataset.FrameExtractionSequence = [
        *(dataset.get("FrameExtractionSequence") or ()),
        extraction,
    ]
    purpose: Any = Dataset()
    purpose.CodeValue = "109105"
    purpose.CodingSchemeDesignator = "DCM"
    purpose.CodeMeaning = "Frame Extracting Equipment"
    equipment: Any = Dataset()
    equipment.PurposeOfReferenceCodeSequence = [purpose]
    equipment.Manufacturer = "iodize"
    equipment.StationName = station
    equipment.SoftwareVersions = __version__
    equipment.ContributionDateTime = f"{now:%Y%m%d%H%M%S}"
    dataset.ContributingEquipmentSequence = [
        *(dataset.get("ContributingEquipmentSequence") or ()),
        equipment,
    ]
    dataset.SOPInstanceUID = generate_uid(prefix=None)
    if dataset.get("InstanceCreationDate"):
        dataset.InstanceCreationDate = f"{now:%Y%m%d}"
        dataset.InstanceCreationTime = f"{now:%H%M%S}"
    meta = getattr(dataset, "file_meta", None)
    if meta is not None:
        meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID


def _ds(value: float) -> str:
    """Format a number as DS, at most 16 characters."""
    return f"{value:.10g}"
