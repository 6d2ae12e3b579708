"""VR, number and form of values, enumerated values: as the dictionary and tables say."""

from collections.abc import Callable

import pytest
from pydicom import Dataset, FileDataset
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian

from iodize.report import FileReport
from iodize.validation.engine import Validator
from iodize.validation.findings import Finding

Check = Callable[[Dataset], FileReport]
Find = Callable[[Dataset, str], list[Finding]]


def test_a_vr_that_the_dictionary_has_not_is_found(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00080060, "LO", "CT")

    (found,) = find(ct, "vr-wrong")
    assert found.message == "VR is LO; the dictionary has CS"


def test_either_vr_of_a_choice_is_right(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00280106, "US", 1)
    ct.add_new(0x00280107, "SS", 1)

    assert find(ct, "vr-wrong") == []
    assert find(ct, "vm-wrong") == []


def test_un_is_suspicious_where_the_dictionary_knows_better(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00080060, "UN", b"CT")

    (found,) = find(ct, "vr-un")
    assert (found.severity, found.keyword) == ("warning", "Modality")


def test_a_vr_that_does_not_exist_is_found(
    ct_bytes: bytes, validator: Validator
) -> None:
    from io import BytesIO

    broken = ct_bytes.replace(b"\x08\0\x60\0CS", b"\x08\0\x60\0QQ")
    assert broken != ct_bytes

    report = validator.check(BytesIO(broken))
    assert ["vr-unknown"] == [found.code for found in report.findings]


def test_too_many_values_are_found(ct: FileDataset, find: Find) -> None:
    ct.PixelSpacing = ["1", "1", "1"]
    ct.Rows = [1, 2]

    assert [(found.keyword, found.message) for found in find(ct, "vm-wrong")] == [
        ("Rows", "has 2 values; the dictionary allows 1"),
        ("PixelSpacing", "has 3 values; the dictionary allows 2"),
    ]


def test_a_value_of_another_form_is_found(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00080020, "DA", "2004.01.19")

    (found,) = find(ct, "value-invalid")
    assert found.message == "'2004.01.19' is no value of VR DA"


def test_limits_count_characters_not_bytes(ct: FileDataset, find: Find) -> None:
    ct.SpecificCharacterSet = "ISO_IR 192"
    ct.InstitutionName = "ß" * 64
    assert find(ct, "value-invalid") == []

    ct.InstitutionName = "ß" * 65
    assert [found.keyword for found in find(ct, "value-invalid")] == ["InstitutionName"]


def test_a_backslash_inside_a_character_separates_nothing(
    ct: FileDataset, find: Find
) -> None:
    """The second byte of 表 in Shift JIS is that of a backslash."""
    ct.SpecificCharacterSet = "ISO_IR 13"
    ct.add_new(0x00080080, "LO", "表")
    ct["InstitutionName"].value = "x"
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
    """Samples per Pixel of a CT image is 1, in two bytes."""
    assert find(ct, "value-not-enumerated") == []
    ct.SamplesPerPixel = 3

    (found,) = find(ct, "value-not-enumerated")
    assert (found.keyword, found.module) == ("SamplesPerPixel", "CT Image")


def test_an_enumeration_in_an_item_is_asked(text_sr: FileDataset, find: Find) -> None:
    text_sr.ContentSequence[0].RelationshipType = "KNOWS"

    (found,) = find(text_sr, "value-not-enumerated")
    assert found.path == "ContentSequence[0].RelationshipType"


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian])
def test_other_encodings_are_judged_alike(
    syntax: str, ct: FileDataset, check: Check
) -> None:
    ct.PatientSex = "X"
    ct.SamplesPerPixel = 3
    ct.ReferencedStudySequence = [Dataset()]
    before = {(found.code, found.path) for found in check(ct).findings}
    implicit = syntax == ImplicitVRLittleEndian
    ct.file_meta.TransferSyntaxUID = syntax  # type: ignore[assignment]
    ct._read_implicit = implicit
    from io import BytesIO

    file = BytesIO()
    ct.save_as(
        file,
        implicit_vr=implicit,
        little_endian=implicit,
        enforce_file_format=True,
    )
    file.seek(0)
    after = {(found.code, found.path) for found in Validator().check(file).findings}

    assert len(before) == 4
    assert before <= after
    assert {code for code, _ in after - before} <= {"transfer-syntax-retired"}
