"""Finding instances in files and folders, with their UIDs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ....data_sets.transfer import read_file_head
from ....errors import IodizeError

MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"


class InstanceFile(NamedTuple):
    """A file that holds an instance."""

    path: Path
    sop_class_uid: str
    sop_instance_uid: str
    transfer_syntax_uid: str


class NoInstancesError(IodizeError):
    """Paths without any instance."""

    hint = "folders are searched for DICOM files; DICOMDIR files are not instances"

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__(tuple(paths))
        self.paths = tuple(paths)

    def __str__(self) -> str:
        return f"no DICOM instances in {', '.join(map(str, self.paths))}"


class NotAnInstanceError(IodizeError):
    """A given file that is not a DICOM instance."""

    hint = "validate it with `iodize validate`"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: is not a DICOM file with SOP Class and SOP Instance UID"


def instance_files(paths: Iterable[Path]) -> Iterator[InstanceFile]:
    """Yield the instances of files and of all files in folders.

    Given files are read first, so that errors are raised before the first instance is
    yielded. Files in folders that are not instances are skipped.

    Raises:
        OSError: A file cannot be read.
        NotAnInstanceError: A given file is not an instance.
        NoInstancesError: There are no instances.
    """
    paths = list(paths)
    named = {path: _given(path) for path in paths if not path.is_dir()}
    found = False
    for path in paths:
        instances = [named[path]] if path in named else map(describe, _below(path))
        for instance in instances:
            if instance is not None:
                found = True
                yield instance
    if not found:
        raise NoInstancesError(paths)


def _given(path: Path) -> InstanceFile:
    instance = describe(path)
    if instance is None:
        raise NotAnInstanceError(path)
    return instance


def _below(folder: Path) -> Iterator[Path]:
    """Yield regular files: opening a pipe would block, and a link may be broken."""
    for root, folders, files in os.walk(folder):
        folders.sort()
        yield from filter(Path.is_file, (Path(root, name) for name in sorted(files)))


def describe(path: Path) -> InstanceFile | None:
    """Return the UIDs of a file; None if it is not an instance.

    Raises:
        OSError: The file cannot be read.
    """
    with open(path, "rb") as file:
        meta = read_file_head(file)
    uids = meta.get(0x0002, ""), meta.get(0x0003, ""), meta.get(0x0010, "")
    if not all(uids):
        uids = _from_data_set(path)
    if not all(uids) or uids[0] == MEDIA_STORAGE_DIRECTORY:
        return None
    return InstanceFile(path, *uids)


def _from_data_set(path: Path) -> tuple[str, str, str]:
    """Return the UIDs of the data set, if the file meta information lacks them."""
    from pydicom import dcmread
    from pydicom.errors import InvalidDicomError

    try:
        dataset = dcmread(path, stop_before_pixels=True)
    except (InvalidDicomError, ValueError, EOFError, AttributeError):
        return "", "", ""
    return (
        str(dataset.get("SOPClassUID", "")),
        str(dataset.get("SOPInstanceUID", "")),
        str(dataset.file_meta.get("TransferSyntaxUID", "")),
    )
