"""Image libraries and time points of measurement reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset
from pydicom.sr.codedict import codes

from iodize import build
from iodize.build import BuildError, Measurement, MeasurementGroup, Person, TimePoint

from .checks import conforms
from .sources import OBLIQUE, enhanced, radiograph, series

DIAMETER = Measurement(codes.SCT.Diameter, 12.5, codes.UCUM.Millimeter)
LIBRARY, GROUP = "111028", "126200"


def built(images: Any, folder: Path, **given: Any) -> Dataset:
    group = MeasurementGroup("a", [DIAMETER], time_point=given.pop("time_point", None))
    report = build.measurement_report(
        group,
        images,
        observer=Person("Doe^John"),
        procedure=codes.LN.CTUnspecifiedBodyRegion,
        **given,
    )
    return conforms(report, folder)


def named(item: Dataset, code: str) -> list[Dataset]:
    """Return the content items with a concept name, in the item."""
    return [
        each
        for each in item.get("ContentSequence") or ()
        if each.ConceptNameCodeSequence and code_of(each) == code
    ]


def code_of(item: Dataset) -> str:
    return str(item.ConceptNameCodeSequence[0].CodeValue)


def described(item: Dataset) -> Iterator[tuple[str, object]]:
    """Yield the concept name and value of the context of an image, or of a group."""
    for each in item.get("ContentSequence") or ():
        if each.RelationshipType != "HAS ACQ CONTEXT":
            continue
        if each.ValueType == "NUM":
            (measured,) = each.MeasuredValueSequence
            yield code_of(each), float(measured.NumericValue)
        elif each.ValueType == "CODE":
            yield code_of(each), each.ConceptCodeSequence[0].CodeValue
        else:
            yield code_of(each), each.get("TextValue") or each.get("UID")


def entries(group: Dataset) -> list[Dataset]:
    return [each for each in group.ContentSequence if each.ValueType == "IMAGE"]


def library(report: Dataset) -> list[Dataset]:
    """Return the groups of the image library."""
    (found,) = named(report, LIBRARY)
    return named(found, GROUP)


def test_what_all_images_of_a_series_have_is_stated_once(tmp_path: Path) -> None:
    images = series(3, orientation=OBLIQUE)

    (group,) = library(built(images, tmp_path, image_library=True))

    shared = dict(described(group))
    assert shared["121139"] == "CT"
    assert shared["112227"] == images[0].FrameOfReferenceUID
    assert (shared["110910"], shared["110911"]) == (6, 9)
    assert [shared[str(110904 + number)] for number in range(6)] == [*OBLIQUE]
    first, *others = entries(group)
    assert [each.ReferencedSOPSequence[0].ReferencedSOPInstanceUID for each in others] == [
        each.SOPInstanceUID for each in images[1:]
    ]
    own = dict(described(first))
    position = [(shared | own)[str(110901 + number)] for number in range(3)]
    assert position == images[0].ImagePositionPatient
    assert own
    assert not own.keys() & shared.keys()


def test_images_of_frames_and_projections_are_described(tmp_path: Path) -> None:
    frames, projection = enhanced(series(2)), radiograph().to_dataset()
    projection.PatientOrientation = ["L", "F"]
    projection.ImagerPixelSpacing = [0.2, 0.1]
    projection.StudyInstanceUID = frames.StudyInstanceUID
    projection.PatientID = frames.PatientID
    if "PixelSpacing" in projection:
        del projection.PixelSpacing

    groups = library(built([frames, projection], tmp_path, image_library=True))

    of_frames, of_projection = (dict(described(group)) for group in groups)
    assert (of_frames["111026"], of_frames["112225"]) == (0.5, 2.5)
    assert (of_projection["111026"], of_projection["111066"]) == (0.1, 0.2)
    assert (of_projection["111044"], of_projection["111043"]) == ("L", "F")


def test_what_is_not_an_image_is_not_in_the_library(tmp_path: Path) -> None:
    images = series(1)
    report = build.measurement_report(
        MeasurementGroup("a", [DIAMETER]),
        images,
        observer=Person("Doe^John"),
        procedure=codes.LN.CTUnspecifiedBodyRegion,
    )

    assert named(report.to_dataset(), LIBRARY) == []
    assert named(built([report], tmp_path, image_library=True), LIBRARY) == []


def test_highdicom_describes_an_image_in_the_same_way(tmp_path: Path) -> None:
    templates = pytest.importorskip("highdicom.sr.templates")
    image = series(1, orientation=OBLIQUE)

    (group,) = library(built(image, tmp_path, image_library=True))

    container = Dataset()
    container.ContentSequence = templates.ImageLibraryEntryDescriptors(
        image[0].to_dataset()
    )
    assert dict(described(group)) == dict(described(container))


def test_a_group_has_a_time_point(tmp_path: Path) -> None:
    point = TimePoint(
        "Week 6",
        type=codes.DCM.Posttreatment,
        order=2,
        subject_identifier="P1-2",
        protocol_identifier="W6",
        offset=42,
        event=codes.DCM.Baseline,
    )

    report = built(series(1), tmp_path, time_point=point)

    (measurements,) = named(report, "126010")
    (group,) = named(measurements, "125007")
    context = {
        code_of(each): each
        for each in group.ContentSequence
        if each.RelationshipType == "HAS OBS CONTEXT"
    }
    assert context["C2348792"].TextValue == "Week 6"
    assert context["126073"].MeasuredValueSequence[0].NumericValue == 2
    (event,) = context["128740"].ContentSequence
    assert (event.RelationshipType, code_of(event)) == ("HAS CONCEPT MOD", "128741")
    assert context.keys() >= {"126070", "126071", "126072"}


def test_a_time_point_may_be_its_name(tmp_path: Path) -> None:
    report = built(series(1), tmp_path, time_point="Baseline")

    (measurements,) = named(report, "126010")
    (group,) = named(measurements, "125007")
    (context,) = named(group, "C2348792")
    assert context.TextValue == "Baseline"


@pytest.mark.parametrize(
    ("point", "lacks"),
    [
        (TimePoint("a", offset=1), "event"),
        (TimePoint("a", event=codes.DCM.Baseline), "offset"),
    ],
)
def test_an_offset_has_an_event(point: TimePoint, lacks: str, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=f"time_point.*has no {lacks}"):
        built(series(1), tmp_path, time_point=point)
