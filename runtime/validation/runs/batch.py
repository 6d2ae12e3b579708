"""Many files: which ones of a folder are meant, and checking them side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from .. import editions
from ..editions import Edition
from ..report import FileReport, Report
from . import codes
from .consistency import check_together
from .elements import Problem
from .engine import Validator, failure
from .file import begins_like_dicom

if TYPE_CHECKING:
    from ..checking import Source
    from ..config.profile import Profile

_SUFFIXES = (".dcm", ".dicom", ".dic", ".ima")
"""Names that claim to be DICOM: such a file of a folder is never passed over."""


class Candidates(NamedTuple):
    """The files to be checked."""

    files: tuple[FileReport | str, ...]
    """Paths; a report where it is known without the file that there is nothing to read."""
    skipped: int
    """Files of folders that are no DICOM."""


class How(NamedTuple):
    """What every process of a batch makes its validator with."""

    facts: Mapping[str, bool]
    profiles: Sequence[Profile]
    consistency: bool
    explain: bool

    def validator(self, edition: Edition) -> Validator:
        """Return a validator for an edition."""
        return Validator(edition, **self._asdict())


def find(paths: Iterable[str]) -> Candidates:
    """Return the files that paths mean: of a folder, all that are DICOM, in order."""
    files: list[FileReport | str] = []
    skipped = 0
    for path in paths:
        if not os.path.isdir(path):
            files.append(path)
            continue
        for entry in _entries(path):
            if isinstance(entry, str) and not _is_meant(entry):
                skipped += 1
            else:
                files.append(entry)
    return Candidates(tuple(files), skipped)


def check_paths(
    sources: Iterable[Source],
    edition: Edition | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    facts: Mapping[str, bool] | None = None,
    profiles: Sequence[Profile] = (),
    consistency: bool = False,
    explain: bool = False,
) -> Report:
    """Check files, all files of folders, and data sets in memory.

    Args:
        edition: The bundled one if None.
        jobs: How many processes share the work, where all of it are files.
        progress: Called with how many files are done, and how many there are.
        facts, profiles, explain: As for `Validator`.
        consistency: Whether instances of the same study or series are compared.
    """
    edition = edition or editions.bundled()
    # Made here even if others do the work: what is wrong with a profile is told at once.
    how = How(dict(facts or {}), tuple(profiles), consistency, explain)
    validator = how.validator(edition)
    files, skipped = _candidates(sources)
    reports: list[FileReport] = []
    for report in _check(files, validator, how, jobs):
        reports.append(report)
        if progress is not None:
            progress(len(reports), len(files))
    together = check_together(edition, reports, consistency)
    return Report(edition.name, together, skipped)


def _candidates(
    sources: Iterable[Source],
) -> tuple[list[FileReport | Source], int]:
    """Return what is to be checked, and how many files of folders are not."""
    found: list[FileReport | Source] = []
    skipped = 0
    for source in sources:
        if isinstance(source, str | os.PathLike):
            files, others = find([os.fspath(source)])
            found += files
            skipped += others
        else:
            found.append(source)
    return found, skipped


def _check(
    files: Sequence[FileReport | Source],
    validator: Validator,
    how: How,
    jobs: int,
) -> Iterator[FileReport]:
    paths = [file for file in files if isinstance(file, FileReport | str)]
    if jobs < 2 or len(files) < 2 or len(paths) < len(files):
        return (_check_one(validator, file) for file in files)
    package = validator.edition.package
    return _check_side_by_side(paths, package, how, min(jobs, len(files)))


def _check_side_by_side(
    files: Sequence[FileReport | str],
    package: str,
    how: How,
    jobs: int,
) -> Iterator[FileReport]:
    from concurrent.futures import ProcessPoolExecutor

    with ExitStack() as stack:
        pool = stack.enter_context(
            ProcessPoolExecutor(jobs, initializer=_start, initargs=(package, how))
        )
        stack.callback(pool.shutdown, cancel_futures=True)
        chunk = max(1, min(32, len(files) // (jobs * 4)))
        yield from pool.map(_work, files, chunksize=chunk)


_worker: Validator | None = None
"""The validator of a process of the pool."""


def _start(package: str, how: How) -> None:
    global _worker
    _worker = how.validator(editions.load(package))


def _work(file: FileReport | str) -> FileReport:
    assert _worker is not None
    return _check_one(_worker, file)


def _check_one(validator: Validator, file: FileReport | Source) -> FileReport:
    if isinstance(file, FileReport):
        return file
    try:
        return validator.check(file)
    except Exception as error:
        # A fault of iodize must not cost the user the files that come after.
        message = f"{type(error).__name__}: {error}"
        path = file if isinstance(file, str) else ""
        return failure(path, Problem(codes.NOT_CHECKED, message))


def _entries(folder: str) -> Iterator[FileReport | str]:
    """Yield the files below a folder, sorted; a report for a folder that is closed."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield failure(
            folder, Problem(codes.FILE_UNREADABLE, error.strerror or str(error))
        )
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path)
        elif entry.is_file():
            yield entry.path


def _is_meant(path: str) -> bool:
    if path.lower().endswith(_SUFFIXES):
        return True
    try:
        with open(path, "rb") as file:
            return begins_like_dicom(file.read(132))
    except OSError:
        return True  # so that its report says why
