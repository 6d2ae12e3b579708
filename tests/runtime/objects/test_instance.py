"""One instance more, like one that there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from iodize.iods import BasicFilmSession, CTImage, MRImage
from iodize.modules import ContrastBolus
from iodize.objects.errors import (
    InvalidValueError,
    UnknownAttributeError,
    UnknownSOPClassError,
)


def test_only_what_is_given_differs(ct: CTImage) -> None:
    other = ct.replace(InstanceNumber=2, ImagePositionPatient=[0, 0, 5])

    assert (other.InstanceNumber, ct.InstanceNumber) == (2, None)
    assert other.ImagePositionPatient == [0, 0, 5]
    assert other.SOPInstanceUID != ct.SOPInstanceUID
    given = ("InstanceNumber", "ImagePositionPatient", "SOPInstanceUID")
    made = ("InstanceCreationDate", "InstanceCreationTime")
    before, after = ct.to_dataset(), other.to_dataset()
    for keyword in (*given, *made):
        del before[keyword], after[keyword]
    assert before == after


def test_the_two_share_no_values(ct: CTImage) -> None:
    ct.contrast_bolus = ContrastBolus(ContrastBolusAgent="Iodine")
    other = ct.replace()

    other.ImageType.append("OTHER")
    assert other.contrast_bolus is not None
    other.contrast_bolus.ContrastBolusAgent = "Barium"

    assert ct.ImageType == ["ORIGINAL", "PRIMARY", "AXIAL"]
    assert ct.contrast_bolus.ContrastBolusAgent == "Iodine"


def test_what_was_read_is_kept_too(ct: CTImage) -> None:
    dataset = ct.to_dataset()
    dataset.add_new(0x00091001, "LO", "private")
    read = CTImage.from_dataset(dataset)
    del read.SliceThickness

    other = read.replace(PatientID=None)

    written = other.to_dataset()
    assert written[0x00091001].value == "private"
    assert "SliceThickness" not in written
    assert written["PatientID"].is_empty
    assert read.PatientID == "42"


def test_a_module_is_taken_out_or_put_in(ct: CTImage) -> None:
    with_bolus = ct.replace(contrast_bolus=ContrastBolus(ContrastBolusAgent="Iodine"))

    assert with_bolus.contrast_bolus is not None
    assert with_bolus.replace(contrast_bolus=None).contrast_bolus is None


def test_an_sop_instance_uid_that_is_given_counts(ct: CTImage) -> None:
    assert ct.replace(SOPInstanceUID="1.2.9").SOPInstanceUID == "1.2.9"


def test_wrong_values_are_refused(ct: CTImage) -> None:
    with pytest.raises(InvalidValueError):
        ct.replace(PatientSex="Q")
    with pytest.raises(UnknownAttributeError):
        ct.replace(PatinetID="42")


def test_a_class_reads_files_of_its_own(ct: CTImage, tmp_path: Path) -> None:
    path = tmp_path / "ct.dcm"
    ct.save(path)

    class Mine(CTImage):
        """A class of a user's."""

    assert CTImage.read(path) == ct
    assert type(Mine.read(path)) is Mine
    with pytest.raises(UnknownSOPClassError, match="none of MRImage"):
        MRImage.read(path)


def test_a_normalized_class_reads_its_files_too(tmp_path: Path) -> None:
    session = BasicFilmSession(NumberOfCopies=2)
    path = tmp_path / "session.dcm"
    session.save(path)

    assert BasicFilmSession.read(path) == session


def test_a_class_reads_no_other_sop_class(tmp_path: Path) -> None:
    dataset = Dataset()
    dataset.SOPClassUID = "1.2.3"
    dataset.SOPInstanceUID = "1.2.3.4"
    path = tmp_path / "some.dcm"
    CTImage.from_dataset(dataset).save(path)

    with pytest.raises(UnknownSOPClassError, match=r"1\.2\.3 is none of CTImage"):
        CTImage.read(path)
