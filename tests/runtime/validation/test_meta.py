"""The file meta information."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset

from iodize.validation.engine import Validator
from iodize.validation.findings import Finding

Find = Callable[[Dataset, str], list[Finding]]


def test_its_sop_class_is_that_of_the_data_set(ct: FileDataset, find: Find) -> None:
    ct.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.4"  # type: ignore

    (found,) = find(ct, "meta-sop-class")
    assert found.path == "file_meta.MediaStorageSOPClassUID"
    assert found.keyword == "MediaStorageSOPClassUID"


def test_its_sop_instance_is_that_of_the_data_set(ct: FileDataset, find: Find) -> None:
    ct.file_meta.MediaStorageSOPInstanceUID = "1.2.3"  # type: ignore[assignment]

    assert len(find(ct, "meta-sop-instance")) == 1


@pytest.mark.parametrize(
    ("uid", "code"),
    [
        ("1.2.840.10008.1.2.1.77", "transfer-syntax-unknown"),
        ("1.2.840.10008.1.1", "transfer-syntax-unknown"),
        ("1.2.3.4", "transfer-syntax-private"),
        ("1.2.840.10008.1.2.4.52", "transfer-syntax-retired"),
    ],
)
def test_its_transfer_syntax_is_registered(
    uid: str, code: str, ct: FileDataset, validator: Validator
) -> None:
    ct.file_meta.TransferSyntaxUID = uid  # type: ignore[assignment]

    found = [found.code for found in validator.check(ct).findings]
    assert [name for name in found if name.startswith("transfer-syntax")] == [code]


def test_every_mandatory_element_is_asked_for(
    ct_bytes: bytes, validator: Validator
) -> None:
    """Implementation Class UID (0002,0012) becomes a private tag of the group."""
    without = ct_bytes.replace(b"\2\0\x12\0UI", b"\2\0\x14\0UI")
    assert without != ct_bytes

    found = validator.check(BytesIO(without)).findings
    assert ("meta-element-missing", "file_meta.ImplementationClassUID") in [
        (finding.code, finding.path) for finding in found
    ]


def test_its_group_length_is_right(ct_bytes: bytes, validator: Validator) -> None:
    wrong = ct_bytes[:140] + b"\x07\0\0\0" + ct_bytes[144:]

    (found,) = validator.check(BytesIO(wrong)).findings
    assert found.code == "meta-length"
    assert found.message == "says 7, the group has 192 bytes"


def test_its_values_have_the_form_of_their_vr(
    ct_bytes: bytes, validator: Validator
) -> None:
    wrong = ct_bytes.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.01")

    assert "value-invalid" in {
        found.code for found in validator.check(BytesIO(wrong)).findings
    }


def test_a_data_set_in_memory_needs_none(validator: Validator, ct: FileDataset) -> None:
    image = Dataset()
    image.update(ct)

    assert validator.check(image).findings == ()
