"""Validation of many files, in this process or in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from ...config.settings import Settings
from ...editions.selection import Mode, Selection
from ...findings import codes
from ...findings.report import FileReport, Report
from ...tables.editions import Edition
from ..engine.consistency import Together
from .checker import Checker, Options, Plan
from .search import Found, search

if TYPE_CHECKING:
    from ...config.profile import Profile
    from ..arguments import Source

Row = tuple[FileReport, ...]
"""The reports of a file: one, or one for each edition that is compared."""

_MANY: Final = 500
"""Number of files for which another process saves more time than it takes to start."""

_FIRST: Final = 64
"""Number of files that are checked before others start, which have the rules then compiled."""

_SKIPPED = frozenset(
    code.name for code in (codes.NOT_DICOM, codes.FILE_EMPTY, codes.ARCHIVE)
)
"""Codes of files that are skipped if they were found in a folder."""


class Batch:
    """A validation of many files, which yields the reports of each file once it is checked.

    Args:
        edition: One or several editions; the bundled edition if None.
        jobs: Number of processes; None for one for each processor, as far as this saves
            time. Several are used only if all sources are files.
        progress: Called with the number of files done and the total.
        facts, profiles, explain: As for `Validator`.
        consistency: Whether to compare instances of the same study or series.
        settings: Codes and severities, for the choice between editions.
        exclude: Patterns of files and folders to omit; see `search`.

    Raises:
        ConfigurationError: A profile contains an attribute that an edition lacks.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        edition: Edition | Selection | None = None,
        jobs: int | None = 1,
        progress: Callable[[int, int], None] | None = None,
        facts: Mapping[str, bool] | None = None,
        profiles: Sequence[Profile] = (),
        consistency: bool = False,
        explain: bool = False,
        settings: Settings | None = None,
        exclude: Iterable[str] = (),
    ) -> None:
        selection = edition if isinstance(edition, Selection) else Selection.of(edition)
        # Created even if workers check the files: reports errors of profiles at once.
        options = Options(dict(facts or {}), tuple(profiles), consistency, explain)
        self._checker = Checker(selection, options, settings or Settings())
        self._sources = sources
        self._exclude = exclude
        self._jobs = jobs
        self._progress = progress
        self._consistency = consistency
        compared = selection.mode is Mode.EACH
        self.edition = selection.name
        self.columns = (
            tuple(each.name for each in selection.editions) if compared else ()
        )
        """The editions, if they are compared."""
        self.skipped = 0
        """Number of files in folders that were skipped so far: they are not DICOM."""
        self.archives = 0
        """Number of those that are archives."""

    def rows(self) -> Iterator[Row]:
        """Check the files, and yield the reports of each."""
        files = list(search(self._sources, self._exclude))
        columns = [
            Together(self._checker.edition_of, self._consistency)
            for _ in self.columns or ("",)
        ]
        reports = _check(files, self._checker, self._jobs)
        for done, (file, row) in enumerate(zip(files, reports, strict=True), start=1):
            if self._progress is not None:
                self._progress(done, len(files))
            code = _skipped(file, row)
            if code:
                self.skipped += 1
                self.archives += code == codes.ARCHIVE.name
                continue
            # Each column is a run of its own.
            yield tuple(
                together.checked(each)
                for together, each in zip(columns, row, strict=True)
            )

    def report(self, files: Iterable[FileReport]) -> Report:
        """Return the report of files that `rows` yielded."""
        files = tuple(files)
        return Report(
            self.edition,
            files,
            self.skipped,
            columns=self.columns,
            archives=self.archives,
        )


def check_paths(
    sources: Iterable[Source],
    edition: Edition | Selection | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    consistency: bool = False,
) -> Report:
    """Check files, all files of folders, and data sets in memory; see `Batch`."""
    batch = Batch(sources, edition, jobs, progress, consistency=consistency)
    return batch.report(file for row in batch.rows() for file in row)


def _skipped(file: object, row: Row) -> str:
    """Return the code of a file of a folder that is skipped; empty for other files."""
    if not isinstance(file, Found) or file.is_named_as_dicom:
        return ""
    # With a note about the edition, it is not the first finding.
    for finding in row[0].findings[:2]:
        if finding.code in _SKIPPED:
            return finding.code
    return ""


def _check(
    files: Sequence[FileReport | Source | Found], checker: Checker, jobs: int | None
) -> Iterator[Row]:
    paths = [file for file in files if isinstance(file, FileReport | str | Found)]
    if jobs is None:
        jobs = min(_processors(), len(files) // _MANY)
    if jobs < 2 or len(files) < 2 or len(paths) < len(files):
        first, rest = files, []
    else:
        number = _FIRST if len(files) >= _MANY else 0
        first, rest = files[:number], paths[number:]
    for file in first:
        yield _check_one(checker, file)
    if rest:
        yield from _check_in_parallel(rest, checker.plan, min(jobs, len(rest)))


def _processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check_in_parallel(
    files: Sequence[FileReport | str | Found], plan: Plan, jobs: int
) -> Iterator[Row]:
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
    import signal

    global _worker
    _worker = plan.checker()
    # Ctrl-C reaches all processes of a terminal; the one that started this one handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(file: FileReport | str | Found) -> Row:
    assert _worker is not None
    return _check_one(_worker, file)


def _check_one(checker: Checker, file: FileReport | Source | Found) -> Row:
    if isinstance(file, FileReport):
        # A folder that cannot be read.
        columns = len(checker.selection.editions)
        return (file,) * (columns if checker.selection.mode is Mode.EACH else 1)
    return checker.check(file.path if isinstance(file, Found) else file)
