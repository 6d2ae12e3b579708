"""Delivery of event reports to remote systems.

A system with an address receives its reports on a new association, as in PS3.4 J.3.3 and
CC.2.4; others on the association of their request, while it is open.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dimse.services.attribute_lists import EventReport
from ..errors import IodizeError
from ..network import FailedStatusError, Timeouts, connect

if TYPE_CHECKING:
    from ..dimse.services.sop_classes import SopClass
    from ..findings.finding import Finding
    from ..network.link.checks import CheckedMessage
    from ..network.serving.request_context import Call

IDLE_TIMEOUT = 5.0
"""Seconds after which the thread of a system ends if there is no report."""

TIMEOUTS = Timeouts(connection=5.0, acse=10.0, dimse=10.0, network=30.0)
"""A system that does not respond delays its own reports only."""


_FINDINGS: ContextVar[list[Finding]] = ContextVar("findings")
"""Collects the findings of the response that this thread waits for."""


class Address(NamedTuple):
    """The address of an application entity."""

    ae: str
    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """Parse "CT1=192.168.0.5:104".

        Raises:
            ValueError: The text does not have this form.
        """
        ae, equals, place = text.partition("=")
        host, colon, port = place.rpartition(":")
        if not (equals and colon and ae.strip() and host):
            raise ValueError(f"{text!r} is not NAME=HOST:PORT")
        if not port.isdecimal() or not 0 < int(port) < 1 << 16:
            raise ValueError(f"{port!r} is not a valid port")
        return cls(ae.strip(), host.strip("[]"), int(port))


class OutgoingReport(NamedTuple):
    """An event report to deliver."""

    ae: str
    sop_class: type[SopClass]
    uid: str
    event: EventReport
    call: Call | None = None
    """The request that caused it, or that subscribed the system to reports."""
    on_association: bool = False
    """True to send it on the association of the request in any case."""


class Delivery(NamedTuple):
    """The result of delivering a report."""

    report: OutgoingReport
    error: Exception | None = None
    """Why it was not delivered, or refused."""
    status: int | None = None
    """Status of the response; None if there was none."""
    findings: tuple[Finding, ...] = ()
    """Findings of the response."""


OnDelivery = Callable[[Delivery], None]


class Outbox:
    """Delivers reports, in order for each system."""

    def __init__(
        self, ae_title: str, addresses: Mapping[str, Address], on_delivery: OnDelivery
    ) -> None:
        self._ae_title = ae_title
        self._addresses = addresses
        self._on_delivery = on_delivery
        self._lock = threading.Lock()
        self._queues: dict[str, SimpleQueue[OutgoingReport | None]] = {}
        self._threads: dict[str, threading.Thread] = {}

    def put(self, report: OutgoingReport) -> None:
        """Queue a report."""
        with self._lock:
            queue = self._queues.get(report.ae)
            if queue is None:
                queue = self._queues[report.ae] = SimpleQueue()
                self._threads[report.ae] = thread = threading.Thread(
                    target=self._work,
                    args=(report.ae, queue),
                    name=f"reports to {report.ae}",
                    daemon=True,
                )
                thread.start()
            queue.put(report)

    def close(self, timeout: float = 6.0) -> None:
        """Deliver queued reports until the timeout, in seconds; the others fail."""
        with self._lock:
            threads = list(self._threads.values())
            queues = list(self._queues.values())
            for queue in queues:
                queue.put(None)
        deadline = time.monotonic() + timeout
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for queue in queues:
            for report in _remaining(queue):
                self._on_delivery(Delivery(report, StoppedError()))

    def _work(self, ae: str, queue: SimpleQueue[OutgoingReport | None]) -> None:
        following: OutgoingReport | None = None
        while True:
            report = following or _next(queue)
            if report is None:
                with self._lock:
                    if not queue.empty():
                        continue
                    del self._queues[ae], self._threads[ae]
                return
            batch, following = _batch(queue, report)
            self._deliver(batch)

    def _deliver(self, reports: list[OutgoingReport]) -> None:
        """Deliver reports of one SOP class on one association."""
        first = reports[0]
        address = None if first.on_association else self._addresses.get(first.ae)
        if address is None:
            for report in reports:
                self._send(report, None)
            return
        provider: Any = first.sop_class.Provider()  # type: ignore[attr-defined]
        try:
            association = connect(
                address.host,
                address.port,
                [provider],
                calling_ae=self._ae_title,
                called_ae=address.ae,
                timeout=TIMEOUTS,
                check="warn",
                on_findings=self.collect,
            )
        except Exception as error:  # of any kind: the thread must go on
            for report in reports:
                self._on_delivery(Delivery(report, error))
            return
        with association:
            for report in reports:
                self._send(report, association)

    def collect(self, message: CheckedMessage, findings: tuple[Finding, ...]) -> bool:
        """Collect the findings of the response to a report of this thread.

        Returns:
            False if this thread sends no reports.
        """
        collected = _FINDINGS.get(None)
        if collected is None:
            return False
        collected.extend(findings)
        return True

    def _send(self, report: OutgoingReport, association: Any) -> None:
        findings: list[Finding] = []
        _FINDINGS.set(findings)
        if association is None and report.call is not None:
            association = report.call.association
        error: Exception | None = None
        status = None
        try:
            if association is None:
                raise NoAddressError(report.ae)
            status = association.report(report.event, report.uid).status_code
        except FailedStatusError as failure:
            error, status = failure, failure.code
        except Exception as failure:  # of any kind: the thread must go on
            error = failure
        self._on_delivery(Delivery(report, error, status, tuple(findings)))


def _next(queue: SimpleQueue[OutgoingReport | None]) -> OutgoingReport | None:
    """Return the next report; None after the idle timeout or at the end."""
    try:
        return queue.get(timeout=IDLE_TIMEOUT)
    except Empty:
        return None


def _batch(
    queue: SimpleQueue[OutgoingReport | None], first: OutgoingReport
) -> tuple[list[OutgoingReport], OutgoingReport | None]:
    """Return the queued reports of the same SOP class, and the next one after them."""
    batch = [first]
    with suppress(Empty):
        while (report := queue.get_nowait()) is not None:
            if report.sop_class is not first.sop_class:
                return batch, report
            batch.append(report)
        queue.put(None)  # still the last one
    return batch, None


def _remaining(queue: SimpleQueue[OutgoingReport | None]) -> list[OutgoingReport]:
    """Take all reports from a queue, and end its thread."""
    reports = []
    with suppress(Empty):
        while True:
            report = queue.get_nowait()
            if report is not None:
                reports.append(report)
    queue.put(None)
    return reports


class StoppedError(IodizeError):
    """A report was queued when the emulator stopped."""

    hint = "the system was slow to respond to earlier reports"

    def __str__(self) -> str:
        return "the emulator was stopped"


class NoAddressError(IodizeError):
    """The address of the receiver of a report is unknown."""

    def __init__(self, ae: str) -> None:
        super().__init__(ae)
        self.ae = ae
        self.hint = f"add its address: --ae {ae}=HOST:PORT"

    def __str__(self) -> str:
        return f"no address of {self.ae}"
