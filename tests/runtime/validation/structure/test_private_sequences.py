"""Items of private sequences: rules of PS3.5 apply to them, rules of PS3.3 do not."""

from collections.abc import Callable

import pytest
from pydicom import Dataset, FileDataset

from .objects import enhanced_ct, item, secondary_capture

Codes = Callable[[Dataset], list[tuple[str, str]]]
PER_FRAME = "PerFrameFunctionalGroupsSequence"


def with_private_item(**values: object) -> FileDataset:
    image = secondary_capture()
    image.add_new(0x00990010, "LO", "OURS")
    image.add_new(0x00991001, "SQ", [item(**values)])
    return image


def test_standard_attributes_of_private_items_have_no_rules_of_modules(
    structure: Codes,
) -> None:
    image = with_private_item(
        WindowCenter="1",
        WindowWidth="-1",
        PixelSpacing=["0", "0"],
        ImageOrientationPatient=["2", "0", "0", "0", "1", "0"],
    )

    assert structure(image) == []


def test_standard_sequences_in_private_items_have_no_rules_of_modules(
    structure: Codes,
) -> None:
    area = item(PresentationPixelSpacing=["0", "0"])

    assert structure(with_private_item(DisplayedAreaSelectionSequence=[area])) == []


def test_reserved_uid_in_private_item_is_reported(structure: Codes) -> None:
    image = with_private_item(StudyInstanceUID="1.2.840.10008.1.2")

    assert structure(image) == [("uid-reserved", "(0099,1001)[0].StudyInstanceUID")]


def test_palette_in_private_item_must_match_its_descriptor(structure: Codes) -> None:
    image = with_private_item(ModalityLUTType="US")
    private = image[0x00991001].value[0]
    private.add_new(0x00283002, "US", [4, 0, 16])
    private.add_new(0x00283006, "OW", bytes(6))

    assert structure(image) == [("lut-length", "(0099,1001)[0].LUTData")]


@pytest.mark.parametrize(
    ("shared", "frame", "reported"),
    [("OURS", "OURS", True), ("OURS", "THEIRS", False), ("OURS", None, False)],
)
def test_private_group_both_shared_and_per_frame_is_reported_once(
    structure: Codes, shared: str, frame: str | None, reported: bool
) -> None:
    ct = enhanced_ct()
    frames = ct.PerFrameFunctionalGroupsSequence[1:]
    creators = [shared, *[frame] * len(frames)]
    groups = [ct.SharedFunctionalGroupsSequence[0], *frames]
    for each, creator in zip(groups, creators, strict=True):
        if creator is not None:
            each.add_new(0x00210010, "LO", creator)
        each.add_new(0x002110FE, "SQ", [item(Modality="CT")])

    found = [("private-group-twice", f"{PER_FRAME}[1].(0021,10FE)")]
    assert structure(ct) == (found if reported else [])


def test_private_value_both_shared_and_per_frame_is_not_a_group(
    structure: Codes,
) -> None:
    ct = enhanced_ct()
    for each in (
        ct.SharedFunctionalGroupsSequence[0],
        ct.PerFrameFunctionalGroupsSequence[0],
    ):
        each.add_new(0x00210010, "LO", "OURS")
        each.add_new(0x00211001, "LO", "x")

    assert structure(ct) == []
