"""Pixel data and the attributes that describe them."""

from collections.abc import Callable
from io import BytesIO
from struct import pack

import pytest
from pydicom import Dataset, FileDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.uid import (
    MPEG2MPML,
    UID,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

from iodize.validation.engine.engine import Validator

from ..objects import RLE_FRAME, item, secondary_capture

Codes = Callable[[Dataset], list[tuple[str, str]]]

MULTI_FRAME = "1.2.840.10008.5.1.4.1.1.7.2"


def test_conformant_image_has_no_finding(structure: Codes) -> None:
    assert structure(secondary_capture()) == []


@pytest.mark.parametrize("length", [14, 18, 3 * 5 * 2])
def test_pixel_data_of_wrong_length_are_reported(structure: Codes, length: int) -> None:
    image = secondary_capture()
    image.PixelData = bytes(length)

    assert structure(image) == [("pixel-data-length", "PixelData")]


def test_unpadded_pixel_data_have_an_odd_length_only(validator: Validator) -> None:
    """A file that does not pad its 15 pixels; pydicom would pad them."""
    image = secondary_capture()
    image["PixelData"].VR = "OB"
    file = BytesIO()
    image.save_as(file, enforce_file_format=True)
    header = b"\xe0\x7f\x10\0OB\0\0"
    padded = header + (16).to_bytes(4, "little")
    assert padded in file.getvalue()
    unpadded = header + (15).to_bytes(4, "little")
    content = file.getvalue().replace(padded, unpadded)[:-1]

    codes = [each.code for each in validator.check(BytesIO(content)).findings]
    assert codes == ["value-length"]


def test_length_of_422_pixel_data_has_half_the_chrominance_samples(
    structure: Codes,
) -> None:
    image = secondary_capture()
    image.update(item(SamplesPerPixel=3, PhotometricInterpretation="YBR_FULL_422"))
    image.update(item(PlanarConfiguration=0, Columns=6, PixelData=bytes(3 * 6 * 2)))
    assert structure(image) == []

    image.PixelData = bytes(3 * 6 * 3)
    assert structure(image) == [("pixel-data-length", "PixelData")]


def several_frames(image: FileDataset) -> FileDataset:
    """Return the image as one of a class that may have several frames."""
    image.SOPClassUID = MULTI_FRAME
    image.file_meta.MediaStorageSOPClassUID = UID(MULTI_FRAME)
    return image


def test_single_bit_pixels_are_packed_across_frames(structure: Codes) -> None:
    image = several_frames(secondary_capture())
    image.update(item(BitsAllocated=1, BitsStored=1, HighBit=0, NumberOfFrames=3))
    image.PixelData = bytes(6)  # 45 bits

    assert structure(image) == []
    image.PixelData = bytes(8)
    assert structure(image) == [("pixel-data-length", "PixelData")]


def test_pixel_data_of_icon_are_checked(structure: Codes) -> None:
    image = secondary_capture()
    keywords = ("SamplesPerPixel", "PhotometricInterpretation", "Rows", "Columns")
    bits = ("BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation")
    icon = item(**{keyword: image[keyword].value for keyword in keywords + bits})
    icon.PixelData = bytes(16)
    image.IconImageSequence = [icon]
    assert structure(image) == []

    icon.PixelData = bytes(10)
    assert structure(image) == [("pixel-data-length", "IconImageSequence[0].PixelData")]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"HighBit": 6}, ("pixel-high-bit", "HighBit")),
        ({"BitsStored": 9, "HighBit": 8}, ("pixel-bits-stored", "BitsStored")),
        ({"SamplesPerPixel": 3}, ("pixel-samples", "SamplesPerPixel")),
        ({"PhotometricInterpretation": "RGB"}, ("pixel-samples", "SamplesPerPixel")),
    ],
)
def test_inconsistent_sample_description_is_reported_once(
    structure: Codes, change: dict[str, object], fault: tuple[str, str]
) -> None:
    image = secondary_capture()
    image.update(item(**change))

    assert fault in structure(image)
    assert (
        len([code for code, _ in structure(image) if code != "pixel-data-length"]) == 1
    )


def test_two_pixel_data_elements_are_reported(structure: Codes) -> None:
    image = secondary_capture()
    image.FloatPixelData = bytes(3 * 5 * 4)

    assert structure(image) == [("pixel-data-twice", "PixelData")]


def encapsulated(frames: int, **options: bool) -> FileDataset:
    image = several_frames(secondary_capture())
    image.file_meta.TransferSyntaxUID = RLELossless
    image.NumberOfFrames = frames
    image.PixelData = encapsulate([RLE_FRAME] * frames, **options)
    image["PixelData"].is_undefined_length = True
    return image


def test_fragments_may_precede_the_transfer_syntax(validator: Validator) -> None:
    """An object in memory gets its transfer syntax when it is saved."""
    image = encapsulated(3)
    del image.file_meta.TransferSyntaxUID

    codes = {finding.code for finding in validator.check(image).findings}
    assert "pixel-data-length" not in codes

    image.NumberOfFrames = 4
    codes = {finding.code for finding in validator.check(image).findings}
    assert "fragment-count" in codes


@pytest.mark.parametrize("table", [True, False])
def test_encapsulated_frames_have_no_finding(structure: Codes, table: bool) -> None:
    assert structure(encapsulated(3, has_bot=table)) == []


def test_fewer_fragments_than_frames_are_reported(structure: Codes) -> None:
    image = encapsulated(3, has_bot=False)
    image.NumberOfFrames = 4

    assert structure(image) == [("fragment-count", "PixelData")]


def test_video_may_have_one_fragment_for_all_frames(structure: Codes) -> None:
    image = encapsulated(1, has_bot=False)
    image.file_meta.TransferSyntaxUID = MPEG2MPML
    image.NumberOfFrames = 40

    assert structure(image) == []


def test_basic_offset_that_misses_a_fragment_is_reported(structure: Codes) -> None:
    image = encapsulated(3, has_bot=True)
    table = pack("<3L", 0, 74, 148)
    assert table in image.PixelData
    image.PixelData = image.PixelData.replace(table, pack("<3L", 0, 70, 148))

    assert structure(image) == [("offset-table", "PixelData")]


def test_basic_offset_table_with_wrong_number_of_frames_is_reported(
    structure: Codes,
) -> None:
    image = encapsulated(3, has_bot=True)
    image.NumberOfFrames = 2

    assert structure(image) == [("offset-table", "PixelData")]


def extended() -> FileDataset:
    image = encapsulated(3)
    image.file_meta.TransferSyntaxUID = JPEG2000Lossless
    data, offsets, lengths = encapsulate_extended([bytes(64)] * 3)
    image.PixelData = data
    image["PixelData"].is_undefined_length = True
    image.ExtendedOffsetTable, image.ExtendedOffsetTableLengths = offsets, lengths
    return image


def test_wrong_extended_offset_table_is_reported(structure: Codes) -> None:
    assert structure(extended()) == []

    image = extended()
    image.ExtendedOffsetTable = pack("<3Q", 0, 72, 140)
    assert structure(image) == [("offset-table", "ExtendedOffsetTable")]

    image.ExtendedOffsetTable = pack("<2Q", 0, 72)
    assert structure(image) == [("offset-table", "ExtendedOffsetTable")]


def test_fragment_with_wrong_length_is_reported_as_broken(structure: Codes) -> None:
    image = encapsulated(2, has_bot=False)
    image.PixelData = image.PixelData.replace(
        pack("<HHL", 0xFFFE, 0xE000, 66), pack("<HHL", 0xFFFE, 0xE000, 60), 1
    )

    assert structure(image) == [("fragments-broken", "PixelData")]


@pytest.mark.parametrize("encapsulates", [True, False])
def test_encapsulation_must_match_transfer_syntax(
    encapsulates: bool, validator: Validator
) -> None:
    image = encapsulated(2) if encapsulates else secondary_capture()
    file = BytesIO()
    image.save_as(file, enforce_file_format=True)
    uids = (RLELossless.encode(), ExplicitVRLittleEndian.encode())
    own, other = uids if encapsulates else uids[::-1]
    wrong = file.getvalue().replace(own, other, 1)

    codes = [one.code for one in validator.check(BytesIO(wrong)).findings]
    assert [code for code in codes if code.startswith(("pixel", "fragment"))] == [
        "pixel-encoding"
    ]


@pytest.mark.parametrize("keyword", ["Rows", "Columns", "NumberOfFrames"])
def test_zero_rows_columns_or_frames_are_reported(
    structure: Codes, keyword: str
) -> None:
    image = secondary_capture()
    setattr(image, keyword, 0)

    assert structure(image) == [("pixel-matrix", keyword)]


@pytest.mark.parametrize("bits", [0, 7, 12])
def test_bits_allocated_that_are_not_whole_bytes_are_reported(
    structure: Codes, bits: int
) -> None:
    image = secondary_capture()
    image.update(item(BitsAllocated=bits, BitsStored=1, HighBit=0))

    assert ("pixel-bits-allocated", "BitsAllocated") in structure(image)


def test_zero_bits_stored_are_reported(structure: Codes) -> None:
    image = secondary_capture()
    image.BitsStored = 0

    assert ("pixel-bits-stored", "BitsStored") in structure(image)
