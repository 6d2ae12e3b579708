"""Frames: what they are ordered by, and vectors with a value for each."""

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


def test_a_conformant_image_has_no_fault(structure: Codes, nuclear: Dataset) -> None:
    assert structure(nuclear) == []


def test_a_pointer_leads_to_an_attribute(structure: Codes, nuclear: Dataset) -> None:
    nuclear.FrameIncrementPointer = [*nuclear.FrameIncrementPointer, 0x00181063]

    assert structure(nuclear) == [("frame-increment", "FrameIncrementPointer")]


def test_a_private_pointer_is_not_judged(structure: Codes, nuclear: Dataset) -> None:
    nuclear.FrameIncrementPointer = [*nuclear.FrameIncrementPointer, 0x00091001]

    assert structure(nuclear) == []


def test_every_frame_has_an_index(structure: Codes, nuclear: Dataset) -> None:
    nuclear.EnergyWindowVector = [1] * (nuclear.NumberOfFrames + 1)

    assert structure(nuclear) == [("frame-vector", VECTOR)]


def test_an_index_is_one_or_more(structure: Codes, nuclear: Dataset) -> None:
    nuclear.EnergyWindowVector = [0] * nuclear.NumberOfFrames

    assert structure(nuclear) == [("frame-vector", VECTOR)]


def test_an_index_is_none_beyond_the_last(structure: Codes, nuclear: Dataset) -> None:
    nuclear.EnergyWindowVector = [9] * nuclear.NumberOfFrames

    assert structure(nuclear) == [("frame-vector", "NumberOfEnergyWindows")]
