"""Measurement reports and key object selections, and refused ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import Dataset
from pydicom.dataset import FileDataset
from pydicom.sr.codedict import codes

from iodize import build
from iodize.build import (
    Device,
    Evaluation,
    Measurement,
    MeasurementGroup,
    Person,
    Region,
    Region3D,
    Segment,
    SegmentRegion,
)
from iodize.iods import Comprehensive3DSR, CTImage, GeneralECG, Segmentation

from .checks import conforms
from .sources import EQUIPMENT, cine, enhanced, radiograph, series

DIAMETER = Measurement(codes.SCT.Diameter, 12.5, codes.UCUM.Millimeter)
SIGNIFICANT = Evaluation(codes.DCM.LevelOfSignificance, codes.SCT.HighlySignificant)
PROCEDURE = codes.LN.CTUnspecifiedBodyRegion
TRIANGLE = [(1, 1), (5, 1), (5, 5)]


def built(
    groups: Any, images: Any, folder: Path, **given: Any
) -> FileDataset:
    given = {"observer": Person("Doe^John"), "procedure": PROCEDURE, **given}
    return conforms(build.measurement_report(groups, images, **given), folder)


def templates(item: Dataset) -> Iterator[str]:
    """Yield the templates of the groups of a report."""
    for inner in item.get("ContentSequence") or ():
        for template in inner.get("ContentTemplateSequence") or ():
            yield template.TemplateIdentifier
        yield from templates(inner)


def segmented(images: list[CTImage]) -> Segmentation:
    mask = np.zeros((4, 6, 9), np.uint8)
    mask[0], mask[1], mask[2] = 1, 2, 1
    segments = [
        Segment(name, codes.SCT.Organ, codes.SCT.Liver, algorithm="net") for name in "AB"
    ]
    return build.segmentation(mask, images, segments, **EQUIPMENT)


def test_template_follows_the_region(tmp_path: Path) -> None:
    images = series()
    segmentation = segmented(images)
    region = Region(images[1], "POLYLINE", TRIANGLE)
    place = Region3D("POLYLINE", [(1, 1, 0), (2, 2, 0)])
    groups = {
        "1501": MeasurementGroup("a", [DIAMETER]),
        "1410": MeasurementGroup("b", [DIAMETER], region=region),
        "1411": MeasurementGroup("c", [DIAMETER], region=[region, region]),
    }
    more = [
        ("1410", MeasurementGroup("d", [DIAMETER], region=place)),
        ("1411", MeasurementGroup("e", [DIAMETER], region=[place, place])),
        ("1411", MeasurementGroup("f", [DIAMETER], region=SegmentRegion(segmentation, 2))),
        (
            "1410",
            MeasurementGroup(
                "g", [DIAMETER], region=SegmentRegion(segmentation, 1, frame=2)
            ),
        ),
    ]
    every = [*groups.items(), *more]
    dataset = built(
        [group for _, group in every], images, tmp_path, iod=Comprehensive3DSR
    )
    assert [*templates(dataset)] == [template for template, _ in every]


def test_all_properties_of_groups_are_written(tmp_path: Path) -> None:
    images = series()
    measurement = Measurement(
        codes.SCT.Diameter,
        0.1 + 0.2,
        codes.UCUM.Millimeter,
        derivation=codes.SCT.Mean,
        method=("126410", "DCM", "SUV body weight calculation method"),
        site=codes.SCT.Liver,
        laterality=codes.SCT.Left,
    )
    missing = Measurement(
        codes.SCT.Diameter,
        None,
        codes.UCUM.Millimeter,
        qualifier=("114006", "DCM", "Measurement failure"),
    )
    group = MeasurementGroup(
        "a",
        [measurement, missing, DIAMETER],
        [SIGNIFICANT, Evaluation(codes.DCM.LevelOfSignificance, "high")],
        images=images[:2],
        finding=codes.SCT.Neoplasm,
        category=codes.SCT.MorphologicallyAbnormalStructure,
        site=codes.SCT.Liver,
        laterality=codes.SCT.Right,
        method=codes.SCT.AreaOfDefinedRegion,
        session="1",
        tracking_uid="1.2.3",
    )
    dataset = built(
        group,
        images,
        tmp_path,
        observer=[Person("Doe^John", "Clinic"), Device("1.2", "AI", "A", "M", "1")],
        procedure=[PROCEDURE, ("1", "99X", "Other")],
        CompletionFlag="PARTIAL",
        PreliminaryFlag="PRELIMINARY",
        title=("126001", "DCM", "Oncology Measurement Report"),
        language=("de", "RFC5646", "German"),
    )
    assert dataset.CompletionFlag == "PARTIAL"


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("POINT", [(0, 0)]),
        ("MULTIPOINT", [(0, 0), (9, 6)]),
        ("POLYLINE", np.array(TRIANGLE)),
        ("CIRCLE", [(4, 3), (5, 3)]),
        ("ELLIPSE", [(1, 3), (5, 3), (3, 1), (3, 5)]),
    ],
)
def test_regions_of_any_type(kind: Any, points: Any, tmp_path: Path) -> None:
    images = series()
    group = MeasurementGroup("a", [DIAMETER], region=Region(images[0], kind, points))
    built(group, images, tmp_path)


@pytest.mark.parametrize("value", [0, -1, 1e-9, 1e300, 1 / 3, 12345678.123456789, 10**15])
def test_values_of_any_size(value: float, tmp_path: Path) -> None:
    measurement = Measurement(codes.SCT.Diameter, value, codes.UCUM.Millimeter)
    dataset = built(MeasurementGroup("a", [measurement]), series(), tmp_path)
    number = dataset.ContentSequence[-1].ContentSequence[0].ContentSequence[-1]
    (measured,) = number.MeasuredValueSequence
    exact = measured.get("FloatingPointValue", float(measured.NumericValue))
    assert exact == value


def test_frames_of_multi_frame_images_are_referred_to(tmp_path: Path) -> None:
    image = cine()
    group = MeasurementGroup(
        "a", [DIAMETER], region=Region(image, "POINT", [(1, 1)], frame=2)
    )
    built(group, image, tmp_path)
    single = enhanced(series(1))
    built(
        MeasurementGroup("a", [DIAMETER], region=Region(single, "POINT", [(1, 1)])),
        single,
        tmp_path,
    )


def test_instances_outside_of_the_sources_are_evidence(tmp_path: Path) -> None:
    images = series()
    group = MeasurementGroup(
        "a", [DIAMETER], region=Region(images[3], "POINT", [(1, 1)])
    )
    dataset = built(group, images[0], tmp_path)
    (study,) = dataset.CurrentRequestedProcedureEvidenceSequence
    (one,) = study.ReferencedSeriesSequence
    assert len(one.ReferencedSOPSequence) == 2


IMAGE = series(1)[0]
SEGMENTATION = segmented(series())


def group_of(region: Any = (), **values: Any) -> MeasurementGroup:
    return MeasurementGroup("a", **{"measurements": [DIAMETER], **values}, region=region)


@pytest.mark.parametrize(
    ("group", "message"),
    [
        ([], "at least one group"),
        (group_of(measurements=[]), "no measurement"),
        ([group_of(tracking_uid="1.2")] * 2, "twice"),
        (group_of(measurements=[replace(DIAMETER, value=None)]), "with a qualifier"),
        (group_of(measurements=[replace(DIAMETER, value=float("inf"))]), "is inf"),
        (group_of(laterality=codes.SCT.Left), "without a finding site"),
        (group_of(Region3D("POINT", [(1, 1, 1)])), "iod=Comprehensive3DSR"),
        (group_of(Region(IMAGE, "POINT", [(10, 1)])), "outside"),
        (group_of(Region(IMAGE, "POINT", [(1, 7)])), "outside"),
        (group_of(Region(IMAGE, "POINT", [(1, 1, 1)])), "2 coordinates"),
        (group_of(Region(IMAGE, "POINT", TRIANGLE)), "1 points, got 3"),
        (group_of(Region(IMAGE, "POINT", [(float("nan"), 1)])), "not finite"),
        (group_of(Region(IMAGE, "SQUARE", TRIANGLE)), "SQUARE"),  # type: ignore[arg-type]
        (group_of(Region(IMAGE, "POINT", [(1, 1)], frame=2)), "frame 2"),
        (group_of(Region(cine(), "POINT", [(1, 1)])), "from 1 to 3"),
        (group_of(Region(cine(), "POINT", [(1, 1)], frame=4)), "from 1 to 3"),
        (group_of(Region(GeneralECG.example(), "POINT", [(1, 1)])), "not an image"),
        (group_of(SegmentRegion(SEGMENTATION, 3)), "segment 3"),
        (group_of(SegmentRegion(SEGMENTATION, 2, frame=1)), "frame 1 is not of"),
        (group_of(SegmentRegion(SEGMENTATION, 1, frame=9)), "frame 9"),
        (group_of(SegmentRegion(IMAGE)), "segment 1"),
    ],
)
def test_groups_that_do_not_match_are_refused(group: Any, message: str) -> None:
    with pytest.raises(build.BuildError, match=message):
        build.measurement_report(
            group, series(), observer=Person("A"), procedure=PROCEDURE
        )


def test_report_needs_an_observer_and_a_procedure() -> None:
    for given in (
        {"observer": [], "procedure": PROCEDURE},
        {"observer": Person("A"), "procedure": []},
    ):
        with pytest.raises(build.BuildError, match="must"):
            build.measurement_report(group_of(), series(), **given)


def test_region_in_the_patient_needs_a_frame_of_reference() -> None:
    with pytest.raises(build.BuildError, match="no position"):
        build.measurement_report(
            group_of(Region3D("POINT", [(1, 1, 1)])),
            radiograph(),
            observer=Person("A"),
            procedure=PROCEDURE,
            iod=Comprehensive3DSR,
        )


def test_key_objects_of_any_kind(tmp_path: Path) -> None:
    images = series(2)
    study = images[0].StudyInstanceUID
    others = [
        each.replace(StudyInstanceUID=study, PatientID=images[0].PatientID)
        for each in (cine(), GeneralECG.example())
    ]
    report = build.measurement_report(
        group_of(), images, observer=Person("A"), procedure=PROCEDURE
    )
    dataset = conforms(
        build.key_objects(
            [*images, *others, report],
            codes.DCM.ForTeaching,
            "A note",
            observer=[Person("A"), Device("1.2")],
        ),
        tmp_path,
    )
    types = [item.ValueType for item in dataset.ContentSequence if "ReferencedSOPSequence" in item]
    assert types == ["IMAGE", "IMAGE", "IMAGE", "WAVEFORM", "COMPOSITE"]
    conforms(build.key_objects(images[0]), tmp_path)


def test_key_objects_of_several_studies_are_refused() -> None:
    other = series(1)[0].replace(StudyInstanceUID="1.2.3")
    with pytest.raises(build.BuildError, match="StudyInstanceUID"):
        build.key_objects([*series(1), other])
