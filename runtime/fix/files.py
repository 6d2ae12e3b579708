"""Repaired copies: where they go, and how they are written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile

from ..errors import IodizeError


class CopyExistsError(IodizeError):
    """A repaired copy would replace a file."""

    hint = "name a folder that is new or empty, or repair with --in-place"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: exists already"


def target(path: str, given: str, folder: Path) -> Path:
    """Return where the copy of a file goes.

    Args:
        path: The file.
        given: What the user named: the file, or a folder above it, whose structure is kept.
        folder: For the copies.
    """
    if os.path.isdir(given):
        return folder / os.path.relpath(path, given)
    return folder / os.path.basename(path)


def write_copy(data: bytes, path: Path) -> None:
    """Write a copy.

    Raises:
        CopyExistsError: There is a file already.
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise CopyExistsError(path) from None


def replace(data: bytes, path: Path) -> None:
    """Replace a file at once, or not at all.

    Raises:
        OSError: It cannot be written.
    """
    path = path.resolve()  # a link stays one
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(data)
            shutil.copymode(path, file.name)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
