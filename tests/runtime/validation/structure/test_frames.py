"""Frame increment pointers, and vectors with a value for each frame."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from tests.mutation.objects import built

Codes = Callable[[Dataset], list[tuple[str, str]]]

NUCLEAR = "1.2.840.10008.5.1.4.1.1.20"
VECTOR = "EnergyWindowVector"


@pytest.fixture
def nuclear() -> Dataset:
    return built(NUCLEAR).dataset


def test_conformant_image_has_no_finding(structure: Codes, nuclear: Dataset) -> None:
    assert structure(nuclear) == []


def test_pointer_to_absent_attribute_is_reported(
    structure: Codes, nuclear: Dataset
) -> None:
    nuclear.FrameIncrementPointer = [*nuclear.FrameIncrementPointer, 0x00181063]

    assert structure(nuclear) == [("frame-increment", "FrameIncrementPointer")]


def test_pointer_to_private_attribute_is_not_checked(
    structure: Codes, nuclear: Dataset
) -> None:
    nuclear.FrameIncrementPointer = [*nuclear.FrameIncrementPointer, 0x00091001]

    assert structure(nuclear) == []


def test_length_of_vector_must_match_number_of_frames(
    structure: Codes, nuclear: Dataset
) -> None:
    nuclear.EnergyWindowVector = [1] * (nuclear.NumberOfFrames + 1)

    assert structure(nuclear) == [("frame-vector", VECTOR)]


def test_index_below_one_is_reported(structure: Codes, nuclear: Dataset) -> None:
    nuclear.EnergyWindowVector = [0] * nuclear.NumberOfFrames

    assert structure(nuclear) == [("frame-vector", VECTOR)]


def test_index_above_the_count_is_reported(structure: Codes, nuclear: Dataset) -> None:
    nuclear.EnergyWindowVector = [9] * nuclear.NumberOfFrames

    assert structure(nuclear) == [("frame-vector", "NumberOfEnergyWindows")]
