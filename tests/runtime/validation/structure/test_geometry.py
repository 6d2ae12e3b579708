"""Distances, directions and windows."""

from collections.abc import Callable

import pytest
from pydicom import Dataset, FileDataset

from .objects import secondary_capture

Codes = Callable[[Dataset], list[tuple[str, str]]]


def capture(**values: object) -> FileDataset:
    image = secondary_capture()
    for keyword, value in values.items():
        setattr(image, keyword, value)
    return image


@pytest.mark.parametrize("spacing", [["0", "1"], ["1", "0"], ["-1", "1"]])
def test_a_spacing_is_positive(structure: Codes, spacing: list[str]) -> None:
    assert structure(capture(PixelSpacing=spacing)) == [("spacing", "PixelSpacing")]


def test_a_single_row_is_spaced_from_none(structure: Codes) -> None:
    image = capture(PixelSpacing=["0", "1"], Rows=1, PixelData=bytes(6))

    assert structure(image) == []


def test_slices_have_a_distance(structure: Codes) -> None:
    assert structure(capture(SpacingBetweenSlices="0")) == []
    assert structure(capture(SpacingBetweenSlices="-2")) == [
        ("spacing", "SpacingBetweenSlices")
    ]


@pytest.mark.parametrize(
    "cosines", [[1, 0, 0, 0, 1, 0], [0.70711, 0.70711, 0, -0.7071, 0.7071, 0]]
)
def test_orthonormal_directions(structure: Codes, cosines: list[float]) -> None:
    assert structure(capture(ImageOrientationPatient=cosines)) == []


@pytest.mark.parametrize(
    "cosines", [[-7, 0, 0, 0, 1, 0], [0, 0, 0, 0, 1, 0], [1, 0, 0, 0.6, 0.8, 0]]
)
def test_directions_that_are_not(structure: Codes, cosines: list[float]) -> None:
    assert structure(capture(ImageOrientationPatient=cosines)) == [
        ("orientation", "ImageOrientationPatient")
    ]


@pytest.mark.parametrize(
    ("width", "function", "wrong"),
    [
        ("1", "", False),
        ("0.5", "", True),
        ("0", "", True),
        ("-7", "LINEAR", True),
        ("0.5", "LINEAR_EXACT", False),
        ("0.5", "SIGMOID", False),
        ("0", "SIGMOID", True),
    ],
)
def test_a_window_has_a_width(
    structure: Codes, width: str, function: str, wrong: bool
) -> None:
    image = capture(WindowCenter="1", WindowWidth=width)
    if function:
        image.VOILUTFunction = function

    assert structure(image) == ([("window-width", "WindowWidth")] if wrong else [])


def test_a_direction_is_of_unit_length(structure: Codes) -> None:
    assert structure(capture(SlabOrientation=[0.0, 0.6, 0.8])) == []
    assert structure(capture(SlabOrientation=[-7.0, 0.0, 0.0])) == [
        ("orientation", "SlabOrientation")
    ]
