"""The emulator: data, journal and outgoing reports that its services share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydicom.dataset import Dataset

from ..dimse.queries.matcher import Matcher
from .data.archive import Archive
from .data.character_sets import ensure_character_set
from .data.database import Database
from .data.folder_items import FolderItems
from .data.folder_layout import FolderLayout
from .data.managed_instances import Register
from .data.schema import SCHEMA
from .journal import Journal, JournalAssociation
from .observing import Observer
from .outbox import Address, Delivery, Outbox, OutgoingReport
from .print_service import PrintService
from .printer.faults import NO_FAULT, Fault
from .printer.history import History
from .printer.output import Printed
from .printer.printer import Printer
from .services.classes import event_of, sop_class
from .services.subscriptions import GLOBAL, Subscriptions
from .services.workitem_events import restarted

if TYPE_CHECKING:
    from ..dimse.services.sop_classes import SopClass
    from ..films import Area
    from ..findings.finding import Finding
    from ..network.link.checks import CheckedMessage
    from ..network.requests.association import Association
    from ..network.serving.rejecting import Rejection
    from ..network.serving.request_context import Call
    from .printer.instances import PrintInstances
    from .printer.jobs import PrintJob


UPS_EVENT: Final = "1.2.840.10008.5.1.4.34.6.4"

_RETRIEVAL: ContextVar[Call] = ContextVar("retrieval")
"""The C-MOVE or C-GET whose objects this thread sends."""


class Emulator:
    """Data, addresses and journal of a run.

    Args:
        folder: Folder of the data; it is created if it does not exist.
        addresses: Addresses of the systems that may be called.
        notified: AE titles that are notified of performed procedure steps.
        strict: Refuse requests with errors in their attributes.
        validates: Validate stored objects.
        fault: A fault of the printer.
        repaired_after: Seconds until the end of the fault; None for no end.
        custom_layouts: The image boxes of the printer's own layouts, CUSTOM\\i.
        on_printed: Receives the files of each print job.

    Raises:
        FolderInUseError: Another emulator uses the folder.
        OSError: The folder is not writable.
    """

    def __init__(
        self,
        folder: Path,
        journal: Journal,
        *,
        ae_title: str = "IODIZE",
        addresses: Iterable[Address] = (),
        notified: Iterable[str] = (),
        strict: bool = False,
        validates: bool = True,
        fault: Fault = NO_FAULT,
        repaired_after: float | None = None,
        custom_layouts: Mapping[int, Sequence[Area]] | None = None,
        on_printed: Callable[[Printed], None] = lambda printed: None,
    ) -> None:
        self.layout = FolderLayout(folder)
        self.journal = journal
        self.ae_title = ae_title
        self.notified = tuple(notified)
        self.strict = strict
        self.validates = validates
        self.database = Database(self.layout.index, SCHEMA)
        self.layout.clear()
        self.archive = Archive(self.database, self.layout)
        self.register = Register(self.database)
        answer = getattr(sop_class("ModalityWorklist"), "Answer", None)
        self.worklist = FolderItems(self.layout.worklist, self._report_problem, answer)
        self._items: dict[str, FolderItems] = {}
        known: Mapping[str, Address] = {each.ae: each for each in addresses}
        self.addresses = known
        self._held: dict[int, list[Callable[[], None]]] = {}
        """Actions after the response, by id of the request."""
        self._receivers: dict[str, Call] = {}
        """Last subscription request of each receiver of workitem events, by AE title."""
        self.observer = Observer({})
        """Creates journal entries; replaced when the provided SOP classes are known."""
        self.outbox = Outbox(ae_title, known, self._delivered)
        self.prints = History()
        self._on_printed = on_printed
        self.printer = Printer(
            self.layout.folder / "films",
            name=ae_title,
            fault=fault,
            repaired_after=repaired_after,
            custom_layouts=custom_layouts,
            on_printed=self._printed,
            on_failed=self._print_failed,
            on_status=lambda: self._printing.report_status(),
        )
        self._printing = PrintService(self.printer, self.outbox.put)

    def close(self) -> None:
        """Print queued jobs, deliver queued reports, and close the files."""
        self.printer.close()
        self.outbox.close()
        self.database.close()

    # For the services; see `behaviour.Backend`

    def items(self, name: str) -> FolderItems:
        """Return the data sets in a subfolder."""
        if name not in self._items:
            folder = self.layout.folder / name
            folder.mkdir(exist_ok=True)
            self._items[name] = FolderItems(folder, self._report_problem)
        return self._items[name]

    def has_address(self, ae: str) -> bool:
        """True if a system can be called."""
        return ae in self.addresses

    def add_receiver(self, ae: str, call: Call) -> bool:
        """Add a receiver of event reports; return False if it cannot be reached."""
        if ae == call.calling_ae:
            self._receivers[ae] = call
        return ae in self.addresses or ae == call.calling_ae

    def report_restart(self) -> None:
        """Report to all subscribers that the service is available again: CC.2.4.3."""
        type_id, information = restarted()
        subscribers = self.register.change(
            lambda register: Subscriptions(
                register, self.matches_workitem
            ).all_subscribers()
        )
        for ae in subscribers:
            if ae in self.addresses:
                self.send(
                    ae,
                    sop_class("UnifiedProcedureStepEvent"),
                    GLOBAL,
                    type_id,
                    information,
                )

    def send(
        self,
        ae: str,
        sop_class: type[SopClass],
        uid: str,
        type_id: int,
        information: Dataset,
        call: Call | None = None,
    ) -> None:
        """Send an event report, after the response to a request.

        Args:
            uid: SOP Instance UID.
            type_id: Event Type ID.
            information: Event Information.
            call: The request that caused it. A system without an address receives the
                report on its association, and workitem events on the association on
                which it subscribed.
        """
        ensure_character_set(information)
        event = event_of(sop_class, type_id).from_dataset(information)
        reached_by = self._receivers.get(ae) if sop_class.uid == UPS_EVENT else call
        report = OutgoingReport(ae, sop_class, uid, event, reached_by)
        if call is None:
            self.outbox.put(report)
        else:
            self._hold(call, partial(self.outbox.put, report))

    def step_states(self) -> dict[tuple[str, str], str]:
        """Return the states of scheduled steps by Study Instance UID and step ID."""
        rows = self.database.read("SELECT study, step, state FROM steps")
        return {(study, step): state for study, step, state in rows}

    def matches_workitem(self, keys: Dataset, dataset: Dataset) -> bool:
        """True if a workitem matches the keys of a subscription: PS3.4 CC.2.3.3.1."""
        (find,) = sop_class("UnifiedProcedureStepQuery").operations
        return Matcher(find.requests[0], keys).matches(dataset)

    def start_sending(self, call: Call) -> None:
        """Attribute findings in responses that this thread receives to a retrieval."""
        _RETRIEVAL.set(call)

    def print_instances(self, call: Call) -> PrintInstances:
        """Return the print instances of the association of a request."""
        return self._printing.instances(call)

    def print(self, job: PrintJob, call: Call) -> None:
        """Print a job, after the response to a request."""
        self._hold(call, partial(self._printing.submit, job, call))

    def print_job(self, uid: str) -> PrintJob | None:
        """Return a print job by its SOP Instance UID, or None."""
        return self._printing.job(uid)

    def print_jobs(self) -> list[PrintJob]:
        """Return the print jobs that have not ended, the oldest first."""
        return self._printing.jobs()

    def _hold(self, call: Call, action: Callable[[], None]) -> None:
        """Do something after the response to a request."""
        self._held.setdefault(id(call), []).append(action)

    # Callbacks of the server

    def answered(self, call: Call) -> None:
        """Add a request to the journal, and send the reports that follow its response."""
        entry = self.observer.request(self._association_of(call), call)
        entry = self.journal.received(entry)
        self._printing.answered(call, entry.findings)
        for held in self._held.pop(id(call), ()):
            held()

    def checked(self, message: CheckedMessage, findings: tuple[Finding, ...]) -> None:
        """Add findings of a response to the journal.

        Requests are added when they have been answered.
        """
        call = _RETRIEVAL.get(None)
        if not message.is_response or self.outbox.collect(message, findings):
            return
        if call is None or call.status is not None:
            return
        association = self._association_of(call)
        self.journal.received(
            self.observer.store_response(association, call, message, findings)
        )

    def ended(self, association: Association) -> None:
        """Note in the journal that an association has ended."""
        self._printing.ended(association)
        self.journal.closed(id(association))

    def rejected(self, rejection: Rejection) -> None:
        """Add a rejected association to the journal."""
        key = id(rejection)
        calling_ae = rejection.calling_ae or "?"  # rejected before a request
        association = self.journal.opened(key, calling_ae, rejection.address)
        self.journal.received(self.observer.rejection(association, rejection))
        self.journal.closed(key)

    def _delivered(self, delivery: Delivery) -> None:
        """Add the response to an event report, or the failure, to the journal."""
        report, error = delivery.report, delivery.error
        if delivery.status is None:
            text = f"no report of {report.sop_class.name} to {report.ae}: {error}"
            self.journal.remark(_with_hint(text, error))
            return
        address = self.addresses.get(report.ae)
        call = report.call
        if address is None and call is not None and call.association.is_established:
            association = self._association_of(call)
            self.journal.received(self.observer.event_response(association, delivery))
            return
        association = self.journal.opened(
            id(report), report.ae, address.host if address else "", outgoing=True
        )
        self.journal.received(self.observer.event_response(association, delivery))
        self.journal.closed(id(report))

    def _association_of(self, call: Call) -> JournalAssociation:
        key = id(call.association)
        return self.journal.association(key, call.calling_ae, call.address)

    def _printed(self, printed: Printed) -> None:
        self.prints.printed(printed)
        self._on_printed(printed)

    def _print_failed(self, job: PrintJob, reason: str) -> None:
        self.prints.failed(job, reason)
        self.journal.remark(f"print job {job.uid} failed: {reason}")

    def _report_problem(self, path: Path, error: Exception) -> None:
        self.journal.remark(_with_hint(f"{path}: {error}", error))


def _with_hint(text: str, error: Exception | None) -> str:
    hint = getattr(error, "hint", "")
    return f"{text}; {hint}" if hint else text
