"""Points that must be in one plane: PS3.3 C.8.8.6.1, C.18.9.1.2."""

import math

import pytest

from iodize.validation.engine.engine import Validator
from iodize.validation.structure.relations.planes import (
    Point,
    distance_from_plane,
    is_axial,
)

from ..objects import instance, item

SQUARE: list[Point] = [(0, 0, 0), (10, 0, 10), (10, 10, 10), (0, 10, 0)]
STEP: list[Point] = [(0, 0, 0), (10, 0, 0), (10, 10, 0), (0, 10, 5)]


@pytest.mark.parametrize(
    "points",
    [
        SQUARE,
        [(x, y, 7) for x, y, _ in STEP],
        [(x, y, z + 0.009) for x, y, z in SQUARE[:2]] + SQUARE[2:],
        [(0, 0, 0), (1, 1, 1), (2, 2, 2), (3, 3, 3)],
        [(1, 2, 3)] * 4,
        [(0, 0, 0), (1, 0, math.inf), (1, 1, 2), (0, 1, 9)],
    ],
)
def test_points_of_a_plane_or_line_have_no_distance(points: list[Point]) -> None:
    assert distance_from_plane(points) == 0


def test_distance_of_points_outside_a_plane_is_returned() -> None:
    assert distance_from_plane(STEP) > 1


@pytest.mark.parametrize(
    ("form", "points", "wrong"),
    [
        ("CLOSED_PLANAR", SQUARE, False),
        ("CLOSED_PLANAR", STEP, True),
        ("OPEN_PLANAR", STEP, True),
        ("OPEN_NONPLANAR", STEP, False),
    ],
)
def test_points_of_a_planar_contour_are_coplanar(
    validator: Validator, form: str, points: list[Point], wrong: bool
) -> None:
    plan = instance("1.2.840.10008.5.1.4.1.1.481.3")
    contour = item(ContourGeometricType=form, NumberOfContourPoints=len(points))
    contour.ContourData = [number for point in points for number in point]
    plan.ROIContourSequence = [item(ContourSequence=[contour], ReferencedROINumber=1)]

    found = [f for f in validator.check(plan).findings if f.code == "graphic-points"]
    assert [f.keyword for f in found] == (["ContourData"] if wrong else [])


@pytest.mark.parametrize(
    ("form", "wrong"), [("POLYGON", True), ("POLYLINE", False), ("MULTIPOINT", False)]
)
def test_points_of_a_polygon_in_space_are_coplanar(
    validator: Validator, form: str, wrong: bool
) -> None:
    report = instance("1.2.840.10008.5.1.4.1.1.88.34")
    graphic = item(ValueType="SCOORD3D", GraphicType=form)
    graphic.GraphicData = [number for point in [*STEP, STEP[0]] for number in point]
    report.ContentSequence = [graphic]

    found = [f for f in validator.check(report).findings if f.code == "graphic-points"]
    assert len(found) == wrong


def test_equal_texts_of_z_are_axial() -> None:
    assert is_axial(rb"0\0\5\1\0\5\1\1\5 ")
    assert not is_axial(rb"0\0\5\1\0\5\1\1\6 ")
    assert not is_axial(None)
