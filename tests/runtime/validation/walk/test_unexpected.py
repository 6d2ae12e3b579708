"""Retired, unknown and private elements, and elements outside of the IOD."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset

from iodize.findings.finding import Finding, Severity
from iodize.validation.engine.engine import Validator

Find = Callable[[Dataset, str], list[Finding]]


def test_attribute_of_another_iod_is_reported_as_info(
    ct: FileDataset, find: Find
) -> None:
    ct.EchoTime = "5"

    (finding,) = find(ct, "attribute-outside")
    assert (finding.severity, finding.keyword) == (Severity.INFO, "EchoTime")


def test_attribute_outside_the_tables_of_an_item_is_reported(
    ct: FileDataset, find: Find
) -> None:
    ct.ReferencedStudySequence = [Dataset()]
    ct.ReferencedStudySequence[0].PatientName = "A^B"

    (finding,) = find(ct, "attribute-outside")
    assert finding.path == "ReferencedStudySequence[0].PatientName"


def test_trailing_padding_is_allowed_in_every_iod(ct: FileDataset, find: Find) -> None:
    assert 0xFFFCFFFC in ct
    assert find(ct, "attribute-outside") == []


def test_retired_attribute_is_reported_as_warning(ct: FileDataset, find: Find) -> None:
    ct.StudyComments = "old"

    (finding,) = find(ct, "attribute-retired")
    assert (finding.severity, finding.keyword) == (Severity.WARNING, "StudyComments")
    assert find(ct, "attribute-outside") == []


def test_group_length_is_reported_as_retired(
    ct_bytes: bytes, validator: Validator
) -> None:
    first = b"\x08\0\5\0CS"
    length = b"\x08\0\0\0UL\4\0\0\0\0\0"

    (finding,) = validator.check(
        BytesIO(ct_bytes.replace(first, length + first))
    ).findings
    assert (finding.code, finding.tag) == ("attribute-retired", 0x00080000)
    assert finding.reference == "PS3.5 7.2"


def test_group_length_of_a_private_group_is_reported_as_retired(
    ct_bytes: bytes, validator: Validator
) -> None:
    creator = b"\x19\0\x10\0LO"
    length = b"\x19\0\0\0UL\4\0\0\0\0\0"

    (finding,) = validator.check(
        BytesIO(ct_bytes.replace(creator, length + creator))
    ).findings
    assert (finding.code, finding.tag) == ("attribute-retired", 0x00190000)


def test_element_outside_the_dictionary_is_reported_as_unknown(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00100003, "LO", "what")

    (finding,) = find(ct, "attribute-unknown")
    assert (finding.keyword, finding.path) == ("", "(0010,0003)")


@pytest.mark.parametrize("tag", [0x00041130, 0x00060001])
def test_elements_of_command_and_file_groups_are_reported(
    tag: int, ct: FileDataset, find: Find
) -> None:
    ct.add_new(tag, "CS", "X")

    assert [finding.tag for finding in find(ct, "group-not-allowed")] == [tag]


def test_private_elements_without_creator_are_reported_once_per_block(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00991001, "LO", "whose")
    ct.add_new(0x00991002, "LO", "whose")
    ct.add_new(0x00990011, "LO", "OURS")
    ct.add_new(0x00991101, "LO", "ours")

    (finding,) = find(ct, "private-creator-missing")
    assert finding.path == "(0099,1001)"
    assert finding.message == "private creator (0099,0010) absent for 2 elements"


def test_block_with_empty_private_creator_is_reported(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00990010, "LO", "")
    ct.add_new(0x00991001, "LO", "whose")

    (finding,) = find(ct, "private-creator-missing")
    assert "empty" in finding.message


def test_private_creator_does_not_apply_to_nested_items(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00990010, "LO", "OURS")
    item = Dataset()
    item.add_new(0x00991001, "LO", "whose")
    ct.ReferencedStudySequence = [item]

    (finding,) = find(ct, "private-creator-missing")
    assert finding.path == "ReferencedStudySequence[0].(0099,1001)"


@pytest.mark.parametrize("tag", [0x00030010, 0x00990001, 0x00990101])
def test_invalid_private_tags_are_reported(
    tag: int, ct: FileDataset, find: Find
) -> None:
    ct.add_new(tag, "LO", "x")

    assert [finding.tag for finding in find(ct, "private-tag-invalid")] == [tag]


def test_items_of_private_sequences_are_checked_against_the_dictionary(
    ct: FileDataset, find: Find
) -> None:
    item = Dataset()
    item.add_new(0x00080060, "LO", "CT")
    ct.add_new(0x00990010, "LO", "OURS")
    ct.add_new(0x00991001, "SQ", [item])

    (finding,) = find(ct, "vr-wrong")
    assert finding.path == "(0099,1001)[0].Modality"
    assert find(ct, "attribute-outside") == []


@pytest.mark.parametrize("name", ["", " ", "x" * 65, "A\\B"])
def test_empty_or_invalid_private_creator_is_reported(
    ct: FileDataset, find: Find, name: str
) -> None:
    ct.add_new(0x00990010, "LO", name)

    assert [each.path for each in find(ct, "private-creator-invalid")] == [
        "(0099,0010)"
    ]


def test_private_creator_of_another_vr_is_reported(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00990010, "UL", 7)

    (finding,) = find(ct, "private-creator-invalid")
    assert finding.message == "VR is UL; a private creator has VR LO"


def test_private_creator_of_unknown_vr_is_accepted(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00990010, "UN", b"ACME")

    assert find(ct, "private-creator-invalid") == []


@pytest.mark.parametrize("declared", ["", "ISO_IR 192"])
def test_private_creator_beyond_the_default_repertoire_is_reported(
    ct: FileDataset, find: Find, declared: str
) -> None:
    ct.SpecificCharacterSet = declared
    ct.add_new(0x00990010, "LO", "B\xe9ta")

    (finding,) = find(ct, "private-creator-invalid")
    assert finding.message == "has characters outside of the default repertoire"
    assert [each.path for each in find(ct, "characters-undeclared")] == []


def test_private_creator_that_reserves_two_blocks_is_reported(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00990010, "LO", "ACME")
    ct.add_new(0x00990011, "LO", "ACME")
    ct.add_new(0x009B0010, "LO", "ACME")

    (finding,) = find(ct, "private-creator-invalid")
    assert finding.path == "(0099,0011)"
    assert "the first is (0099,0010)" in finding.message


def test_any_valid_private_creator_is_accepted(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00990010, "LO", "ACME 1.1")

    assert find(ct, "private-creator-invalid") == []
