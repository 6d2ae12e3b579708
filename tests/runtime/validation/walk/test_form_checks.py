"""VR, number and form of values, enumerated values: as the dictionary and tables say."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset, dcmwrite
from pydicom.dataset import FileMetaDataset
from pydicom.uid import (
    UID,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from iodize.validation.engine import Validator
from iodize.validation.findings import Finding, Severity

Find = Callable[[Dataset, str], list[Finding]]

MODALITY = b"\x08\0\x60\0CS\2\0CT"
"""Modality (0008,0060) as the CT image encodes it."""


def test_a_vr_that_the_dictionary_has_not_is_found(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00080060, "LO", "CT")

    (found,) = find(ct, "vr-wrong")
    assert found.message == "VR is LO; the dictionary has CS"


def test_either_vr_of_a_choice_is_right(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00280106, "US", 1)
    ct.add_new(0x00280107, "SS", 1)

    assert find(ct, "vr-wrong") == []
    assert find(ct, "vm-wrong") == []


def test_un_is_suspicious_where_the_dictionary_knows_better(
    ct_bytes: bytes, validator: Validator
) -> None:
    unknown = ct_bytes.replace(MODALITY, b"\x08\0\x60\0UN\0\0\2\0\0\0CT")

    (found,) = validator.check(BytesIO(unknown)).findings
    assert (found.code, found.severity, found.keyword) == (
        "vr-un",
        Severity.WARNING,
        "Modality",
    )


def test_a_vr_that_does_not_exist_is_found(
    ct_bytes: bytes, validator: Validator
) -> None:
    broken = ct_bytes.replace(MODALITY, MODALITY.replace(b"CS", b"QQ"))

    (found,) = validator.check(BytesIO(broken)).findings
    assert (found.code, found.message) == ("vr-unknown", "there is no VR 'QQ'")


def test_a_value_of_odd_length_is_found(ct_bytes: bytes, validator: Validator) -> None:
    odd = ct_bytes.replace(MODALITY, b"\x08\0\x60\0CS\3\0CT ")

    (found,) = validator.check(BytesIO(odd)).findings
    assert (found.code, found.message) == ("value-length", "has 3 bytes")


def test_too_many_values_are_found(ct: FileDataset, find: Find) -> None:
    ct.PixelSpacing = ["1", "1", "1"]
    ct.Rows = [1, 2]

    assert [(found.keyword, found.message) for found in find(ct, "vm-wrong")] == [
        ("Rows", "has 2 values; the dictionary allows 1"),
        ("PixelSpacing", "has 3 values; the dictionary allows 2"),
    ]


def test_a_value_of_another_form_is_found(ct: FileDataset, find: Find) -> None:
    ct["StudyDate"]._value = "2004.01.19"

    (found,) = find(ct, "value-invalid")
    assert (
        found.message
        == "'2004.01.19' is no value of VR DA: it has other characters than digits"
    )


def test_limits_count_characters_not_bytes(ct: FileDataset, find: Find) -> None:
    ct.SpecificCharacterSet = "ISO_IR 192"
    ct.InstitutionName = "ß" * 64
    assert find(ct, "value-invalid") == []

    ct["InstitutionName"]._value = "ß" * 65
    assert [found.keyword for found in find(ct, "value-invalid")] == ["InstitutionName"]


def test_a_backslash_inside_a_character_separates_nothing(
    ct: FileDataset, find: Find
) -> None:
    """In GB 18030, the second byte of 誠 is that of a backslash."""
    ct.SpecificCharacterSet = "GB18030"
    ct.InstitutionName = "誠"
    assert b"\\" in "誠".encode("gb18030")

    assert find(ct, "vm-wrong") == []
    assert find(ct, "value-invalid") == []


def test_a_value_outside_an_enumeration_is_found(ct: FileDataset, find: Find) -> None:
    ct.PatientSex = "X"

    (found,) = find(ct, "value-not-enumerated")
    assert found.message == "'X'; enumerated: M, F, O"
    assert found.reference == "PS3.3 C.7.1.1 Table C.7-1"


def test_numbers_are_compared_as_numbers(ct: FileDataset, find: Find) -> None:
    """Pixel Representation is 0 or 1, in two bytes."""
    assert find(ct, "value-not-enumerated") == []
    ct.PixelRepresentation = 2

    (found,) = find(ct, "value-not-enumerated")
    assert (found.keyword, found.message) == (
        "PixelRepresentation",
        "'2'; enumerated: 0, 1",
    )


def test_an_enumeration_in_an_item_is_asked(text_sr: FileDataset, find: Find) -> None:
    text_sr.ContentSequence[0].RelationshipType = "KNOWS"

    (found,) = find(text_sr, "value-not-enumerated")
    assert found.path == "ContentSequence[0].RelationshipType"


@pytest.mark.parametrize(
    ("syntax", "implicit", "little"),
    [
        (ImplicitVRLittleEndian, True, True),
        (ExplicitVRLittleEndian, False, True),
        (ExplicitVRBigEndian, False, False),
    ],
)
def test_every_encoding_is_judged_alike(
    syntax: UID, implicit: bool, little: bool, validator: Validator
) -> None:
    dataset = Dataset()
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    dataset.PatientSex = "X"
    dataset.PixelRepresentation = 2
    dataset.Rows = 256
    dataset.ReferencedStudySequence = [Dataset()]
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    file = BytesIO()
    dcmwrite(file, dataset, implicit_vr=implicit, little_endian=little)
    file.seek(0)

    found = {
        (finding.code, finding.path)
        for finding in validator.check(file).findings
        if finding.path.startswith(("PatientSex", "Pixel", "Rows", "Referenced"))
    }
    assert found >= {
        ("value-not-enumerated", "PatientSex"),
        ("value-not-enumerated", "PixelRepresentation"),
        ("type1-missing", "ReferencedStudySequence[0].ReferencedSOPClassUID"),
        ("type1-missing", "ReferencedStudySequence[0].ReferencedSOPInstanceUID"),
    }
    assert not any("Rows" in path for _, path in found)
