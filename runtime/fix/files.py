"""Repairing files and folders, and writing the repaired files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..atomic import write_bytes
from ..errors import IodizeError
from ..tables.editions import Edition
from ..validation.engine.engine import Validator
from ..validation.runs.search import find
from .patch import Patch, repair_file


class CopyExistsError(IodizeError):
    """A repaired copy would replace a file."""

    hint = "use a new or empty folder, or repair the files themselves with --in-place"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: already exists"


def repair_files(
    paths: Iterable[str],
    edition: Edition,
    *,
    folder: Path | None = None,
    in_place: bool = False,
) -> Iterator[Patch]:
    """Yield the patch of each file, after the repaired file is written.

    Args:
        paths: Files, and folders that are searched for DICOM files.
        folder: Folder for copies of the files that need repair; None for no copies.
        in_place: Whether to replace the files.

    Raises:
        CopyExistsError: A copy would replace a file.
        OSError: A file cannot be read or written.
    """
    validator = Validator(edition)
    for given in paths:
        for path in find([given]).files:
            if not isinstance(path, str):
                continue  # the report of a folder that cannot be read
            patch = repair_file(path, validator)
            if patch.data and folder is not None:
                write_copy(patch.data, target(path, given, folder))
            elif patch.data and in_place:
                write_bytes(path, patch.data)
            yield patch


def target(path: str, given: str, folder: Path) -> Path:
    """Return the path of a file's repaired copy.

    Args:
        path: The file.
        given: The path that the user gave: the file, or a folder that contains it. The
            structure of a folder is kept.
        folder: The folder of the copies.
    """
    if os.path.isdir(given):
        return folder / os.path.relpath(path, given)
    return folder / os.path.basename(path)


def write_copy(data: bytes, path: Path) -> None:
    """Write a copy.

    Raises:
        CopyExistsError: The file already exists.
        OSError: The file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_bytes(path, data, overwrite=False)
    except FileExistsError:
        raise CopyExistsError(path) from None
