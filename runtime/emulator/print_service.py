"""Print instances by association, print jobs, and the reports of their events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pydicom.dataset import Dataset

from .outbox import OutgoingReport
from .printer.instances import PrintInstances
from .services.classes import event_of, sop_class

if TYPE_CHECKING:
    from ..dimse.services.sop_classes import SopClass
    from ..findings.finding import Finding
    from ..network.requests.association import Association
    from ..network.serving.request_context import Call
    from .printer.jobs import PrintJob
    from .printer.printer import Printer

KEPT_JOBS: Final = 100
"""Number of print jobs whose state can be retrieved."""

NORMAL_EVENT: Final = 1
"""Event Type ID of a printer that is normal again: PS3.4 Table H.4-16."""

PRINTER: Final = "1.2.840.10008.5.1.1.17"
"""Well-known UID of the printer: PS3.4 H.4.6.5."""

METAS: Final = ("1.2.840.10008.5.1.1.9", "1.2.840.10008.5.1.1.18")
"""Meta SOP classes whose members include Printer: PS3.4 H.3.2.2."""


class PrintService:
    """Print instances and jobs.

    Args:
        put: Delivers an event report.
    """

    def __init__(self, printer: Printer, put: Callable[[OutgoingReport], None]) -> None:
        self.printer = printer
        self._put = put
        self._instances: dict[int, PrintInstances] = {}
        self._calls: dict[int, Call] = {}
        """A request of each association with print instances, by id of the association."""
        self._jobs: dict[str, PrintJob] = {}

    def instances(self, call: Call) -> PrintInstances:
        """Return the print instances of the association of a request."""
        key = id(call.association)
        self._calls[key] = call
        return self._instances.setdefault(key, PrintInstances())

    def ended(self, association: Association) -> None:
        """Delete the print instances of an association: PS3.4 H.5."""
        self._instances.pop(id(association), None)
        self._calls.pop(id(association), None)

    def answered(self, call: Call, findings: Sequence[Finding]) -> None:
        """Add the findings of a request to the film that it is for, or to the session."""
        found = self._instances.get(id(call.association))
        if found is None:
            return
        uid = call.sop_instance_uid or ""
        if uid == found.session_uid or uid in found.presentation_luts:
            found.findings += findings
        elif (film := found.film(uid)) is not None:
            film.findings += findings
        elif (box := found.box(uid)) is not None:
            box[0].findings += findings

    def submit(self, job: PrintJob, call: Call) -> None:
        """Print a job, and report its states on the association of the request."""
        self._jobs[job.uid] = job
        while len(self._jobs) > KEPT_JOBS:
            del self._jobs[next(iter(self._jobs))]
        self.printer.submit(job, lambda job: self._report_job(job, call))

    def job(self, uid: str) -> PrintJob | None:
        """Return a print job by its SOP Instance UID, or None."""
        return self._jobs.get(uid)

    def jobs(self) -> list[PrintJob]:
        """Return the jobs that have not ended, the oldest first."""
        return [job for job in list(self._jobs.values()) if not job.state.is_final]

    def report_status(self) -> None:
        """Report that the printer is normal again, on all associations that use it."""
        cls = sop_class("Printer")
        for call in list(self._calls.values()):
            accepted = call.association.accepted
            if any(uid in accepted for uid in (cls.uid, *METAS)):
                self._report(call, cls, PRINTER, NORMAL_EVENT, Dataset())

    def _report_job(self, job: PrintJob, call: Call) -> None:
        cls = sop_class("PrintJob")
        if cls.uid in call.association.accepted:
            information = job.event_information(self.printer.name)
            self._report(call, cls, job.uid, job.state.event_type_id, information)

    def _report(
        self,
        call: Call,
        cls: type[SopClass],
        uid: str,
        type_id: int,
        information: Dataset,
    ) -> None:
        event = event_of(cls, type_id).from_dataset(information)
        ae = call.calling_ae
        self._put(OutgoingReport(ae, cls, uid, event, call, on_association=True))
