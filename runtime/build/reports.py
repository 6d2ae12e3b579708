"""Measurement reports: PS3.16 TID 1500, from data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal, Unpack, overload

from pydicom.uid import generate_uid

from ..iods import Comprehensive3DSR, ComprehensiveSR
from . import content
from .codes import coded, codes_of
from .content import Item, Relationship
from .errors import BuildError
from .image_library import image_library as library_of
from .measurements import (
    Evaluation,
    Measurement,
    MeasurementGroup,
    Region3D,
    SegmentRegion,
)
from .observers import Device, Person, observer_context
from .regions import Regions
from .sources import derived, sources_of
from .time_points import time_point_context
from .values import InstanceValues

if TYPE_CHECKING:
    from .codes import CodeLike
    from .sources import SourcesLike

TITLE: Final = ("126000", "DCM", "Imaging Measurement Report")
LANGUAGE: Final = ("121049", "DCM", "Language of Content Item and Descendants")
ENGLISH: Final = ("en-US", "RFC5646", "English (United States)")
PROCEDURE: Final = ("121058", "DCM", "Procedure reported")
MEASUREMENTS: Final = ("126010", "DCM", "Imaging Measurements")
GROUP: Final = ("125007", "DCM", "Measurement Group")
TRACKING_ID: Final = ("112039", "DCM", "Tracking Identifier")
TRACKING_UID: Final = ("112040", "DCM", "Tracking Unique Identifier")
SESSION: Final = ("C67447", "NCIt", "Activity Session")
CATEGORY: Final = ("276214006", "SCT", "Finding category")
FINDING: Final = ("121071", "DCM", "Finding")
METHOD: Final = ("370129005", "SCT", "Measurement Method")
DERIVATION: Final = ("121401", "DCM", "Derivation")
SITE: Final = ("363698007", "SCT", "Finding Site")
LATERALITY: Final = ("272741003", "SCT", "Laterality")
MEASURED: Final = ("121112", "DCM", "Source of Measurement")


class ReportValues(InstanceValues, total=False):
    """The attributes that `measurement_report` takes."""

    CompletionFlag: Literal["PARTIAL", "COMPLETE"]
    PreliminaryFlag: Literal["PRELIMINARY", "FINAL"]


class _Arguments(ReportValues, total=False):
    """The same, with the arguments of the document."""

    title: CodeLike
    language: CodeLike
    image_library: bool


@overload
def measurement_report(
    groups: MeasurementGroup | Sequence[MeasurementGroup],
    source_images: SourcesLike,
    *,
    observer: Person | Device | Sequence[Person | Device],
    procedure: CodeLike | Sequence[CodeLike],
    **values: Unpack[_Arguments],
) -> ComprehensiveSR: ...
@overload
def measurement_report(
    groups: MeasurementGroup | Sequence[MeasurementGroup],
    source_images: SourcesLike,
    *,
    observer: Person | Device | Sequence[Person | Device],
    procedure: CodeLike | Sequence[CodeLike],
    iod: type[Comprehensive3DSR],
    **values: Unpack[_Arguments],
) -> Comprehensive3DSR: ...
def measurement_report(
    groups: MeasurementGroup | Sequence[MeasurementGroup],
    source_images: SourcesLike,
    *,
    observer: Person | Device | Sequence[Person | Device],
    procedure: CodeLike | Sequence[CodeLike],
    iod: type[ComprehensiveSR | Comprehensive3DSR] = ComprehensiveSR,
    title: CodeLike = TITLE,
    language: CodeLike = ENGLISH,
    image_library: bool = False,
    **values: Unpack[ReportValues],
) -> ComprehensiveSR | Comprehensive3DSR:
    """Return a report with the measurements of images.

    Args:
        groups: The measurements of each finding.
        source_images: Objects, data sets or paths of the study that is reported.
        observer: The persons or devices that measured.
        procedure: Codes of the reported procedures.
        iod: `Comprehensive3DSR` for regions in the patient.
        title: PS3.16 CID 7021.
        language: RFC 5646.
        image_library: Whether to describe the source images: PS3.16 TID 1600.
        values: Attributes of the instance, series and equipment. The report is complete
            and unverified if no flag is given.

    Raises:
        BuildError: The arguments do not match each other.

    Source: PS3.3 A.35.3, A.35.13; PS3.16 TID 1500.
    """
    sources = sources_of("source_images", source_images)
    uids = {each.dataset.get("FrameOfReferenceUID") for each in sources} - {None, ""}
    regions = Regions(uids.pop() if len(uids) == 1 else None)
    several = [groups] if isinstance(groups, MeasurementGroup) else [*groups]
    _check(several, iod)
    procedures = codes_of("procedure", procedure)
    if not procedures:
        raise BuildError("procedure", "must have at least one code")
    items = [
        content.code("HAS CONCEPT MOD", LANGUAGE, language),
        *observer_context(observer),
        *(content.code("HAS CONCEPT MOD", PROCEDURE, each) for each in procedures),
    ]
    if image_library and (library := library_of(sources, regions.refer)) is not None:
        items.append(library)
    items.append(
        content.container(MEASUREMENTS, [_group(each, regions) for each in several])
    )
    for each in sources:
        regions.refer(each)
    return derived(
        iod,
        sources[0],
        values,
        CompletionFlag="COMPLETE",
        VerificationFlag="UNVERIFIED",
        CurrentRequestedProcedureEvidenceSequence=content.evidence_of(regions.evidence),
        ValueType="CONTAINER",
        ContinuityOfContent="SEPARATE",
        ConceptNameCodeSequence=[coded("title", title)],
        ContentTemplateSequence=content.template("1500"),
        ContentSequence=items,
    )


def _check(groups: Sequence[MeasurementGroup], iod: type) -> None:
    """Check the groups of a report.

    Raises:
        BuildError: There are none, one is empty, two have the same UID, or one has a region
            that the IOD does not support.
    """
    if not groups:
        raise BuildError("groups", "must have at least one group")
    tracked = [each.tracking_uid for each in groups if each.tracking_uid is not None]
    if len(set(tracked)) != len(tracked):
        raise BuildError("groups", "have a Tracking UID twice")
    for group in groups:
        if not isinstance(group, MeasurementGroup):
            raise TypeError(
                f"groups must be MeasurementGroup, got {type(group).__name__}"
            )
        if not (group.measurements or group.evaluations):
            raise BuildError(
                "groups", f"{group.tracking_id!r} has no measurement and no evaluation"
            )
        region = group.region
        several = region if isinstance(region, Sequence) else [region]
        has_3d = any(isinstance(each, Region3D) for each in several)
        if has_3d and iod is not Comprehensive3DSR:
            raise BuildError(
                "groups",
                f"{group.tracking_id!r} has a region in the patient",
                "pass iod=Comprehensive3DSR",
            )


def _group(group: MeasurementGroup, regions: Regions) -> Item:
    """Return the container of a group: PS3.16 TID 1410, 1411 or 1501."""
    several = group.region if isinstance(group.region, Sequence) else [group.region]
    images = sources_of("images", group.images) if group.images else []
    items: list[Item] = [
        content.text("HAS OBS CONTEXT", TRACKING_ID, group.tracking_id),
        content.uid(
            "HAS OBS CONTEXT",
            TRACKING_UID,
            group.tracking_uid or generate_uid(prefix=None),
        ),
    ]
    if group.session is not None:
        items.append(content.text("HAS OBS CONTEXT", SESSION, group.session))
    items += _coded("CONTAINS", CATEGORY, group.category)
    items += _coded("CONTAINS", FINDING, group.finding)
    items += time_point_context(group.time_point)
    for region in several:
        items += regions.items(region)
    items += [
        content.image("CONTAINS", MEASURED, regions.refer(each)) for each in images
    ]
    items += _coded("HAS CONCEPT MOD", METHOD, group.method)
    items += _site(group.site, group.laterality)
    items += [_measurement(each) for each in group.measurements]
    items += [_evaluation(each) for each in group.evaluations]
    return content.container(GROUP, items, _template(several))


def _template(regions: Sequence[object]) -> str:
    if not regions:
        return "1501"
    is_planar = len(regions) == 1 and not any(
        (isinstance(each, SegmentRegion) and each.frame is None)
        or (isinstance(each, Region3D) and each.graphic_type == "ELLIPSOID")
        for each in regions
    )
    return "1410" if is_planar else "1411"


def _measurement(measurement: Measurement) -> Item:
    modifiers = [
        *_coded("HAS CONCEPT MOD", METHOD, measurement.method),
        *_coded("HAS CONCEPT MOD", DERIVATION, measurement.derivation),
        *_site(measurement.site, measurement.laterality),
    ]
    return content.number(
        measurement.name,
        measurement.value,
        measurement.unit,
        modifiers,
        measurement.qualifier,
    )


def _evaluation(evaluation: Evaluation) -> Item:
    if isinstance(evaluation.value, str):
        return content.text("CONTAINS", evaluation.name, evaluation.value)
    return content.code("CONTAINS", evaluation.name, evaluation.value)


def _coded(
    relationship: Relationship, name: CodeLike, value: CodeLike | None
) -> Iterator[Item]:
    if value is not None:
        yield content.code(relationship, name, value)


def _site(site: CodeLike | None, laterality: CodeLike | None) -> Iterator[Item]:
    if site is not None:
        side = [*_coded("HAS CONCEPT MOD", LATERALITY, laterality)]
        yield content.code("HAS CONCEPT MOD", SITE, site, side)
    elif laterality is not None:
        raise BuildError("groups", "have a laterality without a finding site")
