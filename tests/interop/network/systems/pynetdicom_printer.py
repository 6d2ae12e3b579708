"""A printer of pynetdicom, which records what it receives, and reports events."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE, evt
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    BasicAnnotationBox,
    BasicColorPrintManagementMeta,
    BasicFilmBox,
    BasicFilmSession,
    BasicGrayscalePrintManagementMeta,
    PresentationLUT,
    Printer,
    PrinterInstance,
    PrintJob,
)

from tests.runtime.emulator.running import reserve_responses

from .processes import HOST

TIMEOUT = 20
JOB = "1.2.3.9"
"""SOP Instance UID of the print job."""

PRINTING, DONE, PRINTER_WARNING = 2, 3, 2
"""Event Type IDs: PS3.4 Tables H.4-14 and H.4-16."""


@dataclass
class ForeignPrinter:
    """Records the messages that the printer receives."""

    boxes: int = 2
    port: int = 0
    created: dict[str, Dataset] = field(default_factory=dict)
    """Attributes of N-CREATE by SOP Class UID."""
    changed: list[tuple[str, Dataset]] = field(default_factory=list)
    """SOP Class UID and attributes of each N-SET."""
    deleted: list[str] = field(default_factory=list)
    """SOP Class UIDs."""
    event_statuses: list[int] = field(default_factory=list)
    """Statuses of the responses to event reports."""
    _reports: threading.Event = field(default_factory=threading.Event)

    def create(self, event: Any) -> tuple[int, Dataset]:
        """Handle N-CREATE."""
        sop_class = event.request.AffectedSOPClassUID
        attributes: Dataset = event.attribute_list
        self.created[sop_class] = attributes
        if sop_class == BasicFilmBox:
            attributes.ReferencedImageBoxSequence = _items(
                "1.2.840.10008.5.1.1.4", self.boxes
            )
            attributes.ReferencedBasicAnnotationBoxSequence = _items(
                BasicAnnotationBox, 2
            )
        return 0, attributes

    def set(self, event: Any) -> tuple[int, Dataset]:
        """Handle N-SET."""
        changes = event.modification_list
        self.changed.append((event.request.RequestedSOPClassUID, changes))
        return 0, Dataset()

    def get(self, event: Any) -> tuple[int, Dataset]:
        """Handle N-GET; after that of the printer at the end, events are reported."""
        found = Dataset()
        if event.request.RequestedSOPClassUID == Printer:
            if BasicFilmSession in self.deleted and not self._reports.is_set():
                self._reports.set()
                work = threading.Thread(target=self._report, args=(event.assoc,))
                work.start()
            found.PrinterStatus, found.PrinterStatusInfo = "NORMAL", "NORMAL"
            found.PrinterName = "FOREIGN"
        else:
            found.ExecutionStatus, found.ExecutionStatusInfo = "PENDING", "QUEUED"
        return 0, found

    def act(self, event: Any) -> tuple[int, Dataset]:
        """Handle N-ACTION."""
        reply = Dataset()
        reply.ReferencedPrintJobSequencePullStoredPrint = _items(PrintJob, 1, JOB)
        return 0, reply

    def delete(self, event: Any) -> int:
        """Handle N-DELETE."""
        self.deleted.append(event.request.RequestedSOPClassUID)
        return 0

    def _report(self, association: Any) -> None:
        """Report events. A request of the client in the meantime would disturb them."""
        reserve_responses(association)
        time.sleep(0.3)  # the response to N-GET is sent first
        information = Dataset()
        information.ExecutionStatusInfo = "NORMAL"
        information.PrinterName = "FOREIGN"
        warning = Dataset()
        warning.PrinterStatusInfo = "SUPPLY LOW"
        for data, kind, sop_class, uid in (
            (warning, PRINTER_WARNING, Printer, PrinterInstance),
            (information, PRINTING, PrintJob, JOB),
            (information, DONE, PrintJob, JOB),
        ):
            status, _ = association.send_n_event_report(data, kind, sop_class, uid)
            self.event_statuses.append(int(status.Status))


def _items(sop_class: str, number: int, uid: str = "") -> list[Dataset]:
    items = []
    for _ in range(number):
        item = Dataset()
        item.ReferencedSOPClassUID = sop_class
        item.ReferencedSOPInstanceUID = uid or generate_uid()
        items.append(item)
    return items


@contextlib.contextmanager
def foreign_printer(boxes: int = 2) -> Iterator[ForeignPrinter]:
    """Run the printer."""
    printer = ForeignPrinter(boxes)
    ae = AE("FOREIGN")
    ae.acse_timeout = ae.dimse_timeout = ae.network_timeout = TIMEOUT
    for each in (
        BasicGrayscalePrintManagementMeta,
        BasicColorPrintManagementMeta,
        BasicAnnotationBox,
        PresentationLUT,
        Printer,
        PrintJob,
    ):
        ae.add_supported_context(each)
    server = ae.start_server(
        (HOST, 0),
        block=False,
        evt_handlers=[
            (evt.EVT_N_CREATE, printer.create),
            (evt.EVT_N_SET, printer.set),
            (evt.EVT_N_GET, printer.get),
            (evt.EVT_N_ACTION, printer.act),
            (evt.EVT_N_DELETE, printer.delete),
        ],
    )
    assert server is not None
    printer.port = server.server_address[1]
    try:
        yield printer
    finally:
        server.shutdown()
