"""The folder of the emulator. No UID can name a path outside of it."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Final

_UID: Final = re.compile(r"[0-9]+(\.[0-9]+)*")
MAX_LENGTH = 64
"""Characters of a UID: PS3.5 9.1."""


class FolderLayout:
    """Paths of the folders and files; missing folders are created.

    Raises:
        OSError: A folder cannot be created.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects = folder / "objects"
        self.incoming = folder / "incoming"
        self.worklist = folder / "worklist"
        self.index = folder / "index.sqlite"
        for each in (self.objects, self.incoming, self.worklist):
            each.mkdir(parents=True, exist_ok=True)

    def instance(self, study: str, series: str, uid: str) -> Path:
        """Return the path of an object; study and series are empty if it has none."""
        parts = [file_name(part) for part in (study, series) if part]
        return self.objects.joinpath(*(parts or ["none"]), f"{file_name(uid)}.dcm")

    def stored(self, name: str) -> Path:
        """Return the file of a row of the index."""
        return self.folder / name

    def name(self, path: Path) -> str:
        """Return the name of a file in the index, relative: the folder can be moved."""
        return path.relative_to(self.folder).as_posix()

    def clear(self) -> None:
        """Remove partly received files of an earlier run."""
        for file in self.incoming.iterdir():
            file.unlink()


def file_name(uid: str) -> str:
    """Return a safe name of a file or folder for any text in place of a UID."""
    if len(uid) <= MAX_LENGTH and _UID.fullmatch(uid):
        return uid
    return f"invalid-{sha256(uid.encode('utf-8', 'replace')).hexdigest()[:32]}"
