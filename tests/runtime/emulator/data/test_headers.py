"""Headers keep the attributes that queries match, without bulk data."""

from __future__ import annotations

from pathlib import Path

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from iodize import example
from iodize.emulator.data.headers import MAX_LENGTH, decode, encode, read_header


def test_header_is_decoded_as_it_was_encoded() -> None:
    header = decode(encode(example.build("CTImage")))

    assert header.PatientName == "Doe^Jane"
    assert header.PixelSpacing == [2.5, 2.5]


def test_bulk_data_and_private_attributes_are_left_out() -> None:
    scan = example.build("CTImage")
    scan.private_block(0x0099, "X", create=True).add_new(1, "LO", "private")
    scan.ICCProfile = bytes(8)
    scan.PatientComments = "x" * (MAX_LENGTH + 1)
    header = decode(encode(scan))

    assert "PixelData" in scan
    assert "PixelData" not in header
    assert "ICCProfile" not in header
    assert "PatientComments" not in header
    assert not [each for each in header if each.tag.is_private]


def test_text_in_other_character_sets_is_kept() -> None:
    scan = example.build("CTImage")
    scan.SpecificCharacterSet, scan.PatientName = "ISO_IR 192", "山田^太郎"

    assert decode(encode(scan)).PatientName == "山田^太郎"


def test_value_that_cannot_be_decoded_is_left_out() -> None:
    scan = example.build("CTImage")
    tag = BaseTag(0x00280010)
    scan[tag] = RawDataElement(tag, "US", 3, b"abc", 0, False, True)
    header = decode(encode(scan))

    assert "Rows" not in header
    assert header.Columns == 8


def test_value_that_cannot_be_encoded_is_left_out() -> None:
    dataset = Dataset()
    dataset.PatientID = "P1"
    dataset.add_new(0x00280010, "US", "not a number")
    header = decode(encode(dataset))

    assert "Rows" not in header
    assert header.PatientID == "P1"


def test_header_of_a_file_ends_before_the_pixel_data(tmp_path: Path) -> None:
    path = tmp_path / "scan.dcm"
    scan = example.build("CTImage")
    scan.save_as(path, enforce_file_format=True)
    header = read_header(path)

    assert header.SOPInstanceUID == scan.SOPInstanceUID
    assert "PixelData" not in header
