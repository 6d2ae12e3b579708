"""Instances are validated, replaced and refused."""

from __future__ import annotations

import pytest

from iodize.iods import (
    CTImage,
)
from iodize.modules import (
    ContrastBolus,
)
from iodize.objects.errors import (
    InvalidObjectError,
    InvalidValueError,
    UnknownAttributeError,
)


def test_new_instance_is_valid(ct: CTImage) -> None:
    report = ct.validate()

    assert [f for file in report.files for f in file.findings] == []


def test_strict_reading_refuses_a_nonconformant_data_set(ct: CTImage) -> None:
    good, bad = ct.to_dataset(), ct.to_dataset()
    del bad.Modality

    assert CTImage.from_dataset(good, strict=True) == ct
    with pytest.raises(InvalidObjectError, match="Modality") as caught:
        CTImage.from_dataset(bad, strict=True)

    assert [finding.code for finding in caught.value.findings] == ["type1-missing"]


def test_replacement_differs_in_the_given_values_only(ct: CTImage) -> None:
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


def test_replacement_shares_no_values(ct: CTImage) -> None:
    ct.contrast_bolus = ContrastBolus(ContrastBolusAgent="Iodine")
    other = ct.replace()

    other.ImageType.append("OTHER")
    assert other.contrast_bolus is not None
    other.contrast_bolus.ContrastBolusAgent = "Barium"

    assert ct.ImageType == ["ORIGINAL", "PRIMARY", "AXIAL"]
    assert ct.contrast_bolus.ContrastBolusAgent == "Iodine"


def test_replacement_keeps_elements_that_were_read(ct: CTImage) -> None:
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


def test_replacement_adds_or_removes_a_module(ct: CTImage) -> None:
    with_bolus = ct.replace(contrast_bolus=ContrastBolus(ContrastBolusAgent="Iodine"))

    assert with_bolus.contrast_bolus is not None
    assert with_bolus.replace(contrast_bolus=None).contrast_bolus is None


def test_replacement_uses_a_given_sop_instance_uid(ct: CTImage) -> None:
    assert ct.replace(SOPInstanceUID="1.2.9").SOPInstanceUID == "1.2.9"


def test_replacement_refuses_invalid_values(ct: CTImage) -> None:
    with pytest.raises(InvalidValueError):
        ct.replace(PatientSex="Q")  # type: ignore[arg-type]
    with pytest.raises(UnknownAttributeError):
        ct.replace(PatinetID="42")  # type: ignore[call-arg]
