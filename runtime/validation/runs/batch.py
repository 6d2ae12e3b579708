"""Validation of many files: search of folders, and worker processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from ...config.settings import Settings
from ...editions.selection import Mode, Selection
from ...encoding.files import begins_like_dicom
from ...encoding.readings import Problem
from ...findings import codes
from ...findings.report import FileReport, Report
from ...tables.editions import Edition
from ..engine.consistency import check_together
from ..engine.engine import failure
from .checker import Checker, Options, Plan

if TYPE_CHECKING:
    from ...config.profile import Profile
    from ..arguments import Source

_SUFFIXES = (".dcm", ".dicom", ".dic", ".ima")
"""File name suffixes of DICOM; files with them are never skipped."""


class Candidates(NamedTuple):
    """The files to check."""

    files: tuple[FileReport | str, ...]
    """Paths; a report in place of a folder that cannot be read."""
    skipped: int
    """Number of files in folders that are not DICOM."""


def find(paths: Iterable[str]) -> Candidates:
    """Return the files to check: paths, and the DICOM files of folders in order."""
    files: list[FileReport | str] = []
    skipped = 0
    for path in paths:
        if not os.path.isdir(path):
            files.append(path)
            continue
        for entry in _entries(path):
            if isinstance(entry, str) and not _is_candidate(entry):
                skipped += 1
            else:
                files.append(entry)
    return Candidates(tuple(files), skipped)


def check_paths(
    sources: Iterable[Source],
    edition: Edition | Selection | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    facts: Mapping[str, bool] | None = None,
    profiles: Sequence[Profile] = (),
    consistency: bool = False,
    explain: bool = False,
    settings: Settings | None = None,
) -> Report:
    """Check files, all files of folders, and data sets in memory.

    Args:
        edition: One or several editions; the bundled edition if None.
        jobs: Number of processes; used only if all sources are files.
        progress: Called with the number of files done and the total.
        facts, profiles, explain: As for `Validator`.
        consistency: Whether to compare instances of the same study or series.
        settings: Codes and severities, for the choice between editions.
    """
    selection = edition if isinstance(edition, Selection) else Selection.of(edition)
    # Created even if workers check the files: reports errors of profiles at once.
    options = Options(dict(facts or {}), tuple(profiles), consistency, explain)
    checker = Checker(selection, options, settings or Settings())
    files, skipped = _candidates(sources)
    reports: list[tuple[FileReport, ...]] = []
    for report in _check(files, checker, jobs):
        reports.append(report)
        if progress is not None:
            progress(len(reports), len(files))
    # One column for each edition that a file was validated against.
    columns = [
        check_together(checker.edition_of, column, consistency)
        for column in zip(*reports, strict=True)
    ]
    compared = selection.mode is Mode.EACH
    return Report(
        selection.name,
        tuple(file for row in zip(*columns, strict=True) for file in row),
        skipped,
        columns=tuple(each.name for each in selection.editions) if compared else (),
    )


def _candidates(
    sources: Iterable[Source],
) -> tuple[list[FileReport | Source], int]:
    """Return the sources to check, and the number of skipped files."""
    selected: list[FileReport | Source] = []
    skipped = 0
    for source in sources:
        if isinstance(source, str | os.PathLike):
            files, others = find([os.fspath(source)])
            selected += files
            skipped += others
        else:
            selected.append(source)
    return selected, skipped


def _check(
    files: Sequence[FileReport | Source], checker: Checker, jobs: int
) -> Iterator[tuple[FileReport, ...]]:
    paths = [file for file in files if isinstance(file, FileReport | str)]
    if jobs < 2 or len(files) < 2 or len(paths) < len(files):
        return (_check_one(checker, file) for file in files)
    return _check_in_parallel(paths, checker.plan, min(jobs, len(files)))


def _check_in_parallel(
    files: Sequence[FileReport | str], plan: Plan, jobs: int
) -> Iterator[tuple[FileReport, ...]]:
    from concurrent.futures import ProcessPoolExecutor

    with ExitStack() as stack:
        pool = stack.enter_context(
            ProcessPoolExecutor(jobs, initializer=_start, initargs=(plan,))
        )
        stack.callback(pool.shutdown, cancel_futures=True)
        chunk = max(1, min(32, len(files) // (jobs * 4)))
        yield from pool.map(_work, files, chunksize=chunk)


_worker: Checker | None = None
"""The checker of a worker process."""


def _start(plan: Plan) -> None:
    global _worker
    _worker = plan.checker()


def _work(file: FileReport | str) -> tuple[FileReport, ...]:
    assert _worker is not None
    return _check_one(_worker, file)


def _check_one(checker: Checker, file: FileReport | Source) -> tuple[FileReport, ...]:
    if isinstance(file, FileReport):
        # A folder that cannot be read.
        columns = len(checker.selection.editions)
        return (file,) * (columns if checker.selection.mode is Mode.EACH else 1)
    return checker.check(file)


def _entries(folder: str) -> Iterator[FileReport | str]:
    """Yield the files below a folder, sorted; a report for a folder without access."""
    try:
        with os.scandir(folder) as entries:
            children = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield failure(
            folder, Problem(codes.FILE_UNREADABLE, error.strerror or str(error))
        )
        return
    for entry in children:
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path)
        elif entry.is_file():
            yield entry.path


def _is_candidate(path: str) -> bool:
    if path.lower().endswith(_SUFFIXES):
        return True
    try:
        with open(path, "rb") as file:
            return begins_like_dicom(file.read(132))
    except OSError:
        return True  # reported as file-unreadable
