"""The print jobs that have ended, for the page of films."""

from __future__ import annotations

import threading
from collections import deque
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from .jobs import PrintJob
from .output import Printed, PrintedFilm

LONGEST: Final = 100
"""Number of jobs that are kept."""


class EndedJob(NamedTuple):
    """A print job that was printed, or has failed."""

    number: int
    """From 1, in the order of their ends."""
    label: str
    """Film Session Label."""
    originator: str
    """AE title that requested it."""
    copies: int
    created: datetime
    films: tuple[PrintedFilm, ...] = ()
    document: Path | None = None
    """PDF file; None if the job has failed."""
    reason: str = ""
    """The reason of the failure."""


class History:
    """The last jobs that have ended; used by several threads."""

    def __init__(self) -> None:
        self._jobs: deque[EndedJob] = deque(maxlen=LONGEST)
        self._ended = 0
        self._lock = threading.Lock()

    def printed(self, printed: Printed) -> None:
        """Add a job that was printed."""
        self._add(printed.job, printed.films, printed.document)

    def failed(self, job: PrintJob, reason: str) -> None:
        """Add a job that has failed."""
        self._add(job, reason=reason)

    def jobs(self) -> list[EndedJob]:
        """Return the jobs, the last one first."""
        with self._lock:
            return [*reversed(self._jobs)]

    def file(self, name: str) -> Path | None:
        """Return the file of a film or document by its name; None if there is none."""
        for job in self.jobs():
            for path in (*(film.page for film in job.films), job.document):
                if path is not None and path.name == name:
                    return path
        return None

    def _add(
        self,
        job: PrintJob,
        films: tuple[PrintedFilm, ...] = (),
        document: Path | None = None,
        reason: str = "",
    ) -> None:
        with self._lock:
            self._ended += 1
            self._jobs.append(
                EndedJob(
                    self._ended,
                    job.label,
                    job.originator,
                    job.copies,
                    job.created,
                    films,
                    document,
                    reason,
                )
            )
