"""The files of a run: given paths, and the files of folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from ...encoding.files import begins_like_dicom
from ...encoding.readings import Problem
from ...findings import codes
from ...findings.report import FileReport
from ..engine.engine import failure

if TYPE_CHECKING:
    from ..arguments import Source

_SUFFIXES = (".dcm", ".dicom", ".dic", ".ima")
"""File name suffixes of DICOM; files with them are never skipped."""

_SCHEMES = ("http://", "https://", "dicomweb://", "dicom://", "ftp://", "s3://")


class Found(NamedTuple):
    """A file of a folder, which is skipped unless it is DICOM."""

    path: str

    @property
    def is_named_as_dicom(self) -> bool:
        """True if the name has a suffix of DICOM, so that the file is never skipped."""
        return self.path.lower().endswith(_SUFFIXES)


class Candidates(NamedTuple):
    """The files to check."""

    files: tuple[FileReport | str, ...]
    """Paths; a report in place of a folder that cannot be read."""
    skipped: int
    """Number of files in folders that are not DICOM."""


class Pipe(BytesIO):
    """The content of a pipe, with its name; it can be read more than once."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def find(paths: Iterable[str]) -> Candidates:
    """Return the files to check: paths, and the DICOM files of folders in order."""
    files: list[FileReport | str] = []
    skipped = 0
    for entry in search(paths):
        if not isinstance(entry, Found):
            files.append(entry)  # type: ignore[arg-type]  # paths only
        elif entry.is_named_as_dicom or _begins_like_dicom(entry.path):
            files.append(entry.path)
        else:
            skipped += 1
    return Candidates(tuple(files), skipped)


def search(
    sources: Iterable[Source], exclude: Iterable[str] = ()
) -> Iterator[FileReport | Source | Found]:
    """Yield the sources, with the files of folders instead of the folders.

    A file that is given or found twice is yielded once. A report takes the place of a folder
    that cannot be read, and of an address.

    Args:
        exclude: Patterns of files and folders to omit: of a name ("*.bak"), or of a path below
            a folder ("phantom/*").
    """
    patterns = tuple(exclude)
    seen: set[str] = set()
    for source in sources:
        if not isinstance(source, str | os.PathLike):
            yield source
            continue
        path = os.fspath(source)
        if path.lower().startswith(_SCHEMES):
            yield _unreadable(
                path, "an address; only files are read: retrieve the instances first"
            )
            continue
        real = os.path.realpath(path)
        entries: Iterable[tuple[str, FileReport | Source | Found]]
        if os.path.isdir(path):
            entries = _entries(path, "", patterns)
        elif any(fnmatch(os.path.basename(path), pattern) for pattern in patterns):
            continue
        else:
            entries = [("", _opened(path))]
        for below, entry in entries:
            name = os.path.join(real, below) if below else real
            if name not in seen:
                seen.add(name)
                yield entry


def _opened(path: str) -> Source:
    """Return a path; the content of a pipe, which can be read only once."""
    try:
        if stat.S_ISFIFO(os.stat(path).st_mode):
            with open(path, "rb") as file:
                return Pipe(file.read(), path)
    except OSError:
        pass  # reported when the path is checked
    return path


def _entries(
    folder: str, below: str, exclude: tuple[str, ...]
) -> Iterator[tuple[str, FileReport | Found]]:
    """Yield the files below a folder, sorted, with their paths in the folder of the run.

    A report takes the place of a folder without access.
    """
    try:
        with os.scandir(folder) as entries:
            children = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield below, _unreadable(folder, error.strerror or str(error))
        return
    for entry in children:
        path = os.path.join(below, entry.name) if below else entry.name
        if exclude and _is_excluded(entry.name, path, exclude):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, path, exclude)
        elif entry.is_file():
            yield path, Found(entry.path)


def _is_excluded(name: str, path: str, patterns: tuple[str, ...]) -> bool:
    return any(
        fnmatch(name, pattern) or fnmatch(path, pattern.rstrip("/"))
        for pattern in patterns
    )


def _unreadable(path: str, message: str) -> FileReport:
    return failure(path, Problem(codes.FILE_UNREADABLE, message))


def _begins_like_dicom(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return begins_like_dicom(file.read(132))
    except OSError:
        return True  # reported as file-unreadable
