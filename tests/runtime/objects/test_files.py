"""Instances are read from files and saved to files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

import iodize
from iodize.directory_records import PatientRecord
from iodize.iods import (
    BasicDirectory,
    BasicFilmSession,
    CTImage,
    MRImage,
)
from iodize.objects.errors import (
    UnknownSOPClassError,
)


def test_sop_class_selects_the_class() -> None:
    ct = iodize.read(str(get_testdata_file("CT_small.dcm")))

    assert isinstance(ct, CTImage)
    assert ct.PatientName == "CompressedSamples^CT1"


def test_directory_is_recognized_by_its_file_meta_information() -> None:
    directory = iodize.read(str(get_testdata_file("DICOMDIR")))

    assert isinstance(directory, BasicDirectory)
    assert directory.directory_information is not None
    records = directory.directory_information.DirectoryRecordSequence
    assert records is not None
    assert isinstance(records[0], PatientRecord)
    assert records[0].PatientID == "77654033"


def test_unknown_sop_class_is_refused() -> None:
    dataset = Dataset()
    with pytest.raises(UnknownSOPClassError, match="no SOP Class UID"):
        iodize.read(dataset)
    dataset.SOPClassUID = "1.2.3"
    with pytest.raises(UnknownSOPClassError, match=r"1\.2\.3") as caught:
        iodize.read(dataset)
    assert "pydicom" in caught.value.hint


def test_saved_instance_is_equal_when_it_is_read(ct: CTImage, tmp_path: Path) -> None:
    path = tmp_path / "ct.dcm"

    ct.save(path)

    assert iodize.read(path) == ct
    assert dcmread(path).file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"
    with pytest.raises(FileExistsError):
        ct.save(path, overwrite=False)
    report = iodize.validate(path)
    assert [f for file in report.files for f in file.findings] == []


def test_failed_save_leaves_the_existing_file_unchanged(
    ct: CTImage, tmp_path: Path
) -> None:
    path = tmp_path / "ct.dcm"
    ct.save(path)
    before = path.read_bytes()

    with pytest.raises(ValueError, match="Pixel Data"):
        ct.save(path, transfer_syntax_uid="1.2.840.10008.1.2.4.50")

    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["ct.dcm"]


def test_class_reads_files_of_its_sop_class(ct: CTImage, tmp_path: Path) -> None:
    path = tmp_path / "ct.dcm"
    ct.save(path)

    class Mine(CTImage):
        """A class of a user's."""

    assert CTImage.read(path) == ct
    assert type(Mine.read(path)) is Mine
    with pytest.raises(UnknownSOPClassError, match="not a SOP class of MRImage"):
        MRImage.read(path)


def test_normalized_class_reads_its_files(tmp_path: Path) -> None:
    session = BasicFilmSession(NumberOfCopies=2)
    path = tmp_path / "session.dcm"
    session.save(path)

    assert BasicFilmSession.read(path) == session


def test_class_refuses_files_of_another_sop_class(tmp_path: Path) -> None:
    dataset = Dataset()
    dataset.SOPClassUID = "1.2.3"
    dataset.SOPInstanceUID = "1.2.3.4"
    path = tmp_path / "some.dcm"
    CTImage.from_dataset(dataset).save(path)

    with pytest.raises(
        UnknownSOPClassError, match=r"1\.2\.3 is not a SOP class of CTImage"
    ):
        CTImage.read(path)
