"""The walk through sequences: their structure and depth."""

import struct
from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset
from pydicom.data import get_testdata_file

from iodize.encoding.general_reader import MAX_DEPTH
from iodize.findings.finding import Finding
from iodize.findings.report import FileReport
from iodize.validation.engine.engine import Validator

Find = Callable[[Dataset, str], list[Finding]]

ITEM = struct.pack("<HH", 0xFFFE, 0xE000)
ITEM_END = struct.pack("<HHL", 0xFFFE, 0xE00D, 0)
SEQUENCE_END = struct.pack("<HHL", 0xFFFE, 0xE0DD, 0)
UNDEFINED = b"\xff\xff\xff\xff"


def element(tag: int, vr: bytes, value: bytes, length: bytes = b"") -> bytes:
    """Return an element in explicit VR little endian."""
    head = struct.pack("<HH2s", tag >> 16, tag & 0xFFFF, vr)
    if vr in (b"SQ", b"UN", b"OB"):
        return head + b"\0\0" + (length or struct.pack("<L", len(value))) + value
    return head + struct.pack("<H", len(value)) + value


CT = b"1.2.840.10008.5.1.4.1.1.2\0"
COMPREHENSIVE_SR = b"1.2.840.10008.5.1.4.1.1.88.33\0"


def object_with(*elements: bytes, sop_class: bytes = CT) -> bytes:
    """Return a file with only these elements."""
    syntax = element(0x00020010, b"UI", b"1.2.840.10008.1.2.1\0")
    start = bytes(128) + b"DICM" + syntax + element(0x00080016, b"UI", sop_class)
    return start + b"".join(elements)


CONTENT = 0x0040A730
"""Content Sequence, whose items may contain it again."""

IMPRESSIONS = element(0x40080300, b"ST", b"retired ")
"""An element after Content Sequence."""

PATIENT = element(0x00100010, b"PN", b"A^B ")


def nested(levels: int, undefined: bool) -> bytes:
    """Return nested content items."""
    if undefined:
        start = element(CONTENT, b"SQ", ITEM + UNDEFINED, UNDEFINED)
        return start * levels + (ITEM_END + SEQUENCE_END) * levels
    sizes = range(8, 8 + 20 * levels, 20)
    return b"".join(
        element(CONTENT, b"SQ", b"", struct.pack("<L", size))
        + ITEM
        + struct.pack("<L", size - 8)
        for size in reversed(sizes)
    )


@pytest.fixture
def codes(validator: Validator) -> Callable[[bytes], dict[str, list[str]]]:
    """Return a function that returns the paths of findings by code."""

    def codes(data: bytes) -> dict[str, list[str]]:
        by_code: dict[str, list[str]] = {}
        for finding in validator.check(BytesIO(data)).findings:
            by_code.setdefault(finding.code, []).append(finding.path)
        return by_code

    return codes


Codes = Callable[[bytes], dict[str, list[str]]]


@pytest.mark.parametrize("undefined", [True, False])
@pytest.mark.parametrize("levels", [150, 190, 250, 10_000])
def test_sequences_are_checked_to_the_maximum_depth(
    levels: int, undefined: bool, codes: Codes
) -> None:
    data = nested(levels, undefined) + IMPRESSIONS
    by_code = codes(object_with(data, sop_class=COMPREHENSIVE_SR))

    deep = by_code.get("nested-too-deep", [])
    assert len(deep) == (1 if levels > MAX_DEPTH else 0)
    assert all(path.count("[0]") == MAX_DEPTH for path in deep)
    assert by_code["attribute-retired"] == [
        "Impressions"
    ], "elements after the sequence must be checked"
    required = [
        path for path in by_code["type1-missing"] if "[0].RelationshipType" in path
    ]
    assert len(required) == min(levels, MAX_DEPTH)


def test_truncated_deep_sequences_are_reported(codes: Codes) -> None:
    by_code = codes(object_with(nested(10_000, True))[:-100_000])

    assert {"truncated", "nested-too-deep"} <= set(by_code)


def test_elements_after_deep_sequences_are_checked(codes: Codes) -> None:
    name = element(0x00081150, b"UI", b"1.2\0")
    known = element(
        0x00081140, b"SQ", ITEM + struct.pack("<L", len(name)) + name, UNDEFINED
    )
    inner = known + SEQUENCE_END
    start = element(0x00081140, b"SQ", ITEM + UNDEFINED, UNDEFINED)
    deep = start * 400 + inner + (ITEM_END + SEQUENCE_END) * 400

    by_code = codes(object_with(deep, known + SEQUENCE_END, PATIENT))
    assert by_code["duplicate-element"] == ["ReferencedImageSequence"]
    assert "ReferencedImageSequence[0].ReferencedSOPClassUID" not in str(
        by_code["type1-missing"]
    )


def test_data_set_that_contains_itself_is_reported(validator: Validator) -> None:
    image = Dataset()
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    item = Dataset()
    item.RelatedSeriesSequence = [image, image]
    image.RelatedSeriesSequence = [item]

    loops = [
        finding.path
        for finding in validator.check(image).findings
        if finding.code == "sequence-loop"
    ]
    assert loops == ["RelatedSeriesSequence[0].RelatedSeriesSequence"] * 2


def test_same_item_may_occur_twice_in_a_sequence(validator: Validator) -> None:
    image, item = Dataset(), Dataset()
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    image.ReferencedStudySequence = [item, item]

    reported = [finding.code for finding in validator.check(image).findings]
    assert "sequence-loop" not in reported


def test_sequence_encoded_as_text_is_reported(codes: Codes) -> None:
    by_code = codes(object_with(element(0x00081140, b"LO", b"none")))

    assert by_code["not-a-sequence"] == ["ReferencedImageSequence"]


def test_sequence_of_other_bytes_than_items_is_reported(codes: Codes) -> None:
    by_code = codes(object_with(element(0x00081140, b"SQ", PATIENT)))

    assert by_code["not-a-sequence"] == ["ReferencedImageSequence"]


def test_items_of_non_sequence_element_are_reported(codes: Codes) -> None:
    by_code = codes(object_with(element(0x00100020, b"SQ", ITEM + bytes(4))))

    assert by_code["unexpected-items"] == ["PatientID"]


def test_item_longer_than_its_sequence_is_reported_and_checked(codes: Codes) -> None:
    item = ITEM + struct.pack("<L", 100) + element(0x00081150, b"UI", b"1.2\0")
    by_code = codes(object_with(element(0x00081140, b"SQ", item), PATIENT))

    assert by_code["sequence-broken"] == ["ReferencedImageSequence"]
    assert by_code["type1-missing"][-1] != "ReferencedImageSequence"
    missing = "ReferencedImageSequence[0].ReferencedSOPInstanceUID"
    assert missing in by_code["type1-missing"], "the item must be checked"


def test_excess_bytes_after_an_item_are_reported(codes: Codes) -> None:
    items = ITEM + bytes(4) + PATIENT
    by_code = codes(object_with(element(0x00081140, b"SQ", items)))

    assert by_code["sequence-broken"] == ["ReferencedImageSequence"]


def test_duplicate_element_is_reported(codes: Codes) -> None:
    by_code = codes(object_with(PATIENT, PATIENT))

    assert by_code["duplicate-element"] == ["PatientName"]


def test_elements_out_of_order_are_reported(codes: Codes) -> None:
    later = element(0x00100020, b"LO", b"ID")
    by_code = codes(object_with(later, PATIENT))

    assert by_code["element-order"] == ["PatientName"]
    assert "PatientID" not in by_code["type2-missing"]


def test_items_of_sequence_with_vr_un_are_checked(codes: Codes) -> None:
    """The value is encoded as implicit VR little endian: PS3.5 6.2.2."""
    uid = struct.pack("<HHL", 0x0008, 0x1150, 4) + b"1.2\0"
    item = ITEM + struct.pack("<L", len(uid)) + uid
    by_code = codes(object_with(element(0x00081140, b"UN", item)))

    assert by_code["vr-un"] == ["ReferencedImageSequence"]
    missing = [path for path in by_code["type1-missing"] if path.startswith("Ref")]
    assert missing == ["ReferencedImageSequence[0].ReferencedSOPInstanceUID"]


def test_findings_are_in_the_order_of_the_data_set(
    text_sr: FileDataset, validator: Validator
) -> None:
    content = text_sr.ContentSequence
    content[0].RelationshipType = "KNOWS"
    content[1].ValueType = ""
    text_sr.Modality = "CT"
    text_sr.PatientSex = "X"

    paths = [finding.path for finding in validator.check(text_sr).findings]
    assert list(dict.fromkeys(paths)) == [
        "Modality",
        "PatientSex",
        "CurrentRequestedProcedureEvidenceSequence",
        "ContentSequence[0].RelationshipType",
        "ContentSequence[1].ValueType",
        "ContentSequence[1].ConceptNameCodeSequence",  # conditional findings come last
        "ContentSequence[1].PersonName",
        "ContentSequence[4].ContentSequence[1].ReferencedSOPSequence[0]"
        ".ReferencedSOPInstanceUID",
    ]


def test_data_set_in_memory_has_the_findings_of_its_file(
    ct: FileDataset, check: Callable[[Dataset], FileReport], validator: Validator
) -> None:
    del ct.KVP
    ct.PatientSex = "X"
    ct.PixelRepresentation = 2
    ct.PixelSpacing = ["1", "1", "1"]
    ct.ReferencedStudySequence = [Dataset()]
    ct.StudyComments = "old"

    in_memory = validator.check(ct)
    ct.decode()
    decoded = validator.check(ct)

    assert len(in_memory.findings) == 7
    assert decoded.findings == in_memory.findings
    assert check(ct).findings == in_memory.findings


def test_sequences_deferred_by_pydicom_are_checked(validator: Validator) -> None:
    from pydicom import dcmread

    path = str(get_testdata_file("rtplan.dcm", download=False))
    whole, deferred = dcmread(path), dcmread(path, defer_size=8)

    assert validator.check(deferred).findings == validator.check(whole).findings


def test_value_that_cannot_be_encoded_is_reported(validator: Validator) -> None:
    from pydicom.dataelem import DataElement

    image = Dataset()
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    rows = DataElement(0x00280010, "US", 1)
    rows._value = "many"
    image.add(rows)

    findings = [
        finding
        for finding in validator.check(image).findings
        if finding.keyword == "Rows"
    ]
    assert [(one.code, one.message) for one in findings] == [
        ("value-invalid", "cannot be encoded")
    ]


def test_ambiguous_vr_in_memory_is_resolved_by_the_value(validator: Validator) -> None:
    image = Dataset()
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    image.SmallestImagePixelValue = -5
    image.LargestImagePixelValue = 5
    assert image["LargestImagePixelValue"].VR == "US or SS"

    keywords = [one.keyword for one in validator.check(image).findings]
    assert "SmallestImagePixelValue" not in keywords
    assert "LargestImagePixelValue" not in keywords
