"""Which IOD an object is checked against, and what is said where there is none."""

import pytest
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import UID

from iodize.validation.engine import Validator


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
def test_without_an_iod_the_encoding_is_checked(
    uid: str, code: str, severity: str, validator: Validator
) -> None:
    thing = Dataset()
    thing.SOPClassUID = uid
    thing.PixelSpacing = ["1", "2", "3"]

    report = validator.check(thing)
    assert report.iod == ""
    assert report.sop_class_uid == uid
    assert [(found.code, found.severity.value) for found in report.findings] == [
        (code, severity),
        ("vm-wrong", "error"),
    ]


def test_a_data_set_without_sop_class_is_an_error(validator: Validator) -> None:
    nothing = Dataset()
    nothing.PatientName = "A^B"

    (found,) = validator.check(nothing).findings
    assert (found.code, found.keyword) == ("sop-class-missing", "SOPClassUID")


def test_the_file_meta_information_says_it_where_the_data_set_does_not(
    validator: Validator,
) -> None:
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.2")

    report = validator.check(image)
    assert report.iod == "CT Image"
    assert ("type1-missing", "SOPClassUID") in {
        (found.code, found.path) for found in report.findings
    }
