"""The records of a DICOMDIR: one patient, study and series, with one image.

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
"""Each of the next lower level: PS3.3 Table F.4-1."""

FILE_ID: Final = ("IMAGES", "CT000001")
"""Where the file-set has the image."""


def record_type(node: Node) -> str:
    return RECORDS[node.index]


def file_id(node: Node) -> tuple[str, ...] | None:
    """Return the file of a record; only the image has one."""
    return FILE_ID if node.index == RECORDS.index("IMAGE") else None


def link(dataset: Dataset) -> None:
    """Let each record lead to the next lower one, by the bytes where they begin."""
    file = BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    file.seek(0)
    places = [
        item.seq_item_tell for item in dcmread(file)["DirectoryRecordSequence"].value
    ]
    if not places:
        return
    dataset.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = places[0]
    dataset.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = places[0]
    for record, (_, lower) in zip(
        dataset.DirectoryRecordSequence, pairwise(places), strict=False
    ):
        record.OffsetOfReferencedLowerLevelDirectoryEntity = lower
