"""What does not belong in a data set."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pydicom import Dataset, FileDataset

from iodize.validation.engine import Validator
from iodize.validation.findings import Finding, Severity

Find = Callable[[Dataset, str], list[Finding]]


def test_an_attribute_of_another_iod_is_a_note(ct: FileDataset, find: Find) -> None:
    ct.EchoTime = "5"

    (found,) = find(ct, "attribute-outside")
    assert (found.severity, found.keyword) == (Severity.INFO, "EchoTime")


def test_an_attribute_of_no_table_of_the_item_is_a_note(
    ct: FileDataset, find: Find
) -> None:
    ct.ReferencedStudySequence = [Dataset()]
    ct.ReferencedStudySequence[0].PatientName = "A^B"

    (found,) = find(ct, "attribute-outside")
    assert found.path == "ReferencedStudySequence[0].PatientName"


def test_trailing_padding_belongs_everywhere(ct: FileDataset, find: Find) -> None:
    assert 0xFFFCFFFC in ct
    assert find(ct, "attribute-outside") == []


def test_a_retired_attribute_is_a_warning(ct: FileDataset, find: Find) -> None:
    ct.StudyComments = "old"

    (found,) = find(ct, "attribute-retired")
    assert (found.severity, found.keyword) == (Severity.WARNING, "StudyComments")
    assert find(ct, "attribute-outside") == []


def test_a_group_length_is_retired(ct_bytes: bytes, validator: Validator) -> None:
    first = b"\x08\0\5\0CS"
    length = b"\x08\0\0\0UL\4\0\0\0\0\0"

    (found,) = validator.check(
        BytesIO(ct_bytes.replace(first, length + first))
    ).findings
    assert (found.code, found.tag) == ("attribute-retired", 0x00080000)


def test_an_element_that_the_dictionary_lacks_is_a_warning(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00100003, "LO", "what")

    (found,) = find(ct, "attribute-unknown")
    assert (found.keyword, found.path) == ("", "(0010,0003)")


@pytest.mark.parametrize("tag", [0x00041130, 0x00060001])
def test_groups_of_other_things_are_errors(
    tag: int, ct: FileDataset, find: Find
) -> None:
    ct.add_new(tag, "CS", "X")

    assert [found.tag for found in find(ct, "group-not-allowed")] == [tag]


def test_private_elements_need_a_private_creator(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00991001, "LO", "whose")
    ct.add_new(0x00991002, "LO", "whose")
    ct.add_new(0x00990011, "LO", "OURS")
    ct.add_new(0x00991101, "LO", "ours")

    (found,) = find(ct, "private-creator-missing")
    assert found.path == "(0099,1001)"
    assert found.message == "private creator (0099,0010) absent, for 2 elements"


def test_an_empty_private_creator_reserves_nothing(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00990010, "LO", "")
    ct.add_new(0x00991001, "LO", "whose")

    (found,) = find(ct, "private-creator-missing")
    assert "empty" in found.message


def test_private_creators_count_within_their_item_only(
    ct: FileDataset, find: Find
) -> None:
    ct.add_new(0x00990010, "LO", "OURS")
    item = Dataset()
    item.add_new(0x00991001, "LO", "whose")
    ct.ReferencedStudySequence = [item]

    (found,) = find(ct, "private-creator-missing")
    assert found.path == "ReferencedStudySequence[0].(0099,1001)"


@pytest.mark.parametrize("tag", [0x00030010, 0x00990001, 0x00990101])
def test_some_odd_tags_are_no_private_tags(
    tag: int, ct: FileDataset, find: Find
) -> None:
    ct.add_new(tag, "LO", "x")

    assert [found.tag for found in find(ct, "private-tag-invalid")] == [tag]


def test_items_of_private_sequences_are_checked_by_the_dictionary(
    ct: FileDataset, find: Find
) -> None:
    item = Dataset()
    item.add_new(0x00080060, "LO", "CT")
    ct.add_new(0x00990010, "LO", "OURS")
    ct.add_new(0x00991001, "SQ", [item])

    (found,) = find(ct, "vr-wrong")
    assert found.path == "(0099,1001)[0].Modality"
    assert find(ct, "attribute-outside") == []


@pytest.mark.parametrize("name", ["", " ", "x" * 65, "A\\B"])
def test_a_private_creator_has_a_name(ct: FileDataset, find: Find, name: str) -> None:
    ct.add_new(0x00990010, "LO", name)

    assert [each.path for each in find(ct, "private-creator-invalid")] == [
        "(0099,0010)"
    ]


def test_any_name_will_do(ct: FileDataset, find: Find) -> None:
    ct.add_new(0x00990010, "LO", "ACME 1.1")

    assert find(ct, "private-creator-invalid") == []
