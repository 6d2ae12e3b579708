"""The stamp of a generated package: what made it, from what, and the checksums of its files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..atomic import write_text

NAME: Final = "stamp.json"
"""The file name of the stamp in its package."""

_CHECKED: Final = frozenset({".py", ".txt"})
"""Suffixes of the files that are read when the package is used; stubs are not."""


class Stamp(NamedTuple):
    """The facts of a generated package."""

    parts: Mapping[str, str]
    """The sha256 of the DocBook, by number of the part."""
    files: Mapping[str, str]
    """The sha256 of the files by path."""
    notes: str
    """The last lines that the generator printed about what it did not understand."""

    def fits(self, package: Path) -> bool:
        """True if the files of a package are those that were generated."""
        return checksums(package) == self.files


def write(package: Path, parts: Mapping[str, str], notes: str) -> None:
    """Write the stamp of a package that is complete."""
    stamp = Stamp(parts, checksums(package), notes)
    write_text(package / NAME, json.dumps(stamp._asdict(), indent=1) + "\n")


def read(package: Path) -> Stamp | None:
    """Return the stamp of a package; None if it has no valid one."""
    try:
        data: Any = json.loads((package / NAME).read_text("utf-8"))
        return Stamp(dict(data["parts"]), dict(data["files"]), str(data["notes"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def checksums(
    folder: Path, includes: Callable[[str], bool] = _CHECKED.__contains__
) -> dict[str, str]:
    """Return the sha256 of the files below a folder by path.

    Args:
        includes: Whether files with a suffix are included.
    """
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if includes(file.suffix) and file.is_file()
    }
