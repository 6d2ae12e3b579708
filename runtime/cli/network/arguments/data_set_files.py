"""Data sets of messages from files: DICOM files, or the DICOM JSON model."""

from __future__ import annotations

import json
from pathlib import Path

import click
from pydicom.dataset import Dataset

from ....data_sets.files import read_data_set_of
from ....encoding.files import begins_like_dicom
from ....errors import IodizeError

BEGINNING = 1024
"""Bytes by which a DICOM file is recognized."""


class NotADataSetError(IodizeError):
    """A file that is not a data set in the DICOM JSON model."""

    hint = "use a line printed by `iodize worklist --json` or `iodize find --json`"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: is not a data set in the DICOM JSON model: {self.reason}"


def read_data_set(path: Path) -> Dataset:
    """Return the data set of a DICOM file, or of a file in the DICOM JSON model.

    Args:
        path: "-" for standard input, which must be JSON.

    Raises:
        OSError: The file cannot be read.
        UnreadableFileError: The DICOM file is damaged.
        NotADataSetError: It is neither.
    """
    if str(path) != "-":
        with path.open("rb") as file:
            head = file.read(BEGINNING)
        if begins_like_dicom(head):
            read = read_data_set_of(path)
            return Dataset({element.tag: element for element in read})
    return read_json(path)


def read_json(path: Path) -> Dataset:
    """Return the data set of a JSON file; the first one of several lines.

    Raises:
        OSError: The file cannot be read.
        NotADataSetError: It is not a data set.
    """
    with click.open_file(str(path), encoding="utf-8", errors="replace") as stream:
        text = stream.read()
    if not text.strip():
        raise NotADataSetError(path, "it is empty")
    try:
        try:
            content = json.loads(text)
        except ValueError:
            content = json.loads(text.strip().splitlines()[0])  # a line for each item
        if isinstance(content, list) and content:
            content = content[0]
        if not isinstance(content, dict):
            raise ValueError("it is not a JSON object")
        return Dataset.from_json(content)
    except Exception as error:  # pydicom raises errors of many types
        raise NotADataSetError(path, str(error)) from error
