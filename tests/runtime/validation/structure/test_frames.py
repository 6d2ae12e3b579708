"""Frame increment pointers, and vectors with a value for each frame."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from tests.mutation.objects import built

from .objects import item

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
    of_kind(nuclear, "DEMO", *nuclear.FrameIncrementPointer, 0x00181063)

    assert structure(nuclear) == [("frame-increment", "FrameIncrementPointer")]


def test_pointer_to_private_attribute_is_not_checked(
    structure: Codes, nuclear: Dataset
) -> None:
    of_kind(nuclear, "DEMO", *nuclear.FrameIncrementPointer, 0x00091001)

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


COUNTS = {
    0x00540030: ("PhaseVector", "NumberOfPhases"),
    0x00540050: ("RotationVector", "NumberOfRotations"),
    0x00540060: ("RRIntervalVector", "NumberOfRRIntervals"),
    0x00540070: ("TimeSlotVector", "NumberOfTimeSlots"),
    0x00540080: ("SliceVector", "NumberOfSlices"),
    0x00540090: ("AngularViewVector", ""),
    0x00540100: ("TimeSliceVector", ""),
}


def of_kind(nuclear: Dataset, kind: str, *pointers: int) -> Dataset:
    """Return the image with another kind, and vectors for its pointers."""
    nuclear.ImageType = ["ORIGINAL", "PRIMARY", kind, "EMISSION"]
    nuclear.FrameIncrementPointer = list(pointers)
    for pointer in pointers:
        vector, count = COUNTS.get(pointer, ("", ""))
        if vector:
            setattr(nuclear, vector, [1] * nuclear.NumberOfFrames)
        if count:
            setattr(nuclear, count, 1)
    return nuclear


ENERGY, DETECTOR, ROTATION = 0x00540010, 0x00540020, 0x00540050
SLICE, ANGULAR_VIEW, PHASE, TIME_SLICE = 0x00540080, 0x00540090, 0x00540030, 0x00540100
ORDER = [("frame-order", "FrameIncrementPointer")]


@pytest.mark.parametrize(
    ("kind", "pointers", "expected"),
    [
        ("STATIC", (ENERGY, DETECTOR), []),
        ("WHOLE BODY", (ENERGY, DETECTOR), []),
        ("DEMO", (DETECTOR, ENERGY), []),
        ("STATIC", (DETECTOR, ENERGY), ORDER),
        ("STATIC", (ENERGY,), ORDER),
        ("RECON TOMO", (SLICE,), []),
        ("RECON TOMO", (ENERGY, DETECTOR, SLICE), ORDER),
        ("TOMO", (ENERGY, DETECTOR, ROTATION, ANGULAR_VIEW), []),
        ("TOMO", (ENERGY, DETECTOR, ANGULAR_VIEW, ROTATION), ORDER),
        ("DYNAMIC", (ENERGY, DETECTOR, PHASE, TIME_SLICE), []),
        ("DYNAMIC", (ENERGY, DETECTOR, TIME_SLICE, PHASE), ORDER),
    ],
)
def test_vectors_of_a_nuclear_image_have_the_order_of_its_type(
    structure: Codes,
    nuclear: Dataset,
    kind: str,
    pointers: tuple[int, ...],
    expected: list[tuple[str, str]],
) -> None:
    assert structure(of_kind(nuclear, kind, *pointers)) == expected


@pytest.mark.parametrize(("views", "good"), [([1, 2], True), ([1, 3], False)])
def test_index_is_limited_by_the_items_of_its_sequence(
    structure: Codes, nuclear: Dataset, views: list[int], good: bool
) -> None:
    of_kind(nuclear, "TOMO", ENERGY, DETECTOR, ROTATION, ANGULAR_VIEW)
    nuclear.AngularViewVector = views
    nuclear.RotationInformationSequence = [item(NumberOfFramesInRotation=2)]

    vector = [] if good else [("frame-vector", "AngularViewVector")]
    assert structure(nuclear) == vector


@pytest.mark.parametrize(
    ("pointer", "good"),
    [(0x00181063, True), (0x00200013, True), (0x00182002, False)],
)
def test_frames_of_an_rt_image_follow_in_time_or_by_number(
    structure: Codes, pointer: int, good: bool
) -> None:
    image = built("1.2.840.10008.5.1.4.1.1.481.1").dataset
    image.FrameIncrementPointer = pointer
    image.FrameLabelVector = ["A"] * int(image.get("NumberOfFrames", 1))
    image.FrameTime = "10"

    assert structure(image) == ([] if good else ORDER)


@pytest.mark.parametrize(
    ("offsets", "good"),
    [([0, 5], True), ([0, -5], True), ([0, 5, 3], False), ([0, 0], False)],
)
def test_planes_of_a_dose_are_in_their_order(
    structure: Codes, offsets: list[int], good: bool
) -> None:
    dose = built("1.2.840.10008.5.1.4.1.1.481.2").dataset
    dose.GridFrameOffsetVector = offsets
    dose.pop("FrameIncrementPointer", None)

    vector = [] if good else [("frame-vector", "GridFrameOffsetVector")]
    assert structure(dose) == vector


@pytest.mark.parametrize(
    ("uid", "frames", "good"),
    [
        ("1.2.840.10008.5.1.4.1.1.7", 2, False),
        ("1.2.840.10008.5.1.4.1.1.7", 1, True),
        ("1.2.840.10008.5.1.4.1.1.2", 2, False),
        ("1.2.840.10008.5.1.4.1.1.77.1.4", 2, False),
        ("1.2.840.10008.5.1.4.1.1.7.4", 2, True),
        ("1.2.840.10008.5.1.4.1.1.3.1", 2, True),
    ],
)
def test_image_whose_iod_has_no_number_of_frames_has_one_frame(
    structure: Codes, uid: str, frames: int, good: bool
) -> None:
    image = built(uid).dataset
    pixels = image.PixelData[
        : len(image.PixelData) // int(image.get("NumberOfFrames", 1))
    ]
    image.NumberOfFrames = frames
    image.PixelData = pixels * frames

    expected = [] if good else [("single-frame", "NumberOfFrames")]
    assert [each for each in structure(image) if each[0] == "single-frame"] == expected
