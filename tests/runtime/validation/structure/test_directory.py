"""DICOMDIR: record types, nesting, offsets and referenced files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom import FileDataset, dcmread
from pydicom.fileset import FileSet

from iodize.validation.engine.engine import Validator

from .objects import ROOT, secondary_capture

FIRST = "OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity"
LAST = "OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity"
NEXT = "OffsetOfTheNextDirectoryRecord"
LOWER = "OffsetOfReferencedLowerLevelDirectoryEntity"

Faults = list[tuple[str, str]]
Change = Callable[[FileDataset], None]


@pytest.fixture
def medium(tmp_path: Path) -> Path:
    """Return the DICOMDIR of two patients with two images each."""
    files = FileSet()
    for patient in "12":
        for image in "34":
            capture = secondary_capture()
            capture.PatientID = patient
            capture.StudyDate, capture.StudyTime, capture.StudyID = (
                "20230101",
                "12",
                "1",
            )
            capture.StudyInstanceUID = f"{ROOT}.{patient}"
            capture.SeriesInstanceUID = f"{ROOT}.{patient}.1"
            capture.SOPInstanceUID = f"{ROOT}.{patient}.{image}"
            capture.file_meta.MediaStorageSOPInstanceUID = capture.SOPInstanceUID
            files.add(capture)
    files.write(tmp_path)
    return tmp_path / "DICOMDIR"


@pytest.fixture
def faults(medium: Path, validator: Validator) -> Callable[[Change], Faults]:
    """Return a function that changes the DICOMDIR and returns (code, path) of findings."""

    def faults(change: Change) -> Faults:
        directory = dcmread(medium)
        before = medium.read_bytes()
        change(directory)
        directory.save_as(medium, enforce_file_format=True)
        assert len(medium.read_bytes()) == len(before), "the offsets have moved"
        return directory_findings(validator, medium)

    return faults


def directory_findings(validator: Validator, path: Path) -> Faults:
    return [
        (one.code, one.path)
        for one in validator.check(path).findings
        if one.code.startswith("directory-")
    ]


def records(directory: FileDataset, kind: str) -> list[int]:
    sequence = directory.DirectoryRecordSequence
    return [
        index
        for index, record in enumerate(sequence)
        if record.DirectoryRecordType == kind
    ]


def test_conformant_directory_has_no_finding(
    medium: Path, validator: Validator
) -> None:
    assert directory_findings(validator, medium) == []
    assert records(dcmread(medium), "IMAGE") == [3, 4, 8, 9]


def test_offsets_of_items_with_undefined_length_are_followed(
    medium: Path, validator: Validator
) -> None:
    directory = dcmread(medium)
    before = [record.seq_item_tell for record in directory.DirectoryRecordSequence]
    for record in directory.DirectoryRecordSequence:
        record.is_undefined_length_sequence_item = True
    shift = {old: old + 8 * index for index, old in enumerate(before)}
    for record in directory.DirectoryRecordSequence:
        for keyword in (NEXT, LOWER):
            record[keyword].value = shift.get(record[keyword].value, 0)
    for keyword in (FIRST, LAST):
        directory[keyword].value = shift[directory[keyword].value]
    directory.save_as(medium, enforce_file_format=True)

    assert directory_findings(validator, medium) == []


def test_offset_that_misses_a_record_is_reported(
    faults: Callable[[Change], Faults],
) -> None:
    def change(directory: FileDataset) -> None:
        directory.DirectoryRecordSequence[0][LOWER].value += 2

    assert faults(change) == [
        ("directory-offset", f"DirectoryRecordSequence[0].{LOWER}"),
        ("directory-unreachable", "DirectoryRecordSequence[1]"),
    ]


def test_wrong_offset_of_first_record_is_reported(
    faults: Callable[[Change], Faults],
) -> None:
    def change(directory: FileDataset) -> None:
        directory[FIRST].value += 2

    assert faults(change)[0] == ("directory-offset", FIRST)


def test_wrong_offset_of_last_record_is_reported(
    faults: Callable[[Change], Faults],
) -> None:
    def change(directory: FileDataset) -> None:
        directory[LAST].value = directory[FIRST].value

    assert faults(change) == [("directory-offset", LAST)]


def test_cycle_of_records_is_reported(faults: Callable[[Change], Faults]) -> None:
    def change(directory: FileDataset) -> None:
        directory.DirectoryRecordSequence[4][NEXT].value = directory[FIRST].value

    path = f"DirectoryRecordSequence[4].{NEXT}"
    assert faults(change) == [("directory-loop", path)]


def test_record_type_at_wrong_level_is_reported(
    faults: Callable[[Change], Faults],
) -> None:
    def change(directory: FileDataset) -> None:
        directory.DirectoryRecordSequence[1].DirectoryRecordType = "SERIES"
        directory.DirectoryRecordSequence[2].DirectoryRecordType = "STUDY "

    nested = [path for code, path in faults(change) if code == "directory-nesting"]
    assert nested == [
        f"DirectoryRecordSequence[{index}].DirectoryRecordType"
        for index in (1, 2, 3, 4)
    ]


def test_record_type_unknown_to_the_edition_is_reported(
    faults: Callable[[Change], Faults],
) -> None:
    def change(directory: FileDataset) -> None:
        directory.DirectoryRecordSequence[4].DirectoryRecordType = "TOPIC"

    path = "DirectoryRecordSequence[4].DirectoryRecordType"
    assert faults(change) == [("directory-type", path)]


def test_missing_referenced_file_is_reported(
    medium: Path, validator: Validator
) -> None:
    parts = dcmread(medium).DirectoryRecordSequence[8].ReferencedFileID
    medium.parent.joinpath(*parts).unlink()

    path = "DirectoryRecordSequence[8].ReferencedFileID"
    assert directory_findings(validator, medium) == [("directory-file", path)]


def test_image_record_must_reference_a_file(medium: Path, validator: Validator) -> None:
    directory = dcmread(medium)
    del directory.DirectoryRecordSequence[8].ReferencedFileID
    del directory.DirectoryRecordSequence[9].ReferencedFileID
    directory.DirectoryRecordSequence[9].DirectoryRecordType = "UNKNOWN"
    directory.save_as(medium, enforce_file_format=True)

    missing = [
        found.path
        for found in validator.check(medium).findings
        if found.code == "type1c-missing"
    ]
    assert missing == ["DirectoryRecordSequence[8].ReferencedFileID"]


def test_referenced_file_may_have_lower_case_name(
    medium: Path, validator: Validator
) -> None:
    for file in sorted(medium.parent.rglob("*"), reverse=True):
        if file != medium:
            file.rename(file.with_name(file.name.lower()))

    assert directory_findings(validator, medium) == []
