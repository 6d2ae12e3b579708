"""Items of private sequences: rules of PS3.5 apply to them, rules of PS3.3 do not."""

from collections.abc import Callable

from pydicom import Dataset, FileDataset

from .objects import item, secondary_capture

Codes = Callable[[Dataset], list[tuple[str, str]]]


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
