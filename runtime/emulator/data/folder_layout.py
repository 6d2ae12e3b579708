"""Where files lie in a peer's folder: no UID or AE title leads out of it."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Final

_UID: Final = re.compile(r"[0-9]+(\.[0-9]+)*")
MOST = 64
"""Characters of a UID: PS3.5 9.1."""


class Places:
    """The folders of a peer."""

    def __init__(self, folder: Path) -> None:
        """Make the folders that are missing.

        Raises:
            OSError: They cannot be made.
        """
        self.folder = folder
        self.objects = folder / "objects"
        self.incoming = folder / "incoming"
        self.worklist = folder / "worklist"
        self.index = folder / "index.sqlite"
        for place in (self.objects, self.incoming, self.worklist):
            place.mkdir(parents=True, exist_ok=True)

    def instance(self, study: str, series: str, uid: str) -> Path:
        """Return where an object belongs; study and series are empty where it has none."""
        parts = [named(part) for part in (study, series) if part]
        return self.objects.joinpath(*(parts or ["none"]), f"{named(uid)}.dcm")

    def stored(self, name: str) -> Path:
        """Return the file that a row of the index names."""
        return self.folder / name

    def name(self, path: Path) -> str:
        """Return how the index names a file: the folder may be moved."""
        return path.relative_to(self.folder).as_posix()

    def clear(self) -> None:
        """Remove what was being received when the last peer ended."""
        for left in self.incoming.iterdir():
            left.unlink()


def named(uid: str) -> str:
    """Return the name of a file or folder for a UID, whatever the UID holds."""
    if len(uid) <= MOST and _UID.fullmatch(uid):
        return uid
    return f"invalid-{sha256(uid.encode('utf-8', 'replace')).hexdigest()[:32]}"
