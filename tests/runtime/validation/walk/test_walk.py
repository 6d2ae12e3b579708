"""The way through sequences: their structure, and how deep they nest."""

import struct
from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset
from pydicom.data import get_testdata_file

from iodize.report import FileReport
from iodize.validation.engine import Validator
from iodize.validation.findings import Finding
from iodize.validation.walk import MAX_DEPTH

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
    """Return a file with nothing in it but these elements."""
    syntax = element(0x00020010, b"UI", b"1.2.840.10008.1.2.1\0")
    start = bytes(128) + b"DICM" + syntax + element(0x00080016, b"UI", sop_class)
    return start + b"".join(elements)


CONTENT = 0x0040A730
"""Content Sequence, whose items may contain it again."""

IMPRESSIONS = element(0x40080300, b"ST", b"retired ")
"""Comes after any content."""

PATIENT = element(0x00100010, b"PN", b"A^B ")


def nested(levels: int, undefined: bool) -> bytes:
    """Return content in content in content…"""
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
    """Return what finds the paths of each code."""

    def codes(data: bytes) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for finding in validator.check(BytesIO(data)).findings:
            found.setdefault(finding.code, []).append(finding.path)
        return found

    return codes


Codes = Callable[[bytes], dict[str, list[str]]]


@pytest.mark.parametrize("undefined", [True, False])
@pytest.mark.parametrize("levels", [150, 190, 250, 10_000])
def test_sequences_may_nest_to_any_depth(
    levels: int, undefined: bool, codes: Codes
) -> None:
    data = nested(levels, undefined) + IMPRESSIONS
    found = codes(object_with(data, sop_class=COMPREHENSIVE_SR))

    deep = found.get("nested-too-deep", [])
    assert len(deep) == (1 if levels > MAX_DEPTH else 0)
    assert all(path.count("[0]") == MAX_DEPTH for path in deep)
    assert found["attribute-retired"] == ["Impressions"], "what follows was lost"
    asked = [path for path in found["type1-missing"] if "[0].RelationshipType" in path]
    assert len(asked) == min(levels, MAX_DEPTH)


def test_deep_sequences_that_are_cut_off(codes: Codes) -> None:
    found = codes(object_with(nested(10_000, True))[:-100_000])

    assert {"truncated", "nested-too-deep"} <= set(found)


def test_deep_sequences_with_items_of_known_length(codes: Codes) -> None:
    name = element(0x00081150, b"UI", b"1.2\0")
    known = element(
        0x00081140, b"SQ", ITEM + struct.pack("<L", len(name)) + name, UNDEFINED
    )
    inner = known + SEQUENCE_END
    start = element(0x00081140, b"SQ", ITEM + UNDEFINED, UNDEFINED)
    deep = start * 400 + inner + (ITEM_END + SEQUENCE_END) * 400

    found = codes(object_with(deep, known + SEQUENCE_END, PATIENT))
    assert found["duplicate-element"] == ["ReferencedImageSequence"]
    assert "ReferencedImageSequence[0].ReferencedSOPClassUID" not in str(
        found["type1-missing"]
    )


def test_an_object_in_memory_that_contains_itself(validator: Validator) -> None:
    image = Dataset()
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    item = Dataset()
    item.RelatedSeriesSequence = [image, image]
    image.RelatedSeriesSequence = [item]

    loops = [
        found.path
        for found in validator.check(image).findings
        if found.code == "sequence-loop"
    ]
    assert loops == ["RelatedSeriesSequence[0].RelatedSeriesSequence"] * 2


def test_an_item_may_occur_twice_in_memory(validator: Validator) -> None:
    image, item = Dataset(), Dataset()
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    image.ReferencedStudySequence = [item, item]

    found = [finding.code for finding in validator.check(image).findings]
    assert "sequence-loop" not in found


def test_a_sequence_encoded_as_text(codes: Codes) -> None:
    found = codes(object_with(element(0x00081140, b"LO", b"none")))

    assert found["not-a-sequence"] == ["ReferencedImageSequence"]


def test_a_sequence_that_holds_no_items(codes: Codes) -> None:
    found = codes(object_with(element(0x00081140, b"SQ", PATIENT)))

    assert found["not-a-sequence"] == ["ReferencedImageSequence"]


def test_items_where_none_are_allowed(codes: Codes) -> None:
    found = codes(object_with(element(0x00100020, b"SQ", ITEM + bytes(4))))

    assert found["unexpected-items"] == ["PatientID"]


def test_an_item_that_is_longer_than_its_sequence(codes: Codes) -> None:
    item = ITEM + struct.pack("<L", 100) + element(0x00081150, b"UI", b"1.2\0")
    found = codes(object_with(element(0x00081140, b"SQ", item), PATIENT))

    assert found["sequence-broken"] == ["ReferencedImageSequence"]
    assert found["type1-missing"][-1] != "ReferencedImageSequence"
    missing = "ReferencedImageSequence[0].ReferencedSOPInstanceUID"
    assert missing in found["type1-missing"], "the item was not checked"


def test_a_second_item_that_is_none(codes: Codes) -> None:
    items = ITEM + bytes(4) + PATIENT
    found = codes(object_with(element(0x00081140, b"SQ", items)))

    assert found["sequence-broken"] == ["ReferencedImageSequence"]


def test_an_element_that_occurs_twice(codes: Codes) -> None:
    found = codes(object_with(PATIENT, PATIENT))

    assert found["duplicate-element"] == ["PatientName"]


def test_elements_out_of_order(codes: Codes) -> None:
    later = element(0x00100020, b"LO", b"ID")
    found = codes(object_with(later, PATIENT))

    assert found["element-order"] == ["PatientName"]
    assert "PatientID" not in found["type2-missing"]


def test_a_sequence_in_un_is_walked(codes: Codes) -> None:
    """An unknown VR holds implicit VR little endian: PS3.5 6.2.2."""
    uid = struct.pack("<HHL", 0x0008, 0x1150, 4) + b"1.2\0"
    item = ITEM + struct.pack("<L", len(uid)) + uid
    found = codes(object_with(element(0x00081140, b"UN", item)))

    assert found["vr-un"] == ["ReferencedImageSequence"]
    missing = [path for path in found["type1-missing"] if path.startswith("Ref")]
    assert missing == ["ReferencedImageSequence[0].ReferencedSOPInstanceUID"]


def test_findings_come_in_the_order_of_the_data_set(
    text_sr: FileDataset, validator: Validator
) -> None:
    content = text_sr.ContentSequence
    content[0].RelationshipType = "KNOWS"
    content[1].ValueType = ""
    text_sr.Modality = "CT"
    text_sr.PatientSex = "X"

    paths = [found.path for found in validator.check(text_sr).findings]
    assert list(dict.fromkeys(paths)) == [
        "Modality",
        "PatientSex",
        "ContentSequence[0].RelationshipType",
        "ContentSequence[1].ValueType",
        "ContentSequence[1].ConceptNameCodeSequence",  # conditions come last
        "ContentSequence[1].PersonName",
    ]


def test_a_data_set_in_memory_is_judged_like_its_file(
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


def test_sequences_that_pydicom_put_off_are_walked(validator: Validator) -> None:
    from pydicom import dcmread

    path = str(get_testdata_file("rtplan.dcm", download=False))
    whole, deferred = dcmread(path), dcmread(path, defer_size=8)

    assert validator.check(deferred).findings == validator.check(whole).findings


def test_a_value_that_cannot_be_encoded_is_found(validator: Validator) -> None:
    from pydicom.dataelem import DataElement

    image = Dataset()
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    rows = DataElement(0x00280010, "US", 1)
    rows._value = "many"
    image.add(rows)

    found = [
        found for found in validator.check(image).findings if found.keyword == "Rows"
    ]
    assert [(one.code, one.message) for one in found] == [
        ("value-invalid", "cannot be encoded")
    ]


def test_a_choice_of_vrs_is_decided_by_the_value(validator: Validator) -> None:
    image = Dataset()
    image.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    image.SmallestImagePixelValue = -5
    image.LargestImagePixelValue = 5
    assert image["LargestImagePixelValue"].VR == "US or SS"

    found = [one.keyword for one in validator.check(image).findings]
    assert "SmallestImagePixelValue" not in found
    assert "LargestImagePixelValue" not in found
