"""Values are consistent with other parts of the object."""

from __future__ import annotations

import pytest

from iodize import example
from iodize.example import Customization
from iodize.example.consistent_values import FOR_PROCESSING, NOT_IMAGES
from iodize.tables import editions

EDITION = editions.bundled()


def test_high_bit_is_below_the_stored_bits() -> None:
    scan = example.build("CTImage")

    assert scan.HighBit == scan.BitsStored - 1


@pytest.mark.parametrize("uid", sorted(FOR_PROCESSING))
def test_intent_of_a_sop_class_for_processing(uid: str) -> None:
    made = example.build(EDITION.sop_classes[uid], uid)

    assert made.PresentationIntentType == "FOR PROCESSING"


def test_registered_sop_classes_for_processing_are_complete() -> None:
    named = {
        uid
        for uid, registered in EDITION.uids.items()
        if "For Processing" in registered[0] and uid in EDITION.sop_classes
    }

    assert named == FOR_PROCESSING


def test_enhanced_images_have_four_image_types() -> None:
    assert len(example.build("EnhancedCTImage").ImageType) == 4
    assert len(example.build("CTImage").ImageType) == 3
    assert "Segmentation" in NOT_IMAGES
    assert len(example.build("Segmentation").ImageType) == 2


def test_vectors_have_a_value_for_each_frame() -> None:
    custom = Customization(values={"NumberOfFrames": 3})
    scan = example.construct("NuclearMedicineImage", custom=custom).dataset

    assert scan.EnergyWindowVector == scan.DetectorVector == [1, 1, 1]


def test_dimension_indices_count_the_frames() -> None:
    custom = Customization(values={"NumberOfFrames": 3})
    scan = example.construct("EnhancedCTImage", custom=custom).dataset
    contents = [
        frame.FrameContentSequence[0] for frame in scan.PerFrameFunctionalGroupsSequence
    ]

    assert [each.DimensionIndexValues for each in contents] == [1, 2, 3]
    assert [each.InStackPositionNumber for each in contents] == [1, 2, 3]


def test_color_is_rgb_and_grayscale_is_monochrome2() -> None:
    color, gray = example.build("EnhancedMRColorImage"), example.build("CTImage")

    assert color.PhotometricInterpretation == "RGB"
    assert gray.PhotometricInterpretation == "MONOCHROME2"


def test_numbered_items_are_numbered_from_1() -> None:
    plan = example.build("RTPlan")

    numbers = [beam.BeamNumber for beam in plan.BeamSequence]
    assert numbers == list(range(1, len(numbers) + 1))
