"""Checks of the file meta information."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset

from iodize.findings.finding import Finding
from iodize.validation.engine.engine import Validator

Find = Callable[[Dataset, str], list[Finding]]


def test_sop_class_that_differs_from_the_data_set_is_reported(
    ct: FileDataset, find: Find
) -> None:
    ct.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.4"  # type: ignore

    (finding,) = find(ct, "meta-sop-class")
    assert finding.path == "file_meta.MediaStorageSOPClassUID"
    assert finding.keyword == "MediaStorageSOPClassUID"


def test_sop_instance_that_differs_from_the_data_set_is_reported(
    ct: FileDataset, find: Find
) -> None:
    ct.file_meta.MediaStorageSOPInstanceUID = "1.2.3"  # type: ignore[assignment]

    assert len(find(ct, "meta-sop-instance")) == 1


@pytest.mark.parametrize(
    ("uid", "code"),
    [
        ("1.2.840.10008.1.2.1.77", "transfer-syntax-unknown"),
        ("1.2.840.10008.1.1", "not-a-transfer-syntax"),
        ("1.2.3.4", "transfer-syntax-private"),
        ("1.2.840.10008.1.2.4.52", "transfer-syntax-retired"),
    ],
)
def test_unknown_private_or_retired_transfer_syntax_is_reported(
    uid: str, code: str, ct: FileDataset, validator: Validator
) -> None:
    ct.file_meta.TransferSyntaxUID = uid  # type: ignore[assignment]

    codes = [finding.code for finding in validator.check(ct).findings]
    assert [name for name in codes if "transfer-syntax" in name] == [code]


@pytest.mark.parametrize(
    ("uid", "severity"),
    [
        ("1.2.840.10008.1.2.4.201", "warning"),  # of 2023e
        ("1.2.840.10008.1.2.8.1", "warning"),  # of 2024d
        ("1.2.840.10008.5.1.4.1.1.2", "error"),  # a SOP class
    ],
)
def test_transfer_syntax_of_a_later_edition_is_no_error(
    uid: str, severity: str, ct: FileDataset, validator: Validator
) -> None:
    ct.file_meta.TransferSyntaxUID = uid  # type: ignore[assignment]

    (finding,) = [
        each for each in validator.check(ct).findings if "transfer-syntax" in each.code
    ]
    assert finding.severity.value == severity


def test_absent_mandatory_element_is_reported(
    ct_bytes: bytes, validator: Validator
) -> None:
    """Implementation Class UID (0002,0012) is replaced by an unknown tag."""
    without = ct_bytes.replace(b"\2\0\x12\0UI", b"\2\0\x14\0UI")
    assert without != ct_bytes

    findings = validator.check(BytesIO(without)).findings
    assert ("meta-element-missing", "file_meta.ImplementationClassUID") in [
        (finding.code, finding.path) for finding in findings
    ]


def test_wrong_group_length_is_reported(ct_bytes: bytes, validator: Validator) -> None:
    wrong = ct_bytes[:140] + b"\x07\0\0\0" + ct_bytes[144:]

    (finding,) = validator.check(BytesIO(wrong)).findings
    assert finding.code == "meta-length"
    assert finding.message == "is 7, but the group has 192 bytes"


def test_invalid_value_of_file_meta_information_is_reported(
    ct_bytes: bytes, validator: Validator
) -> None:
    wrong = ct_bytes.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.01")

    assert "value-invalid" in {
        finding.code for finding in validator.check(BytesIO(wrong)).findings
    }


def test_data_set_in_memory_may_lack_file_meta_information(
    validator: Validator, ct: FileDataset
) -> None:
    image = Dataset()
    image.update(ct)

    assert validator.check(image).findings == ()
