"""Replacing a folder of pages as a whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Final

from ..atomic import PREFIX
from ..errors import IodizeError
from ..version import __version__

MARKER: Final = "iodize-browse.json"
"""A file that only folders written here have: a folder without it is not replaced."""


class FolderError(IodizeError):
    """The pages cannot be written to a folder."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(folder, reason)
        self.folder = folder
        self.reason = reason
        self.hint = "select a new or empty folder with --out"

    def __str__(self) -> str:
        return f"{self.folder}: {self.reason}"


@contextmanager
def replacing(folder: Path, edition: str) -> Iterator[Path]:
    """Give a new folder to be filled; it replaces `folder` once the block ends.

    After an error, `folder` is as it was before.

    Raises:
        FolderError: The folder has files that were not written here, or cannot be written.
    """
    target = Path(os.path.realpath(folder))
    try:
        _check(folder, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.parent / f"{PREFIX}{token_hex(8)}.part"
        draft.mkdir()
    except OSError as error:
        raise FolderError(folder, f"cannot write: {error.strerror}") from error
    try:
        yield draft
        marker = json.dumps({"iodize": __version__, "edition": edition})
        (draft / MARKER).write_text(f"{marker}\n", "utf-8")
        _check(folder, target)  # again: another process may have created it
        _swap(draft, target)
    except OSError as error:
        raise FolderError(folder, f"cannot write: {error.strerror}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _check(folder: Path, target: Path) -> None:
    """Raise if the folder exists, has files, and was not written here."""
    if not target.exists():
        return
    if not target.is_dir():
        raise FolderError(folder, "is not a folder")
    if any(target.iterdir()) and not (target / MARKER).is_file():
        raise FolderError(folder, "has files that iodize browse did not write")


def _swap(draft: Path, target: Path) -> None:
    """Give a folder the name of another one, which is removed."""
    if not target.exists():
        draft.rename(target)
        return
    former = target.parent / f"{PREFIX}{token_hex(8)}.old"
    target.rename(former)
    try:
        draft.rename(target)
    except BaseException:
        former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)
