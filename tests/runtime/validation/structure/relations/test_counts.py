"""Numbers of values, points and items that contradict the values."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize.tables import editions
from iodize.validation.structure.relations.counts import (
    COUNTED_ITEMS,
    COUNTED_VALUES,
    EQUALLY_MANY,
)
from tests.mutation.objects import built
from tests.runtime.validation.structure.objects import (
    content,
    item,
    report,
    secondary_capture,
)

Codes = Callable[[Dataset], list[tuple[str, str]]]

STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3"
PLAN = "1.2.840.10008.5.1.4.1.1.481.5"
PDF = "1.2.840.10008.5.1.4.1.1.104.1"
GRAYSCALE_STATE = "1.2.840.10008.5.1.4.1.1.11.1"
FIDUCIALS = "1.2.840.10008.5.1.4.1.1.66.2"
ANNOTATIONS = "1.2.840.10008.5.1.4.1.1.91.1"
SURFACES = "1.2.840.10008.5.1.4.1.1.66.5"
WAVEFORM = "1.2.840.10008.5.1.4.1.1.9.1.1"


def contour(points: int, data: list[int], form: str = "CLOSED_PLANAR") -> Dataset:
    rois = built(STRUCTURE_SET).dataset
    rois.ROIContourSequence[0].ContourSequence = [
        item(ContourGeometricType=form, NumberOfContourPoints=points, ContourData=data)
    ]
    return rois


CONTOUR_DATA = "ROIContourSequence[0].ContourSequence[0].ContourData"


@pytest.mark.parametrize(
    ("points", "values", "form", "found"),
    [
        (4, 12, "CLOSED_PLANAR", []),
        (5, 12, "CLOSED_PLANAR", ["value-count"]),
        (3, 12, "OPEN_PLANAR", ["value-count"]),
        (1, 3, "POINT", []),
        (2, 6, "POINT", ["graphic-points"]),
    ],
)
def test_points_of_contour(
    structure: Codes, points: int, values: int, form: str, found: list[str]
) -> None:
    rois = contour(points, [0] * values, form)

    assert structure(rois) == [(code, CONTOUR_DATA) for code in found]


@pytest.mark.parametrize(
    ("length", "stated", "found"),
    [(16, 15, 0), (16, 16, 0), (16, 14, 1), (16, 18, 1)],
)
def test_length_of_document(
    structure: Codes, length: int, stated: int, found: int
) -> None:
    document = built(PDF).dataset
    document.EncapsulatedDocument = bytes(length)
    document.EncapsulatedDocumentLength = stated

    path = "EncapsulatedDocumentLength"
    assert structure(document) == [("document-length", path)] * found


def graphic(form: str, points: int, stated: int | None = None) -> Dataset:
    state = built(GRAYSCALE_STATE).dataset
    state.GraphicLayerSequence = [item(GraphicLayer="ONE", GraphicLayerOrder=1)]
    drawn = item(
        GraphicAnnotationUnits="PIXEL",
        GraphicDimensions=2,
        NumberOfGraphicPoints=points if stated is None else stated,
        GraphicData=[1.0] * 2 * points,
        GraphicType=form,
        GraphicFilled="N",
    )
    state.GraphicAnnotationSequence = [
        item(GraphicLayer="ONE", GraphicObjectSequence=[drawn])
    ]
    return state


@pytest.mark.parametrize(
    ("form", "points", "stated", "found"),
    [
        ("CIRCLE", 2, None, []),
        ("CIRCLE", 4, None, ["graphic-points"]),
        ("ELLIPSE", 4, None, []),
        ("ELLIPSE", 2, None, ["graphic-points"]),
        ("POINT", 1, None, []),
        ("POINT", 2, None, ["graphic-points"]),
        ("POLYLINE", 5, None, []),
        ("POLYLINE", 5, 4, ["value-count"]),
    ],
)
def test_points_of_graphic(
    structure: Codes, form: str, points: int, stated: int | None, found: list[str]
) -> None:
    path = "GraphicAnnotationSequence[0].GraphicObjectSequence[0].GraphicData"

    assert structure(graphic(form, points, stated)) == [(code, path) for code in found]


@pytest.mark.parametrize(
    ("value_type", "form", "values", "found"),
    [
        ("SCOORD", "CIRCLE", 4, 0),
        ("SCOORD", "CIRCLE", 6, 1),
        ("SCOORD", "POLYLINE", 5, 1),
        ("SCOORD3D", "ELLIPSE", 12, 0),
        ("SCOORD3D", "ELLIPSE", 9, 1),
        ("SCOORD3D", "ELLIPSOID", 18, 0),
        ("SCOORD3D", "POINT", 2, 1),
    ],
)
def test_points_of_coordinates(
    structure: Codes, value_type: str, form: str, values: int, found: int
) -> None:
    document = report("1.2.840.10008.5.1.4.1.1.88.34")
    coordinates = content(
        "CONTAINS", value_type, GraphicType=form, GraphicData=[1.0] * values
    )
    document.ContentSequence.append(coordinates)

    path = "ContentSequence[3].GraphicData"
    assert structure(document) == [("graphic-points", path)] * found


def test_polygon_in_space_must_be_closed(structure: Codes) -> None:
    document = report("1.2.840.10008.5.1.4.1.1.88.34")
    points = [0.0, 0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 2.0, 1.0, 0.0, 0.0, 1.0]
    polygon = content("CONTAINS", "SCOORD3D", GraphicType="POLYGON", GraphicData=points)
    document.ContentSequence.append(polygon)
    assert structure(document) == []

    polygon.GraphicData = points[:9]
    assert structure(document) == [("graphic-points", "ContentSequence[3].GraphicData")]


@pytest.mark.parametrize(
    ("form", "points", "found"),
    [("LINE", 2, 0), ("LINE", 3, 1), ("SURFACE", 5, 0), ("SURFACE", 2, 1)],
)
def test_points_of_fiducial(
    structure: Codes, form: str, points: int, found: int
) -> None:
    fiducials = built(FIDUCIALS).dataset
    fiducial = fiducials.FiducialSetSequence[0].FiducialSequence[0]
    fiducial.ShapeType = form
    fiducial.NumberOfContourPoints = points
    fiducial.ContourData = [1] * 3 * points

    path = "FiducialSetSequence[0].FiducialSequence[0].ContourData"
    assert structure(fiducials) == [("graphic-points", path)] * found


@pytest.mark.parametrize(
    ("kind", "form", "annotations", "values", "found"),
    [
        ("2D", "POINT", 3, 6, 0),
        ("2D", "POINT", 3, 9, 1),
        ("2D", "RECTANGLE", 2, 16, 0),
        ("3D", "ELLIPSE", 2, 24, 0),
        ("3D", "ELLIPSE", 2, 16, 1),
    ],
)
def test_coordinates_of_annotations(
    structure: Codes, kind: str, form: str, annotations: int, values: int, found: int
) -> None:
    bulk = built(ANNOTATIONS).dataset
    bulk.AnnotationCoordinateType = kind
    group = bulk.AnnotationGroupSequence[0]
    group.GraphicType = form
    group.NumberOfAnnotations = annotations
    group.PointCoordinatesData = bytes(4 * values)
    if "CommonZCoordinateValue" in group:
        del group.CommonZCoordinateValue

    path = "AnnotationGroupSequence[0].PointCoordinatesData"
    assert structure(bulk) == [("value-count", path)] * found


def test_leaf_positions_have_two_values_for_each_pair(structure: Codes) -> None:
    plan = built(PLAN).dataset
    beam = plan.BeamSequence[0]
    beam.BeamLimitingDeviceSequence = [
        item(RTBeamLimitingDeviceType="X", NumberOfLeafJawPairs=1),
        item(RTBeamLimitingDeviceType="MLCY", NumberOfLeafJawPairs=3),
    ]
    leaves = item(RTBeamLimitingDeviceType="MLCY", LeafJawPositions=[0] * 6)
    point = beam.ControlPointSequence[0]
    point.BeamLimitingDevicePositionSequence = [leaves]
    assert structure(plan) == []

    leaves.LeafJawPositions = [0] * 2
    (found,) = structure(plan)
    assert found[0] == "value-count"
    assert found[1].endswith("LeafJawPositions")


@pytest.mark.parametrize(
    ("uid", "counter"),
    [(WAVEFORM, "NumberOfWaveformChannels"), (SURFACES, "NumberOfSurfaces")],
)
def test_items_are_as_many_as_stated(structure: Codes, uid: str, counter: str) -> None:
    made = built(uid).dataset
    assert structure(made) == []

    holder = made.WaveformSequence[0] if "WaveformSequence" in made else made
    setattr(holder, counter, getattr(holder, counter) + 1)
    assert ("value-count", counter) in [
        (code, path.rsplit(".", 1)[-1]) for code, path in structure(made)
    ]


def test_beams_of_fraction_group_are_counted(structure: Codes) -> None:
    plan = built(PLAN).dataset
    assert structure(plan) == []

    plan.FractionGroupSequence[0].NumberOfBeams = 4
    assert structure(plan) == [
        ("value-count", "FractionGroupSequence[0].NumberOfBeams")
    ]


def test_frames_of_interest_have_as_many_types(structure: Codes) -> None:
    image = secondary_capture()
    image.FrameNumbersOfInterest = [1, 2]
    image.FrameOfInterestType = ["HIGHMI", "RWAVE"]
    assert structure(image) == []

    image.FrameOfInterestType = ["HIGHMI"]
    assert structure(image) == [("value-count", "FrameOfInterestType")]


def test_counted_attributes_are_in_the_edition() -> None:
    edition = editions.bundled()
    tags = {*COUNTED_VALUES, *EQUALLY_MANY, *EQUALLY_MANY.values()}
    tags.update(*(count.counters for count in COUNTED_VALUES.values()))
    assert all(edition.element(tag) for tag in tags)
    for sequence, counter in COUNTED_ITEMS.items():
        items, number = edition.element(sequence), edition.element(counter)
        assert items is not None
        assert number is not None
        assert (items.vr, number.vr in ("IS", "UL", "US")) == ("SQ", True)


def test_openings_are_as_many_as_devices_at_first(structure: Codes) -> None:
    plan = built(PLAN).dataset
    beam = plan.BeamSequence[0]
    beam.EnhancedRTBeamLimitingDeviceSequence = [item(), item()]
    first, second, *_ = beam.ControlPointSequence
    first.EnhancedRTBeamLimitingOpeningSequence = [item(), item()]
    second.EnhancedRTBeamLimitingOpeningSequence = [item()]
    assert openings(structure, plan) == []

    first.EnhancedRTBeamLimitingOpeningSequence = [item()]
    second.EnhancedRTBeamLimitingOpeningSequence = [item(), item(), item()]
    assert openings(structure, plan) == [("item-count", 0), ("item-count", 1)]


def openings(structure: Codes, plan: Dataset) -> list[tuple[str, int]]:
    """Return the codes about openings, with the index of the control point."""
    return [
        (code, int(path.split("ControlPointSequence[")[1][0]))
        for code, path in structure(plan)
        if path.endswith("EnhancedRTBeamLimitingOpeningSequence")
    ]


def test_each_radiation_has_a_dose(structure: Codes) -> None:
    radiations = built("1.2.840.10008.5.1.4.1.1.481.12").dataset
    radiations.RTRadiationSequence = [item(), item()]
    radiations.RadiationDoseSequence = [item(), item()]
    assert not [code for code, path in structure(radiations) if code == "item-count"]

    radiations.RadiationDoseSequence = [item()]
    assert ("item-count", "RadiationDoseSequence") in structure(radiations)


def test_selected_frames_are_some_of_the_frames(structure: Codes) -> None:
    images = built("1.2.840.10008.5.1.4.1.1.481.24").dataset
    images.NumberOfFrames = 2
    images.SelectedFrameFunctionalGroupsSequence = [item(), item()]
    assert not [code for code, path in structure(images) if code == "item-count"]

    images.SelectedFrameFunctionalGroupsSequence = [item(), item(), item()]
    found = structure(images)
    assert ("item-count", "SelectedFrameFunctionalGroupsSequence") in found
