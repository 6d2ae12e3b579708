"""The instances in files and folders: what each is, as a message about it needs it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import IodizeError
from ..network.data_sets import read_file_head

MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"


class InstanceFile(NamedTuple):
    """A file that holds an instance."""

    path: Path
    sop_class_uid: str
    sop_instance_uid: str
    transfer_syntax_uid: str


class NoInstancesError(IodizeError):
    """Paths under which there is nothing to send."""

    hint = "folders are searched for DICOM files; DICOMDIR files are no instances"

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__(tuple(paths))
        self.paths = tuple(paths)

    def __str__(self) -> str:
        return f"no DICOM instances in {', '.join(map(str, self.paths))}"


class NotAnInstanceError(IodizeError):
    """A file that was named, and is no DICOM instance."""

    hint = "`iodize validate` tells what is wrong with it"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: no DICOM file with the UIDs of an instance"


def instance_files(paths: Iterable[Path]) -> Iterator[InstanceFile]:
    """Yield the instances of files, and of all files below folders.

    Files that are named are looked at first: what is wrong with one is told before anything
    becomes of the others. In folders, what is no instance is passed over.

    Raises:
        OSError: A file cannot be read.
        NotAnInstanceError: A file that was named is none.
        NoInstancesError: There are none.
    """
    paths = list(paths)
    named = {path: _named(path) for path in paths if not path.is_dir()}
    found = False
    for path in paths:
        instances = [named[path]] if path in named else map(describe, _below(path))
        for instance in instances:
            if instance is not None:
                found = True
                yield instance
    if not found:
        raise NoInstancesError(paths)


def _named(path: Path) -> InstanceFile:
    instance = describe(path)
    if instance is None:
        raise NotAnInstanceError(path)
    return instance


def _below(folder: Path) -> Iterator[Path]:
    """Yield files; a pipe would be waited for, and a link may lead nowhere."""
    for root, folders, files in os.walk(folder):
        folders.sort()
        yield from filter(Path.is_file, (Path(root, name) for name in sorted(files)))


def describe(path: Path) -> InstanceFile | None:
    """Return what a file holds; None if that is no instance.

    Raises:
        OSError: It cannot be read.
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
    """Return what the data set tells, where the meta information tells too little."""
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
