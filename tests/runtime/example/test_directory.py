"""Records of the DICOMDIR form a chain: PS3.3 F.3.2.2."""

from __future__ import annotations

from io import BytesIO

from pydicom import dcmread

from iodize import example
from iodize.example.directory import FILE_ID, RECORDS


def test_each_record_points_to_the_next_lower_one() -> None:
    file = BytesIO()
    example.build("BasicDirectory").save_as(file, enforce_file_format=True)
    file.seek(0)
    directory = dcmread(file)
    records = directory.DirectoryRecordSequence
    offsets = [record.seq_item_tell for record in records]

    assert [record.DirectoryRecordType for record in records] == list(RECORDS)
    assert (
        directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity == offsets[0]
    )
    lower = [record.OffsetOfReferencedLowerLevelDirectoryEntity for record in records]
    assert lower == [*offsets[1:], 0]


def test_only_the_image_record_has_a_file() -> None:
    *others, image = example.build("BasicDirectory").DirectoryRecordSequence

    assert tuple(image.ReferencedFileID) == FILE_ID
    assert all("ReferencedFileID" not in record for record in others)
