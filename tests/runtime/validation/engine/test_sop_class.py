"""Identification of SOP class and IOD, and findings if there is none."""

import pytest
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import UID

from iodize.findings.finding import Severity
from iodize.validation.engine.engine import Validator


@pytest.mark.parametrize(
    ("uid", "code", "severity"),
    [
        ("1.2.840.10008.5.1.4.1.1.5", "sop-class-retired", "warning"),
        ("1.2.840.10008.5.1.1.1", "sop-class-without-iod", "info"),
        ("1.2.840.10008.5.1.4.1.1.99999", "sop-class-unknown", "warning"),
        ("1.2.3.4", "sop-class-private", "info"),
        ("1.2.840.10008.1.2.1", "not-a-sop-class", "error"),
    ],
)
def test_object_without_iod_is_checked_against_the_dictionary(
    uid: str, code: str, severity: str, validator: Validator
) -> None:
    thing = Dataset()
    thing.SOPClassUID = uid
    thing.SOPInstanceUID = "1.2.3"
    thing.PixelSpacing = ["1", "2", "3"]

    report = validator.check(thing)
    assert report.iod == ""
    assert report.sop_class_uid == uid
    assert [(finding.code, finding.severity.value) for finding in report.findings] == [
        (code, severity),
        ("vm-wrong", "error"),
    ]


def test_data_set_without_sop_class_is_reported(validator: Validator) -> None:
    nothing = Dataset()
    nothing.PatientName = "A^B"

    (finding,) = validator.check(nothing).findings
    assert (finding.code, finding.keyword) == ("sop-class-missing", "SOPClassUID")


def test_sop_class_of_file_meta_information_is_used_if_absent_in_data_set(
    validator: Validator,
) -> None:
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.2")

    report = validator.check(image)
    assert report.iod == "CT Image"
    assert ("type1-missing", "SOPClassUID") in {
        (finding.code, finding.path) for finding in report.findings
    }


def later(**values: object) -> Dataset:
    """Return an object of a SOP class that the edition does not have."""
    thing = Dataset()
    thing.SOPClassUID = "1.2.840.10008.5.1.4.1.1.66.7"
    thing.SOPInstanceUID = "1.2.3"
    for keyword, value in values.items():
        setattr(thing, keyword, value)
    return thing


def errors(validator: Validator, thing: Dataset) -> list[tuple[str, str]]:
    return [
        (finding.code, finding.path)
        for finding in validator.check(thing).findings
        if finding.severity is Severity.ERROR
    ]


def test_common_modules_of_a_later_sop_class_are_checked(validator: Validator) -> None:
    image = later(SeriesInstanceUID="1.2.4", Modality="seg", PatientSex="X")

    found = errors(validator, image)
    assert ("module-missing", "") in found  # General Study
    assert ("type2-missing", "PatientName") in found
    assert ("type2-missing", "SeriesNumber") in found
    assert ("value-not-enumerated", "PatientSex") in found
    assert ("value-invalid", "Modality") in found


def test_later_sop_class_outside_of_series_has_no_patient(validator: Validator) -> None:
    assert errors(validator, later(ContentLabel="A")) == []


def test_rules_of_iods_do_not_bind_a_later_sop_class(validator: Validator) -> None:
    """The segments of a label map begin at 0; its frames have other groups."""
    segment, group = Dataset(), Dataset()
    segment.SegmentNumber = 0
    group.FrameContentSequence = []
    thing = later(
        SegmentSequence=[segment],
        PerFrameFunctionalGroupsSequence=[group],
        PixelSpacing=["0", "0"],
        WindowWidth="0",
    )

    assert errors(validator, thing) == []


def test_encoding_of_a_later_sop_class_is_checked(validator: Validator) -> None:
    thing = later(BitsAllocated=8, BitsStored=8, HighBit=3)

    assert errors(validator, thing) == [("pixel-high-bit", "HighBit")]


def test_private_sop_class_has_no_common_modules(validator: Validator) -> None:
    thing = later(SeriesInstanceUID="1.2.4")
    thing.SOPClassUID = "1.2.3.4"

    assert errors(validator, thing) == []


def test_saved_image_box_is_not_an_image(validator: Validator) -> None:
    box = Dataset()
    box.SOPClassUID = "1.2.840.10008.5.1.1.4"
    box.SOPInstanceUID = "1.2.3"

    (finding,) = validator.check(box).findings
    assert finding.code == "sop-class-without-iod"
    assert "not an image: its pixels are in a sequence" in finding.message
