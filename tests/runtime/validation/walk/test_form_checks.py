"""VR, number and format of values, and enumerated values."""

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

from iodize.findings.finding import Finding, Severity
from iodize.validation.engine.engine import Validator

Find = Callable[[Dataset, str], list[Finding]]

MODALITY = b"\x08\0\x60\0CS\2\0CT"
"""Modality (0008,0060) as encoded in the CT image."""


def test_vr_that_differs_from_the_dictionary_is_reported(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00080060, "LO", "CT")

    (finding,) = find(ct, "vr-wrong")
    assert finding.message == "VR is LO; the dictionary requires CS"


@pytest.mark.parametrize("vr", ["LO", "OB", "SQ", "UN"])
@pytest.mark.parametrize("tag", [0x00080202, 0x00189445, 0x00280020])
def test_element_without_a_vr_in_the_dictionary_may_have_any(
    ct: FileDataset, validator: Validator, vr: str, tag: int
) -> None:
    """PS3.6 lists these elements as retired, and gives them no VR."""
    before = validator.check(ct).findings
    ct.add_new(tag, vr, {"LO": "A", "SQ": []}.get(vr, b"AB"))

    after = validator.check(ct).findings
    assert {each.code for each in after} - {each.code for each in before} == {
        "attribute-retired"
    }


def test_each_vr_of_an_ambiguous_vr_is_accepted(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00280106, "US", 1)
    ct.add_new(0x00280107, "SS", 1)

    assert find(ct, "vr-wrong") == []
    assert find(ct, "vm-wrong") == []


def test_vr_un_of_known_element_is_reported_as_warning(
    ct_bytes: bytes, validator: Validator
) -> None:
    unknown = ct_bytes.replace(MODALITY, b"\x08\0\x60\0UN\0\0\2\0\0\0CT")

    (finding,) = validator.check(BytesIO(unknown)).findings
    assert (finding.code, finding.severity, finding.keyword) == (
        "vr-un",
        Severity.WARNING,
        "Modality",
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (b"", "type1-empty"),
        (b"ct", "value-invalid"),
        (b"A\\B ", "vm-wrong"),
        (b"CTX", "value-length"),
        (b"  ", "type1-empty"),
    ],
)
def test_value_of_vr_un_is_checked_as_its_vr_in_the_dictionary(
    ct_bytes: bytes, validator: Validator, value: bytes, code: str
) -> None:
    """PS3.5 6.2.2."""
    length = len(value).to_bytes(4, "little")
    unknown = ct_bytes.replace(MODALITY, b"\x08\0\x60\0UN\0\0" + length + value)

    findings = validator.check(BytesIO(unknown)).findings
    assert {"vr-un", code} <= {each.code for each in findings}


@pytest.mark.parametrize(
    ("value", "empty"), [(b"\\\\", True), (b"\\ \\ ", True), (b"\\A", False)]
)
def test_separators_alone_are_no_value(
    ct: FileDataset, find: Find, value: bytes, empty: bool
) -> None:
    """PS3.5 7.4.1."""
    ct.ImageType = value.decode().split("\\")

    assert [each.keyword for each in find(ct, "type1-empty")] == (
        ["ImageType"] if empty else []
    )


@pytest.mark.parametrize(("length", "warned"), [(65534, True), (65536, False)])
def test_value_too_long_for_its_vr_may_have_vr_un(
    ct_bytes: bytes, validator: Validator, length: int, warned: bool
) -> None:
    """PS3.5 6.2.2; Contour Data of structure sets is this long."""
    value = (b"1\\2\\3\\" * (length // 6))[:-1].ljust(length)
    contour = b"\x06\x30\x50\0UN\0\0" + length.to_bytes(4, "little") + value
    pixels = ct_bytes.index(b"\xe0\x7f\x10\0O")

    long = ct_bytes[:pixels] + contour + ct_bytes[pixels:]
    findings = validator.check(BytesIO(long)).findings
    assert {each.code for each in findings} - {"attribute-outside"} == (
        {"vr-un"} if warned else set()
    )


def test_unknown_vr_is_reported(ct_bytes: bytes, validator: Validator) -> None:
    broken = ct_bytes.replace(MODALITY, MODALITY.replace(b"CS", b"QQ"))

    (finding,) = validator.check(BytesIO(broken)).findings
    assert (finding.code, finding.message) == ("vr-unknown", "'QQ' is not a VR")


def test_value_of_odd_length_is_reported(ct_bytes: bytes, validator: Validator) -> None:
    odd = ct_bytes.replace(MODALITY, b"\x08\0\x60\0CS\3\0CT ")

    (finding,) = validator.check(BytesIO(odd)).findings
    assert (finding.code, finding.message) == (
        "value-length",
        "has an odd length of 3 bytes",
    )


def test_excess_values_are_reported(ct: FileDataset, find: Find) -> None:
    ct.PixelSpacing = ["1", "1", "1"]
    ct.Rows = [1, 2]

    assert [(finding.keyword, finding.message) for finding in find(ct, "vm-wrong")] == [
        ("Rows", "has 2 values; the dictionary allows 1"),
        ("PixelSpacing", "has 3 values; the dictionary allows 2"),
    ]


def test_value_of_wrong_format_is_reported(ct: FileDataset, find: Find) -> None:
    ct["StudyDate"]._value = "2004.01.19"

    (finding,) = find(ct, "value-invalid")
    assert (
        finding.message
        == "'2004.01.19' is not a valid value of VR DA: it has other characters than digits"
    )


def test_incomplete_binary_value_is_one_finding(
    ct_bytes: bytes, validator: Validator
) -> None:
    rows = b"\x28\0\x10\0US"
    broken = ct_bytes.replace(rows, b"\x28\0\x09\0AT\2\0\1\0" + rows)

    found = validator.check(BytesIO(broken)).findings
    assert [
        (each.code, each.message)
        for each in found
        if each.keyword == "FrameIncrementPointer" and each.severity is Severity.ERROR
    ] == [
        ("value-invalid", "has a length of 2 bytes; VR AT requires a multiple of 4"),
    ]


def test_length_limits_count_characters_instead_of_bytes(
    ct: FileDataset, find: Find
) -> None:
    ct.SpecificCharacterSet = "ISO_IR 192"
    ct.InstitutionName = "ß" * 64
    assert find(ct, "value-invalid") == []

    ct["InstitutionName"]._value = "ß" * 65
    assert [finding.keyword for finding in find(ct, "value-invalid")] == [
        "InstitutionName"
    ]


def test_backslash_byte_within_a_character_is_not_a_separator(
    ct: FileDataset, find: Find
) -> None:
    """In GB 18030, the second byte of 誠 equals a backslash."""
    ct.SpecificCharacterSet = "GB18030"
    ct.InstitutionName = "誠"
    assert b"\\" in "誠".encode("gb18030")

    assert find(ct, "vm-wrong") == []
    assert find(ct, "value-invalid") == []


def test_value_outside_enumerated_values_is_reported(
    ct: FileDataset, find: Find
) -> None:
    ct.PatientSex = "X"

    (finding,) = find(ct, "value-not-enumerated")
    assert finding.message == "'X'; enumerated: M, F, O"
    assert finding.reference == "PS3.3 C.7.1.1 Table C.7-1"


def test_enumerated_numbers_are_compared_by_value(ct: FileDataset, find: Find) -> None:
    """Pixel Representation is 0 or 1, in two bytes."""
    assert find(ct, "value-not-enumerated") == []
    ct.PixelRepresentation = 2

    (finding,) = find(ct, "value-not-enumerated")
    assert (finding.keyword, finding.message) == (
        "PixelRepresentation",
        "'2'; enumerated: 0, 1",
    )


def test_enumerated_values_of_items_are_checked(
    text_sr: FileDataset, find: Find
) -> None:
    text_sr.ContentSequence[0].RelationshipType = "KNOWS"

    (finding,) = find(text_sr, "value-not-enumerated")
    assert finding.path == "ContentSequence[0].RelationshipType"


@pytest.mark.parametrize(
    ("syntax", "implicit", "little"),
    [
        (ImplicitVRLittleEndian, True, True),
        (ExplicitVRLittleEndian, False, True),
        (ExplicitVRBigEndian, False, False),
    ],
)
def test_findings_do_not_depend_on_the_transfer_syntax(
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

    findings = {
        (finding.code, finding.path)
        for finding in validator.check(file).findings
        if finding.path.startswith(("PatientSex", "Pixel", "Rows", "Referenced"))
    }
    assert findings >= {
        ("value-not-enumerated", "PatientSex"),
        ("value-not-enumerated", "PixelRepresentation"),
        ("type1-missing", "ReferencedStudySequence[0].ReferencedSOPClassUID"),
        ("type1-missing", "ReferencedStudySequence[0].ReferencedSOPInstanceUID"),
    }
    assert not any("Rows" in path for _, path in findings)
