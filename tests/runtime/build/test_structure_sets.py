"""RT structure sets of many contours, and refused ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from iodize import build
from iodize.build import Roi

from .checks import conforms
from .sources import OBLIQUE, enhanced, radiograph, series

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]


def at(z: float) -> list[tuple[float, float, float]]:
    return [(x, y, z) for x, y in SQUARE]


def test_contours_refer_to_the_images_of_their_planes(tmp_path: Path) -> None:
    images = series(places=[0, 2.5, 5, 30])
    roi = Roi("A", [at(30), at(2.5)], color=(1, 2, 3), interpreted_type="ORGAN")
    dataset = conforms(build.rt_structure_set([roi], images), tmp_path)
    (item,) = dataset.ROIContourSequence
    found = [
        contour.ContourImageSequence[0].ReferencedSOPInstanceUID
        for contour in item.ContourSequence
    ]
    assert found == [images[3].SOPInstanceUID, images[1].SOPInstanceUID]


def test_contour_between_planes_refers_to_no_image(tmp_path: Path) -> None:
    dataset = conforms(
        build.rt_structure_set(Roi("A", [at(0), at(1)]), series()), tmp_path
    )
    first, second = dataset.ROIContourSequence[0].ContourSequence
    assert "ContourImageSequence" in first
    assert "ContourImageSequence" not in second


@pytest.mark.parametrize("kind", ["array", "closed", "floats of 32 bits"])
def test_points_of_any_kind_are_taken(kind: str, tmp_path: Path) -> None:
    points: Any = np.array(at(2.5))
    if kind == "closed":
        points = [*at(2.5), at(2.5)[0]]
    if kind == "floats of 32 bits":
        points = points.astype(np.float32)
    dataset = conforms(build.rt_structure_set(Roi("A", [points]), series()), tmp_path)
    (contour,) = dataset.ROIContourSequence[0].ContourSequence
    assert contour.NumberOfContourPoints == 4


def test_oblique_contours_are_in_their_planes(tmp_path: Path) -> None:
    images = series(orientation=OBLIQUE)
    position = np.array(images[1].ImagePositionPatient)
    row, column = np.array(OBLIQUE[:3]), np.array(OBLIQUE[3:])
    contour = [position + x * row + y * column for x, y in SQUARE]
    dataset = conforms(build.rt_structure_set(Roi("A", [contour]), images), tmp_path)
    (item,) = dataset.ROIContourSequence[0].ContourSequence
    (reference,) = item.ContourImageSequence
    assert reference.ReferencedSOPInstanceUID == images[1].SOPInstanceUID


def test_frames_of_a_multi_frame_image_are_referred_to(tmp_path: Path) -> None:
    dataset = conforms(
        build.rt_structure_set(Roi("A", [at(5)]), enhanced(series())), tmp_path
    )
    (contour,) = dataset.ROIContourSequence[0].ContourSequence
    assert contour.ContourImageSequence[0].ReferencedFrameNumber == 3


def test_points_lines_and_regions_without_contours(tmp_path: Path) -> None:
    rois = [
        Roi("Iso", [[(0, 0, 2.5)]], "POINT", number=7, code=("1", "99X", "Iso")),
        Roi("Wire", [[(0, 0, 0), (1, 1, 2.5), (2, 2, 9)]], "OPEN_NONPLANAR"),
        Roi("Line", [at(0)[:2]], "OPEN_PLANAR", algorithm="AUTOMATIC"),
        Roi("Empty", []),
        Roi("Square", [at(0)], interpreter="Doe^John"),
    ]
    dataset = conforms(build.rt_structure_set(rois, series()), tmp_path)
    assert [item.ROINumber for item in dataset.StructureSetROISequence] == [7, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("rois", "message"),
    [
        ([], "at least one"),
        ([Roi("A", [at(0)], number=2), Roi("B", [at(0)])], "must differ"),
        ([Roi("A", [at(0)[:2]])], "2 points, must have 3"),
        ([Roi("A", [[*at(0)[:2], at(0)[0]]])], "2 points, must have 3"),
        ([Roi("A", [SQUARE])], "x, y and z"),
        ([Roi("A", [at(float("nan"))])], "not finite"),
        ([Roi("A", [[(0, 0, 0), (1, 0, 0), (1, 1, 1)]])], "not parallel"),
        ([Roi("A", [at(100)])], "no contour in the plane"),
        ([Roi("A", [at(0)], "POINT")], "4 points, must have 1"),
    ],
)
def test_contours_that_do_not_match_are_refused(rois: Any, message: str) -> None:
    if message == "must differ":
        rois = [rois[0], Roi("B", [at(0)], number=2)]
    with pytest.raises(build.BuildError, match=message):
        build.rt_structure_set(rois, series())


def test_images_without_position_are_refused() -> None:
    with pytest.raises(build.BuildError, match="must have positions"):
        build.rt_structure_set(Roi("A", [at(0)]), radiograph())
