"""Values of an image summarize those of its frames; the frames have no summaries."""

from collections.abc import Callable, Sequence

import pytest
from pydicom import Dataset, FileDataset
from pydicom.uid import UID

from .objects import enhanced_ct, item

Codes = Callable[[Dataset], list[tuple[str, str]]]

SHARED = "SharedFunctionalGroupsSequence[0].CTImageFrameTypeSequence[0]"
DERIVED = ["DERIVED", "PRIMARY", "VOLUME", "NONE"]
LEGACY_CT = "1.2.840.10008.5.1.4.1.1.2.2"


def frame_type(properties: str, image_type: Sequence[str] = DERIVED) -> Dataset:
    return item(
        FrameType=list(image_type),
        PixelPresentation="MONOCHROME",
        VolumetricProperties=properties,
        VolumeBasedCalculationTechnique="NONE",
    )


def image(properties: str, *frames: Dataset) -> FileDataset:
    """Return an image; its frames share the first frame type if there is only one."""
    ct = enhanced_ct()
    shared = ct.SharedFunctionalGroupsSequence[0]
    ct.ImageType = DERIVED
    ct.VolumetricProperties = properties
    if len(frames) == 1:
        shared.CTImageFrameTypeSequence = list(frames)
    else:
        del shared.CTImageFrameTypeSequence
        groups = ct.PerFrameFunctionalGroupsSequence
        for group, each in zip(groups, frames, strict=True):
            group.CTImageFrameTypeSequence = [each]
    return ct


VOLUME, SAMPLED = frame_type("VOLUME"), frame_type("SAMPLED")


@pytest.mark.parametrize(
    ("properties", "frames", "right"),
    [
        ("VOLUME", [VOLUME], True),
        ("SAMPLED", [VOLUME], False),
        ("MIXED", [VOLUME], False),
        ("MIXED", [VOLUME, SAMPLED, VOLUME], True),
        ("VOLUME", [VOLUME, SAMPLED, VOLUME], False),
        ("VOLUME", [VOLUME, VOLUME, VOLUME], True),
    ],
)
def test_image_has_the_value_of_its_frames_or_mixed(
    structure: Codes, properties: str, frames: list[Dataset], right: bool
) -> None:
    found = [("frame-summary", "VolumetricProperties")]

    assert structure(image(properties, *frames)) == ([] if right else found)


@pytest.mark.parametrize(
    ("place", "right"), [(1, False), (2, True), (3, True), (4, False)]
)
def test_values_1_and_4_of_image_type_are_those_of_the_frames(
    structure: Codes, place: int, right: bool
) -> None:
    other = [*DERIVED[: place - 1], "OTHER", *DERIVED[place:]]
    ct = image("VOLUME", frame_type("VOLUME", other))

    assert structure(ct) == ([] if right else [("frame-summary", "ImageType")])


def test_mixed_value_of_a_frame_is_reported(structure: Codes) -> None:
    ct = image("MIXED", frame_type("MIXED"))

    assert structure(ct) == [("frame-summary", f"{SHARED}.VolumetricProperties")]


def test_mixed_first_value_of_frame_type_is_left_to_its_list(structure: Codes) -> None:
    mixed = ["MIXED", *DERIVED[1:]]

    assert structure(image("VOLUME", frame_type("VOLUME", mixed))) == []


def test_mixed_value_of_a_legacy_converted_image_is_allowed(structure: Codes) -> None:
    ct = image("MIXED", frame_type("MIXED"))
    ct.SOPClassUID = ct.file_meta.MediaStorageSOPClassUID = UID(LEGACY_CT)

    assert [code for code, _ in structure(ct) if code == "frame-summary"] == []


def test_image_is_not_compared_with_an_incomplete_set_of_frames(
    structure: Codes,
) -> None:
    ct = image("MIXED", VOLUME, VOLUME, VOLUME)
    del ct.PerFrameFunctionalGroupsSequence[2].CTImageFrameTypeSequence

    assert [code for code, _ in structure(ct)] == ["functional-group-missing"]


def test_value_that_a_frame_lacks_is_not_compared(structure: Codes) -> None:
    lacking = frame_type("VOLUME")
    del lacking.VolumetricProperties

    assert structure(image("MIXED", VOLUME, VOLUME, lacking)) == []
