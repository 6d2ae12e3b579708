"""Event reports of the printer and of print jobs: PS3.4 H.4.5.2.1, H.4.6.2.1."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from ...dimse.services.sides import Call, User
from ...services import Printer, PrintJob
from ..results import Job, PrinterStatus


class Events:
    """The last status of the printer and of each job, from event reports and N-GET."""

    def __init__(self, on_change: Callable[[], object]) -> None:
        """Create an empty status.

        Args:
            on_change: Called after each change, in the thread of the association.
        """
        self.printer: PrinterStatus | None = None
        self.last_job: Job | None = None
        self._jobs: dict[str, Job] = {}
        self._on_change = on_change
        self._changed = threading.Condition()

    def users(self) -> list[User]:
        """Return the handlers of the event reports."""
        return [_PrinterEvents(self), _JobEvents(self)]

    def job(self, uid: str) -> Job:
        """Return a job with its last status."""
        with self._changed:
            return self._jobs.get(uid, Job(uid))

    def set_printer(self, status: PrinterStatus) -> None:
        """Set the status of the printer."""
        with self._changed:
            self.printer, before = status, self.printer
        if status != before:
            self._on_change()

    def set_job(self, job: Job) -> None:
        """Set the status of a job; a final status is not changed."""
        with self._changed:
            before = self._jobs.get(job.sop_instance_uid)
            if before == job or (before is not None and before.is_final):
                return
            self._jobs[job.sop_instance_uid] = self.last_job = job
            self._changed.notify_all()
        self._on_change()

    def wait(self, uids: Sequence[str], seconds: float) -> bool:
        """Wait for the end of jobs; return True if all have ended."""
        with self._changed:
            return self._changed.wait_for(
                lambda: all(
                    uid in self._jobs and self._jobs[uid].is_final for uid in uids
                ),
                seconds,
            )


class _PrinterEvents(Printer.User):
    """Receives the event reports of the printer."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def normal(self, event: Printer.Normal, call: Call) -> None:
        """Receive the end of a warning or failure."""
        self._set("NORMAL", event)

    def warning(self, event: Printer.Warning, call: Call) -> None:
        """Receive a warning."""
        self._set("WARNING", event)

    def failure(self, event: Printer.Failure, call: Call) -> None:
        """Receive a failure."""
        self._set("FAILURE", event)

    def _set(self, status: str, event: Any) -> None:
        before = self._events.printer
        attributes = event.to_dataset()
        self._events.set_printer(
            PrinterStatus(
                status,
                str(attributes.get("PrinterStatusInfo") or ""),
                str(attributes.get("PrinterName") or (before.name if before else "")),
                before.manufacturer if before else "",
                before.model if before else "",
            )
        )


class _JobEvents(PrintJob.User):
    """Receives the event reports of print jobs."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def pending(self, event: PrintJob.Pending, call: Call) -> None:
        """Receive that the job waits."""
        self._set("PENDING", event, call)

    def printing(self, event: PrintJob.Printing, call: Call) -> None:
        """Receive that the job is printed."""
        self._set("PRINTING", event, call)

    def done(self, event: PrintJob.Done, call: Call) -> None:
        """Receive the end of the job."""
        self._set("DONE", event, call)

    def failure(self, event: PrintJob.Failure, call: Call) -> None:
        """Receive the failure of the job."""
        self._set("FAILURE", event, call)

    def _set(self, status: str, event: Any, call: Call) -> None:
        info = str(event.to_dataset().get("ExecutionStatusInfo") or "")
        self._events.set_job(Job(call.sop_instance_uid, status, info))
