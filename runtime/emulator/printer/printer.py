"""The printer: its status, its queue, and the films that it writes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from pydicom.dataset import Dataset

from .faults import NO_FAULT, Fault
from .jobs import JobState, PrintJob

PRIORITIES: Final = ("HIGH", "MED", "LOW")
"""Print Priority, in the order in which jobs are printed: PS3.3 C.13.1."""

LONGEST_QUEUE: Final = 100
"""Print jobs that wait at most; others are refused."""

CANCELED: Final = "CANCELED"
"""Execution Status Info of a job that was removed from the queue."""

JobListener = Callable[[PrintJob], None]
"""Receives a print job when its state has changed."""


class Printed(NamedTuple):
    """The files of a print job."""

    job: PrintJob
    pages: tuple[Path, ...]
    """A PNG file for each film."""
    document: Path
    """A PDF file with all films."""


class Printer:
    """Prints jobs one after the other, each film as a PNG and each job as a PDF file.

    Args:
        folder: Folder of the films; it is created with the first one.
        fault: Present until `repair`.
        repaired_after: Seconds until then; None for no end.
        resolution: Pixels per inch.
        on_printed: Receives the files of each printed job.
        on_problem: Receives the reason if a film cannot be written.
        on_status: Called when the status of the printer has changed.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str = "IODIZE",
        fault: Fault = NO_FAULT,
        repaired_after: float | None = None,
        resolution: float = 150.0,
        on_printed: Callable[[Printed], None] = lambda printed: None,
        on_problem: Callable[[str], None] = lambda problem: None,
        on_status: Callable[[], None] = lambda: None,
    ) -> None:
        self.folder = folder
        self.name = name
        self.fault = fault
        self.resolution = resolution
        self._on_printed = on_printed
        self._on_problem = on_problem
        self._on_status = on_status
        self._changed = threading.Condition()
        self._queue: list[tuple[PrintJob, JobListener]] = []
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._repair = None
        if repaired_after is not None:
            self._repair = threading.Timer(repaired_after, self.repair)
            self._repair.daemon = True
            self._repair.start()

    @property
    def is_full(self) -> bool:
        """True if no more jobs are accepted."""
        return self.fault.fills_queue or len(self._queue) >= LONGEST_QUEUE

    def attributes(self) -> Dataset:
        """Return the attributes of the Printer IOD: PS3.4 Table H.4-17."""
        found = Dataset()
        found.PrinterStatus = self.fault.status
        normal = self.fault.status == "NORMAL"
        found.PrinterStatusInfo = "NORMAL" if normal else self.fault.info
        found.PrinterName = self.name
        found.Manufacturer = "iodize"
        found.ManufacturerModelName = "Emulator"
        return found

    def submit(self, job: PrintJob, listener: JobListener) -> None:
        """Queue a job; it is printed by another thread."""
        if self.fault.holds_jobs:
            job.info = self.fault.info
            listener(job)
        with self._changed:
            self._queue.append((job, listener))
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._work, name="printer", daemon=True
                )
                self._thread.start()
            self._changed.notify_all()

    def cancel(self, job: PrintJob) -> bool:
        """Remove a job from the queue; return False if it is not waiting."""
        with self._changed:
            found = next((each for each in self._queue if each[0] is job), None)
            if found is None:
                return False
            self._queue.remove(found)
        self._enter(*found, JobState.FAILURE, CANCELED)
        return True

    def repair(self) -> None:
        """End the fault: waiting jobs are printed."""
        with self._changed:
            was_normal = self.fault.status == "NORMAL"
            self.fault = NO_FAULT
            self._changed.notify_all()
        if not was_normal:
            self._on_status()

    def close(self, timeout: float = 30.0) -> None:
        """Print queued jobs until the timeout, in seconds, unless the printer holds them."""
        if self._repair is not None:
            self._repair.cancel()
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def _work(self) -> None:
        while (next_job := self._next()) is not None:
            job, listener = next_job
            if self.fault.fails_jobs:
                self._enter(job, listener, JobState.FAILURE, self.fault.info)
                continue
            self._enter(job, listener, JobState.PRINTING)
            try:
                printed = self._print(job)
            except Exception as error:  # of any kind: the next job is printed
                self._on_problem(f"print job {job.uid}: {error}")
                self._enter(job, listener, JobState.FAILURE, "INVALID PAGE DES")
            else:
                self._on_printed(printed)
                self._enter(job, listener, JobState.DONE)

    def _next(self) -> tuple[PrintJob, JobListener] | None:
        """Wait for the next job, of the highest priority; None at the end."""

        def is_ready() -> bool:
            return self._stopped or (bool(self._queue) and not self.fault.holds_jobs)

        with self._changed:
            self._changed.wait_for(is_ready)
            if not self._queue or self.fault.holds_jobs:
                return None
            first = min(self._queue, key=lambda each: _rank(each[0]))
            self._queue.remove(first)
            return first

    def _enter(
        self,
        job: PrintJob,
        listener: JobListener,
        state: JobState,
        info: str = "NORMAL",
    ) -> None:
        job.enter(state, info)
        listener(job)

    def _print(self, job: PrintJob) -> Printed:
        """Write the films of a job; copies are noted in the name of the document."""
        from ...films import compose, write_pdf, write_png

        self.folder.mkdir(parents=True, exist_ok=True)
        films = [compose(*content, resolution=self.resolution) for content in job.films]
        stem = f"{job.created:%Y%m%d-%H%M%S}-{job.uid.rpartition('.')[2][-8:]}"
        pages = []
        for number, film in enumerate(films, 1):
            page = self.folder / f"{stem}-{number}.png"
            write_png(film, page)
            pages.append(page)
        document = self.folder / f"{stem}.pdf"
        write_pdf(films * job.copies, document)  # collated: PS3.4 H.4.1.2.4
        return Printed(job, tuple(pages), document)


def _rank(job: PrintJob) -> int:
    return PRIORITIES.index(job.priority) if job.priority in PRIORITIES else 1
