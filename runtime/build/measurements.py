"""The content of a measurement report as data: groups, measurements and regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .codes import CodeLike
    from .sources import SourceLike, SourcesLike

    Points: TypeAlias = (
        Sequence[Sequence[float]] | Sequence[NDArray[Any]] | NDArray[Any]
    )
    """Points of a region, one after the other."""


@dataclass(frozen=True)
class Measurement:
    """A measured value: PS3.16 TID 300, TID 1419."""

    name: CodeLike
    value: float | None
    """None without a value, for the reason of the qualifier."""
    unit: CodeLike
    """UCUM."""
    derivation: CodeLike | None = None
    """Mean, maximum, ..."""
    method: CodeLike | None = None
    site: CodeLike | None = None
    """Finding Site."""
    laterality: CodeLike | None = None
    """Of the finding site."""
    qualifier: CodeLike | None = None
    """Numeric Value Qualifier, of a measurement without a value: PS3.16 CID 42."""


@dataclass(frozen=True)
class Evaluation:
    """A qualitative evaluation: PS3.16 TID 1501."""

    name: CodeLike
    value: CodeLike | str
    """A code, or a text."""


@dataclass(frozen=True)
class Region:
    """A region of an image: PS3.3 C.18.6."""

    image: SourceLike
    """One of the source images."""
    graphic_type: Literal["POINT", "MULTIPOINT", "POLYLINE", "CIRCLE", "ELLIPSE"]
    points: Points
    """Column and row of each point: (0, 0) is the corner of the top left pixel."""
    frame: int | None = None
    """Of a multi-frame image, from 1."""


@dataclass(frozen=True)
class Region3D:
    """A region of the patient: PS3.3 C.18.9."""

    graphic_type: Literal[
        "POINT", "MULTIPOINT", "POLYLINE", "POLYGON", "ELLIPSE", "ELLIPSOID"
    ]
    points: Points
    """x, y and z of each point: mm in the frame of reference of the source images."""


@dataclass(frozen=True)
class SegmentRegion:
    """A segment of a segmentation, or one of its frames."""

    segmentation: SourceLike
    segment: int = 1
    frame: int | None = None
    """A frame of the segmentation, from 1; the whole segment if None."""


@dataclass(frozen=True)
class TimePoint:
    """The time point of a longitudinal study: PS3.16 TID 1502."""

    name: str
    """The time point as it is known to people: "Week 6"."""
    type: CodeLike | None = None
    """Baseline, posttreatment, ...: PS3.16 CID 6146."""
    order: int | None = None
    """Its position in the series of time points."""
    subject_identifier: str | None = None
    """Unique for the subject."""
    protocol_identifier: str | None = None
    """The same for all subjects of a protocol."""
    offset: float | None = None
    """Time after the event, or before it if negative."""
    offset_unit: CodeLike = ("d", "UCUM", "day")
    """Of the offset."""
    event: CodeLike | None = None
    """The event that the offset refers to; required with an offset."""


@dataclass(frozen=True)
class MeasurementGroup:
    """Measurements and evaluations of one finding.

    Its template is PS3.16 TID 1410 for a region in one plane, TID 1411 for a segment or
    several regions, and TID 1501 without a region.
    """

    tracking_id: str
    """Identifies the finding for people: "Lesion 1"."""
    measurements: Sequence[Measurement] = ()
    evaluations: Sequence[Evaluation] = ()
    region: Region | Region3D | SegmentRegion | Sequence[Region | Region3D] = ()
    images: SourcesLike = ()
    """The images that were measured, of a group without a region."""
    finding: CodeLike | None = None
    category: CodeLike | None = None
    """Finding category."""
    site: CodeLike | None = None
    """Finding Site."""
    laterality: CodeLike | None = None
    """Of the finding site."""
    method: CodeLike | None = None
    """Of all measurements."""
    session: str | None = None
    """Activity Session."""
    time_point: TimePoint | str | None = None
    """Of a longitudinal study; its name, or with further identifiers."""
    tracking_uid: str | None = None
    """Identifies the finding across reports; a new UID if None."""
