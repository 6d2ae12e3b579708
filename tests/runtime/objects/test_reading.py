"""Reading loses nothing, and writing gives back what was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.data.data_manager import DATA_ROOT
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError

import iodize
from iodize.directory_records import PatientRecord
from iodize.iods import BasicDirectory, CTImage, MRImage
from iodize.modules import ContrastBolus
from iodize.objects.errors import (
    InvalidObjectError,
    InvalidValueError,
    UnknownSOPClassError,
)
from iodize.objects.typed import Typed

DEEPEST = 6
"""Levels of items that are looked into: some objects contain themselves a thousandfold."""


def touch(typed: Typed, depth: int = 0) -> None:
    """Ask for every attribute, so that all values are decoded."""
    for name in [*typed._layout_of().names]:
        try:
            value = getattr(typed, name)
        except InvalidValueError:
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Typed) and depth < DEEPEST:
                touch(item, depth + 1)


FILES = sorted(Path(DATA_ROOT, "test_files").rglob("*.dcm"))
"""What pydicom ships; asking pydicom for its files would have it load more from afar."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_read_is_written_back(path: Path) -> None:
    try:
        before = dcmread(path)
        typed = iodize.read(dcmread(path))
    except (InvalidDicomError, UnknownSOPClassError):
        pytest.skip("no DICOM file of a known SOP class")

    assert typed.to_dataset() == before
    touch(typed)
    assert typed.to_dataset() == before


def test_the_class_follows_from_the_sop_class() -> None:
    ct = iodize.read(str(get_testdata_file("CT_small.dcm")))

    assert isinstance(ct, CTImage)
    assert ct.PatientName == "CompressedSamples^CT1"


def test_a_directory_is_read_by_its_file_meta_information() -> None:
    directory = iodize.read(str(get_testdata_file("DICOMDIR")))

    assert isinstance(directory, BasicDirectory)
    assert directory.directory_information is not None
    records = directory.directory_information.DirectoryRecordSequence
    assert records is not None
    assert isinstance(records[0], PatientRecord)
    assert records[0].PatientID == "77654033"


def test_private_and_foreign_elements_stay() -> None:
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    dataset.add_new(0x00091001, "LO", "private")
    dataset.add_new(0x300A00B0, "SQ", [])  # Beam Sequence: not of this IOD

    ct = CTImage.from_dataset(dataset)
    ct.PatientName = "Doe^Jane"
    written = ct.to_dataset()

    dataset.PatientName = "Doe^Jane"
    assert written == dataset


def test_the_data_set_that_was_read_is_not_changed() -> None:
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    before = dcmread(str(get_testdata_file("CT_small.dcm")))

    ct = CTImage.from_dataset(dataset)
    ct.PixelSpacing[0] = 7.0
    ct.PatientName = None
    del ct.KVP

    assert dataset == before
    written = ct.to_dataset()
    assert written.PixelSpacing[0] == 7.0
    assert "KVP" not in written
    assert written["PatientName"].is_empty


def test_an_invalid_value_is_told_when_asked_for_and_kept() -> None:
    dataset = Dataset()
    dataset.add_new(0x00280010, "US", [1, 2])
    ct = CTImage.from_dataset(dataset)

    with pytest.raises(InvalidValueError, match="Rows"):
        print(ct.Rows)

    assert ct.to_dataset() == dataset


def test_an_optional_module_is_seen_in_what_was_read() -> None:
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    dataset.ContrastBolusAgent = "Iodine"

    ct = CTImage.from_dataset(dataset)

    assert isinstance(ct.contrast_bolus, ContrastBolus)
    assert ct.contrast_bolus.ContrastBolusAgent == "Iodine"


def test_strict_refuses_what_breaks_the_standard(ct: CTImage) -> None:
    good, bad = ct.to_dataset(), ct.to_dataset()
    del bad.Modality

    assert CTImage.from_dataset(good, strict=True) == ct
    with pytest.raises(InvalidObjectError, match="Modality") as caught:
        CTImage.from_dataset(bad, strict=True)

    assert [finding.code for finding in caught.value.findings] == ["type1-missing"]


def test_an_unknown_sop_class_is_told() -> None:
    dataset = Dataset()
    with pytest.raises(UnknownSOPClassError, match="no SOP Class UID"):
        iodize.read(dataset)
    dataset.SOPClassUID = "1.2.3"
    with pytest.raises(UnknownSOPClassError, match=r"1\.2\.3") as caught:
        iodize.read(dataset)
    assert "pydicom" in caught.value.hint


def test_a_file_is_written_and_read(ct: CTImage, tmp_path: Path) -> None:
    path = tmp_path / "ct.dcm"

    ct.save(path)

    assert iodize.read(path) == ct
    assert dcmread(path).file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"
    with pytest.raises(FileExistsError):
        ct.save(path, overwrite=False)
    report = iodize.validate(path)
    assert [f for file in report.files for f in file.findings] == []


def test_json_goes_both_ways(ct: CTImage) -> None:
    assert CTImage.from_json(ct.to_json()) == ct


def test_a_following_image_is_of_the_same_study_and_series(ct: CTImage) -> None:
    pixels = {
        "Rows": 1,
        "Columns": 1,
        "PixelRepresentation": 0,
        "BitsStored": 12,
        "HighBit": 11,
        "PhotometricInterpretation": "MONOCHROME2",
        "PixelData": bytes(2),
        "ImageType": ct.ImageType,
    }

    next_slice = CTImage.following(
        ct,
        **pixels,
        ImagePositionPatient=[0, 0, 1],
        ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
        PixelSpacing=[0.5, 0.5],
        RescaleIntercept=-1024,
        RescaleSlope=1,
    )
    assert next_slice.PatientName == "Doe^Jane"
    assert next_slice.StudyInstanceUID == "1.2.3"
    assert next_slice.SeriesInstanceUID == "1.2.3.4"
    assert next_slice.FrameOfReferenceUID == "1.2.3.5"
    assert next_slice.SOPInstanceUID != ct.SOPInstanceUID


def test_an_image_of_another_class_has_a_series_of_its_own(ct: CTImage) -> None:
    with pytest.raises(TypeError, match="SeriesInstanceUID"):
        MRImage.following(ct, ImageType=["ORIGINAL", "PRIMARY", "OTHER"])
