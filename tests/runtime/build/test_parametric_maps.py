"""Parametric maps of many arrays and sources, and refused ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import FileDataset
from pydicom.sr.codedict import codes

from iodize import build
from iodize.build import Quantity

from .checks import conforms
from .sources import EQUIPMENT, OBLIQUE, enhanced, radiograph, series, slide

ADC = Quantity(
    "ADC", codes.UCUM.SquareMillimeterPerSecond, codes.DCM.ApparentDiffusionCoefficient
)
T1 = Quantity("T1", ("ms", "UCUM", "ms"), explanation="T1 relaxation", slope=2)
RANDOM = np.random.default_rng(2)


def built(array: Any, images: Any, quantities: Any, folder: Path) -> FileDataset:
    made = build.parametric_map(
        array, images, quantities, RecognizableVisualFeatures="NO", **EQUIPMENT
    )
    return conforms(made, folder)


@pytest.mark.parametrize(
    ("dtype", "stored"),
    [
        ("f2", "FloatPixelData"),
        ("f4", "FloatPixelData"),
        (">f4", "FloatPixelData"),
        ("f8", "DoubleFloatPixelData"),
        ("u1", "PixelData"),
        ("u2", "PixelData"),
        (">u2", "PixelData"),
    ],
)
def test_values_of_any_type_are_stored(dtype: str, stored: str, tmp_path: Path) -> None:
    array = (RANDOM.random((4, 6, 3)) * 100).astype(dtype)
    dataset = built(array, series(4, 6, 3), ADC, tmp_path)
    assert stored in dataset
    assert (dataset.pixel_array == array).all()


@pytest.mark.parametrize("places", [[0, 1, 2, 9], [9, 2, 1, 0]], ids=str)
def test_frames_are_in_the_order_of_their_positions(
    places: list[float], tmp_path: Path
) -> None:
    array = np.array(places, np.float32)[:, None, None] * np.ones((6, 9), np.float32)
    dataset = built(array, series(places=places, orientation=OBLIQUE), ADC, tmp_path)
    assert [frame[0, 0] for frame in dataset.pixel_array] == sorted(places)


def test_several_quantities_are_a_dimension(tmp_path: Path) -> None:
    array = RANDOM.random((4, 6, 9, 2)).astype(np.float32)
    dataset = built(array, series(), [ADC, T1], tmp_path)
    labels = [
        groups.RealWorldValueMappingSequence[0].LUTLabel
        for groups in dataset.PerFrameFunctionalGroupsSequence
    ]
    assert labels == ["ADC"] * 4 + ["T1"] * 4
    assert (dataset.pixel_array[4:] == array[..., 1]).all()


def test_values_that_are_not_finite_are_stored(tmp_path: Path) -> None:
    array = np.full((4, 6, 9), np.nan, np.float32)
    built(array, series(), ADC, tmp_path)
    array[0, 0, 0] = 3
    dataset = built(array, series(), ADC, tmp_path)
    (shared,) = dataset.SharedFunctionalGroupsSequence
    (mapping,) = shared.RealWorldValueMappingSequence
    assert mapping.DoubleFloatRealWorldValueLastValueMapped == 3


def test_window_is_in_units_of_the_quantity(tmp_path: Path) -> None:
    array = np.array([0, 10], np.float32)[None, :, None] * np.ones((1, 2, 9), np.float32)
    dataset = built(array, series(1, 2, 9), T1, tmp_path)
    (window,) = dataset.SharedFunctionalGroupsSequence[0].FrameVOILUTSequence
    assert (window.WindowCenter, window.WindowWidth) == (10, 20)


def test_multi_frame_and_slide_sources_are_taken(tmp_path: Path) -> None:
    built(np.ones((4, 6, 9), np.float32), enhanced(series()), ADC, tmp_path)
    built(np.ones((8, 6, 9), np.float32), enhanced(series(), 2), ADC, tmp_path)
    built(np.ones((9, 4, 6), np.float32), slide(), ADC, tmp_path)


@pytest.mark.parametrize(
    ("array", "quantities", "message"),
    [
        (np.ones((3, 6, 9), np.float32), ADC, "(3, 6, 9)"),
        (np.ones((4, 9, 6), np.float32), ADC, "(4, 9, 6)"),
        (np.ones((4, 6, 9), np.float32), [ADC, T1], "2 quantities"),
        (np.ones((4, 6, 9, 2), np.float32), [ADC, ADC], "must differ"),
        (np.ones((4, 6, 9, 1), np.float32), [], "at least one"),
    ],
)
def test_arrays_that_do_not_match_are_refused(
    array: Any, quantities: Any, message: str
) -> None:
    with pytest.raises(build.BuildError) as caught:
        build.parametric_map(
            array, series(), quantities, RecognizableVisualFeatures="NO", **EQUIPMENT
        )
    assert message in str(caught.value)


@pytest.mark.parametrize("dtype", [bool, "i2", "i4", "u4", complex, object])
def test_other_types_are_refused(dtype: Any) -> None:
    with pytest.raises(TypeError, match="floats of 32 or 64 bits"):
        build.parametric_map(
            np.ones((4, 6, 9)).astype(dtype),
            series(),
            ADC,
            RecognizableVisualFeatures="NO",
            **EQUIPMENT,
        )


def test_source_without_position_is_refused() -> None:
    with pytest.raises(build.BuildError, match="must have a position"):
        build.parametric_map(
            np.ones((6, 9), np.float32),
            radiograph(),
            ADC,
            RecognizableVisualFeatures="NO",
            **EQUIPMENT,
        )
