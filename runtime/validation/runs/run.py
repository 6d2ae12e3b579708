"""A validation run with settings, for `iodize validate` and `iodize.validate`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...config import baseline as baselines
from ...config.choice import Choice
from ...config.profile import Profile
from ...config.profile import load as load_profile
from ...config.settings import AUTO, Settings
from ...editions.selection import Selection, select
from ...findings.report import FileReport, Report
from ...findings.tally import Tally
from ...tables import editions
from ...tables.editions import Edition
from .batch import Batch, Row

if TYPE_CHECKING:
    from ..arguments import Source


class Run:
    """A validation with settings, which yields the reports of each file once it is checked.

    Findings that the settings or the baseline exclude are dropped.

    Args:
        edition: One edition, or several.
        profiles: Profiles to check in addition to those of the settings.
        explain, progress: As for `iodize.validate`.

    Raises:
        ConfigurationError: A profile, the baseline or a setting is not valid.
        OSError: A profile or the baseline cannot be read.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        settings: Settings,
        edition: Edition | Selection,
        *,
        profiles: Sequence[Profile] = (),
        explain: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        rules = [*profiles, *(load_profile(Path(path)) for path in settings.profile)]
        baseline = settings.baseline
        known = {} if baseline is None else baselines.read(Path(baseline))
        self._batch = Batch(
            sources,
            edition,
            None if settings.jobs == AUTO else int(settings.jobs or 1),
            progress,
            settings.facts,
            rules,
            settings.consistency or False,
            explain,
            settings,
            settings.exclude,
        )
        self._choice = Choice(settings)
        self._remaining = baselines.Remaining(known, self._batch.columns)
        self.tally = Tally(self._batch.edition, self._batch.columns)
        """The counts of the files so far."""

    def rows(self) -> Iterator[Row]:
        """Check the files, and yield the reports of each: one, or one for each edition."""
        for row in self._batch.rows():
            changed = tuple(self._remaining.new(self._choice.of(file)) for file in row)
            for file in changed:
                self.tally.add(file)
            self._count()
            yield changed
        self._count()  # files may have been skipped after the last one

    def report(self, files: Iterable[FileReport]) -> Report:
        """Return the report of files that `rows` yielded."""
        report = self._batch.report(files)
        report.known = self._remaining.dropped
        return report

    def _count(self) -> None:
        self.tally.skipped = self._batch.skipped
        self.tally.archives = self._batch.archives
        self.tally.known = self._remaining.dropped


def run(
    sources: Iterable[Source],
    settings: Settings,
    edition: Edition | Selection,
    *,
    profiles: Sequence[Profile] = (),
    explain: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check all sources, and return their report; see `Run`."""
    work = Run(
        sources,
        settings,
        edition,
        profiles=profiles,
        explain=explain,
        progress=progress,
    )
    return work.report(file for row in work.rows() for file in row)


def editions_of(settings: Settings) -> Selection:
    """Return the editions of settings; the bundled edition if they have none.

    Editions in the cache are generated if necessary.

    Raises:
        UnknownEditionError: An edition does not exist, or was not fetched.
        IodizeError: An edition cannot be generated.
    """
    if settings.definitions is not None:
        return Selection.of(editions.load(settings.definitions))
    if settings.edition is not None:
        return select(settings.edition)
    return Selection.of(None)
