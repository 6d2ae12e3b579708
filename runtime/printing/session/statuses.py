"""Requests of the status of the printer and of print jobs: N-GET."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from pydicom.dataset import Dataset

from ...network import FailedStatusError, NoPresentationContextError
from ...services import Printer, PrintJob
from ..results import Job, Kind, PrinterStatus, PrintWarning
from ..settings import Settings
from .events import Events
from .requests import Requests

Warn = Callable[[PrintWarning], object]


def request_printer_status(requests: Requests, events: Events, warn: Warn) -> None:
    """Request the status of the printer; a refusal is a warning."""
    try:
        found = requests.get(Printer.Get()).to_dataset()
    except (FailedStatusError, NoPresentationContextError) as error:
        warn(PrintWarning(Kind.UNSUPPORTED, f"the status of the printer: {error}"))
        return
    events.set_printer(
        PrinterStatus(
            _text(found, "PrinterStatus"),
            _text(found, "PrinterStatusInfo"),
            _text(found, "PrinterName"),
            _text(found, "Manufacturer"),
            _text(found, "ManufacturerModelName"),
        )
    )


def wait_for_jobs(
    requests: Requests,
    events: Events,
    uids: Sequence[str],
    settings: Settings,
    warn: Warn,
) -> None:
    """Wait for the end of jobs, by event reports and by N-GET.

    The status of the printer is requested in the meantime.

    Raises:
        NetworkError: The association has ended.
    """
    polled = set(uids) if requests.supports(PrintJob.uid) else set()
    end = time.monotonic() + settings.wait
    while not events.wait(uids, 0):
        for uid in sorted(polled):
            if not events.job(uid).is_final and not _request_job(requests, events, uid):
                polled.discard(uid)
        request_printer_status(requests, events, warn)
        left = end - time.monotonic()
        if events.wait(uids, max(0.0, min(settings.poll, left))) or left <= 0:
            break
    for uid in uids:
        job = events.job(uid)
        if not job.is_final:
            warn(
                PrintWarning(
                    Kind.JOB, f"print job {uid} has not ended: {job}; see the printer"
                )
            )


def _request_job(requests: Requests, events: Events, uid: str) -> bool:
    """Request the status of a job; return False if the printer refuses.

    A job is deleted after the confirmation of its last event report: PS3.4 H.4.5.2.1.
    """
    try:
        found = requests.get(
            PrintJob.Get("ExecutionStatus", "ExecutionStatusInfo"), uid
        ).to_dataset()
    except FailedStatusError:
        return False
    status = _text(found, "ExecutionStatus")
    events.set_job(Job(uid, status, _text(found, "ExecutionStatusInfo")))
    return True


def _text(dataset: Dataset, keyword: str) -> str:
    return str(dataset.get(keyword) or "")
