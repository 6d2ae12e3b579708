"""Descriptions of elements and suggestions in findings."""

from pydicom import Dataset, FileDataset
from pydicom.dataelem import RawDataElement

from iodize.findings.codes import CODES
from iodize.findings.finding import Finding
from iodize.findings.masking import IDENTIFYING, masked
from iodize.tables.editions import bundled
from iodize.validation.engine.engine import Validator
from iodize.validation.reporting.suggestions import _BY_CODE

from ...conftest import Check


def one(check: Check, dataset: Dataset, code: str) -> Finding:
    (finding,) = [each for each in check(dataset).findings if each.code == code]
    return finding


def raw(dataset: Dataset, keyword: str, value: bytes) -> None:
    """Set the bytes of an element without validation."""
    element = dataset.get_item(keyword)
    assert isinstance(element, RawDataElement)
    dataset[keyword] = element._replace(value=value, length=len(value))


def test_finding_has_value_vr_and_length(ct: FileDataset, check: Check) -> None:
    ct.PatientSex = "X"
    finding = one(check, ct, "value-not-enumerated")

    assert (finding.value, finding.vr, finding.length) == ("X", "CS", 2)


def test_finding_about_absent_element_has_no_value(
    ct: FileDataset, check: Check
) -> None:
    del ct.KVP
    finding = one(check, ct, "type2-missing")

    assert (finding.value, finding.vr, finding.length) == (None, "", None)
    assert finding.suggestion == "add it empty"


def test_binary_values_are_decoded(ct: FileDataset, check: Check) -> None:
    ct.PixelRepresentation = 2
    finding = next(
        each for each in check(ct).findings if each.keyword == "PixelRepresentation"
    )

    assert (finding.value, finding.vr, finding.length) == ("2", "US", 2)


def test_finding_about_element_in_memory_has_vr_and_length(ct: FileDataset) -> None:
    ct.PatientSex = "Ö"
    (finding,) = [
        each
        for each in Validator().check(ct).findings
        if each.code == "value-not-enumerated"
    ]

    assert finding.vr == "CS"
    assert finding.length is not None


def test_long_values_are_truncated(ct: FileDataset, check: Check) -> None:
    ct.add_new(0x00181030, "LO", "x" * 100)
    finding = one(check, ct, "value-invalid")

    assert finding.value == "x" * 64 + "…"
    assert finding.length == 100


def test_closest_term_is_suggested(ct: FileDataset, check: Check) -> None:
    ct.PatientSex = "m"
    ct.ImageType = ["ORIGINAL", "PRIMRY", "AXIAL"]

    assert {
        (finding.keyword, finding.suggestion)
        for finding in check(ct).findings
        if finding.code == "value-not-enumerated"
    } == {
        ("PatientSex", "did you mean 'M'?"),
        ("ImageType", "did you mean 'PRIMARY'?"),
    }


def test_date_without_separators_is_suggested(ct: FileDataset, check: Check) -> None:
    raw(ct, "StudyDate", b"2004-01-19")

    assert one(check, ct, "value-invalid").suggestion == "did you mean '20040119'?"


def test_unrelated_value_has_no_suggestion(ct: FileDataset, check: Check) -> None:
    ct.PatientSex = "UNKNOWN"

    assert one(check, ct, "value-not-enumerated").suggestion == ""


def test_suggestions_are_for_existing_codes() -> None:
    assert _BY_CODE.keys() <= CODES.keys()


def test_identifying_keywords_are_in_the_dictionary() -> None:
    known = {row[2] for row in bundled().elements.values()}

    assert known >= IDENTIFYING


def test_values_are_masked_in_message_and_suggestion(
    ct: FileDataset, check: Check
) -> None:
    raw(ct, "PatientBirthDate", b"1990-01-05")
    finding = masked(one(check, ct, "value-invalid"))

    assert finding.message.startswith(
        "'•••' is not a valid value of VR DA: it has other characters than digits"
    )
    assert "1990" not in repr(finding)
    assert finding.suggestion == "did you mean '•••'?"
    assert (finding.value, finding.length) == ("•••", 10)


def test_person_names_are_masked_in_all_fields(ct: FileDataset, check: Check) -> None:
    raw(ct, "ReferringPhysicianName", b"Who^Ever=b=c=d")
    finding = one(check, ct, "value-invalid")

    assert "Who" in finding.message
    assert "Who" not in repr(masked(finding))


def test_private_values_are_masked_and_group_lengths_are_not() -> None:
    severity = CODES["vm-wrong"].severity
    finding = Finding(severity, "vm-wrong", 0x00091001, "", "", "", "", "")

    assert masked(finding._replace(value="12")).value == "•••"
    assert masked(finding._replace(tag=0x00080000, value="12")).value == "12"


def test_values_of_other_attributes_are_not_masked(
    ct: FileDataset, check: Check
) -> None:
    ct.PatientSex = "X"
    finding = one(check, ct, "value-not-enumerated")

    assert masked(finding) is finding


def test_values_of_conditions_in_messages_are_not_masked() -> None:
    severity = CODES["type1c-missing"].severity
    finding = Finding(
        severity, "type1c-missing", 0x00100010, "PatientID", "", "", "", ""
    )

    def message(text: str) -> str:
        return masked(finding._replace(message=text)).message

    assert message('required if PatientSex == "M"') == 'required if PatientSex == "M"'
    assert message(f"{'Doe'!r} here, {'O' + chr(39) + 'Neill'!r} there") == (
        "'•••' here, '•••' there"
    )
    assert message(f"{'a' + chr(39) + chr(34)!r} is wrong") == "'•••' is wrong"
