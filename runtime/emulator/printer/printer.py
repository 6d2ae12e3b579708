"""The printer: its status, its queue, and the films that it writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset

from ...films import Area
from .faults import NO_FAULT, Fault
from .jobs import JobState, PrintJob
from .output import Printed, write_job

PRIORITIES: Final = ("HIGH", "MED", "LOW")
"""Print Priority, in the order in which jobs are printed: PS3.3 C.13.1."""

LONGEST_QUEUE: Final = 100
"""Print jobs that wait at most; others are refused."""

CANCELED: Final = "CANCELED"
"""Execution Status Info of a job that was removed from the queue."""

JobListener = Callable[[PrintJob], None]
"""Receives a print job when its state has changed."""


class Printer:
    """Prints jobs one after the other, each film as a PNG and each job as a PDF file.

    Args:
        folder: Folder of the films; it is created with the first one.
        fault: Present until `repair`.
        repaired_after: Seconds until then; None for no end.
        resolution: Pixels per inch.
        custom_layouts: The image boxes of CUSTOM\\i, by number.
        on_printed: Receives the files of each printed job.
        on_failed: Receives each job that has failed, and the reason.
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
        custom_layouts: Mapping[int, Sequence[Area]] | None = None,
        on_printed: Callable[[Printed], None] = lambda printed: None,
        on_failed: Callable[[PrintJob, str], None] = lambda job, reason: None,
        on_status: Callable[[], None] = lambda: None,
    ) -> None:
        self.folder = folder
        self.name = name
        self.fault = fault
        self.resolution = resolution
        self.custom_layouts = dict(custom_layouts or {})
        self._on_printed = on_printed
        self._on_failed = on_failed
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

    @property
    def waiting(self) -> int:
        """The number of jobs that wait."""
        return len(self._queue)

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
                self._fail(job, listener, self.fault.info, self.fault.info)
            else:
                self._print(job, listener)
            job.films = ()  # the state is kept longer than the pixels

    def _print(self, job: PrintJob, listener: JobListener) -> None:
        self._enter(job, listener, JobState.PRINTING)
        try:
            printed = write_job(job, self.folder, self.resolution, self.custom_layouts)
        except (OSError, MemoryError) as error:
            self._fail(job, listener, "INSUFFIC MEMORY", str(error) or "no memory")
        except Exception as error:  # of any kind: the next job is printed
            self._fail(job, listener, "INVALID PAGE DES", str(error))
        else:
            self._on_printed(printed)
            self._enter(job, listener, JobState.DONE)

    def _fail(
        self, job: PrintJob, listener: JobListener, info: str, reason: str
    ) -> None:
        self._on_failed(job, reason)
        self._enter(job, listener, JobState.FAILURE, info)

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


def _rank(job: PrintJob) -> int:
    return PRIORITIES.index(job.priority) if job.priority in PRIORITIES else 1
