"""The records of a DICOMDIR: a patient, study and series with one image.

Source: PS3.3 F.3.2.2, F.5.
"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Final

from pydicom import dcmread
from pydicom.dataset import Dataset

from .tree import Node

RECORDS: Final = ("PATIENT", "STUDY", "SERIES", "IMAGE")
"""Record types, from the highest level: PS3.3 Table F.4-1."""

RECORD_SEQUENCE: Final = "DirectoryRecordSequence"

FILE_ID: Final = ("IMAGES", "CT000001")
"""File ID of the image."""


def record_type(node: Node) -> str:
    return RECORDS[node.index]


def file_id(node: Node) -> tuple[str, ...] | None:
    """Return the File ID of an image record; others have none."""
    return FILE_ID if node.index == RECORDS.index("IMAGE") else None


def link(dataset: Dataset) -> None:
    """Set the offsets of the records in the encoded file."""
    file = BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    file.seek(0)
    offsets = [
        item.seq_item_tell for item in dcmread(file)["DirectoryRecordSequence"].value
    ]
    if not offsets:
        return
    dataset.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = offsets[0]
    dataset.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = offsets[0]
    for record, (_, lower) in zip(
        dataset.DirectoryRecordSequence, pairwise(offsets), strict=False
    ):
        record.OffsetOfReferencedLowerLevelDirectoryEntity = lower
