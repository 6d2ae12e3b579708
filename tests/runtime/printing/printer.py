"""A printer of this process that records the messages, with faults on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from iodize.dimse.services.sides import Call, Provider
from iodize.findings.finding import Finding
from iodize.network import Server, Service, serve
from iodize.printing import PrintResult, print_images
from iodize.services import (
    BasicAnnotationBox,
    BasicColorImageBox,
    BasicColorPrintManagement,
    BasicFilmBox,
    BasicFilmSession,
    BasicGrayscaleImageBox,
    BasicGrayscalePrintManagement,
    PresentationLUT,
    Printer,
    PrintJob,
)

Message = tuple[str, str, Dataset]
"""The service, the name of the SOP class, and the data set."""


@dataclass
class FakePrinter:
    """Records messages, and responds as it was configured."""

    boxes: int = 4
    """Number of image boxes of each film."""
    annotation_boxes: int = 0
    jobs: tuple[str, ...] = ()
    """Events of each print job: "Printing"; without them there are no jobs."""
    job_status: str = "PENDING"
    """Execution Status that N-GET returns."""
    on_request: Callable[[str, Any, Call], Any] = lambda service, request, call: None
    """Called with each request; may raise, or return a status to respond with."""
    offers_jobs: bool = False
    status: str = "NORMAL"
    messages: list[Message] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    colors: bool = False

    def record(self, service: str, request: Any, call: Call) -> Any:
        """Record a request, and return the status to respond with."""
        name = type(self).__name__ if request is None else request.sop_class.name
        data = Dataset() if request is None else request.to_dataset()
        self.messages.append((service, name, data))
        return self.on_request(service, request, call)

    def sent(self, name: str, service: str = "") -> list[Dataset]:
        """Return the data sets of the messages of a SOP class."""
        return [
            data
            for each, sop_class, data in self.messages
            if sop_class == name and service in ("", each)
        ]

    def steps(self) -> list[str]:
        """Return the messages: "N-CREATE Basic Film Box"."""
        return [f"{service} {name}" for service, name, _ in self.messages]

    def images(self) -> list[Dataset]:
        """Return the items with the pixels of the image boxes."""
        gray = self.sent("Basic Grayscale Image Box")
        color = self.sent("Basic Color Image Box")
        return [
            *(each.BasicGrayscaleImageSequence[0] for each in gray),
            *(each.BasicColorImageSequence[0] for each in color),
        ]


def _providers(printer: FakePrinter) -> list[Provider]:
    class Sessions(BasicFilmSession.Provider):
        def create(self, request: Any, call: Call) -> Any:
            return printer.record("N-CREATE", request, call)

        def delete(self, request: Any, call: Call) -> Any:
            return printer.record("N-DELETE", request, call)

    class Films(BasicFilmBox.Provider):
        def create(self, request: Any, call: Call) -> Any:
            status = printer.record("N-CREATE", request, call)
            if status is not None:
                return status
            reply = Dataset()
            image = BasicColorImageBox if printer.colors else BasicGrayscaleImageBox
            reply.ReferencedImageBoxSequence = _references(image.uid, printer.boxes)
            if printer.annotation_boxes:
                boxes = _references(BasicAnnotationBox.uid, printer.annotation_boxes)
                reply.ReferencedBasicAnnotationBoxSequence = boxes
            return reply

        def print(self, request: Any, call: Call) -> Any:
            status = printer.record("N-ACTION", request, call)
            if status is not None or not printer.jobs:
                return status
            reply = Dataset()
            jobs = _references(PrintJob.uid, 1)
            printer.job = jobs[0].ReferencedSOPInstanceUID  # type: ignore[attr-defined]
            reply.ReferencedPrintJobSequencePullStoredPrint = jobs
            return reply

        def delete(self, request: Any, call: Call) -> Any:
            return printer.record("N-DELETE", request, call)

    class Grays(BasicGrayscaleImageBox.Provider):
        def set(self, request: Any, call: Call) -> Any:
            return printer.record("N-SET", request, call)

    class Colors(BasicColorImageBox.Provider):
        def set(self, request: Any, call: Call) -> Any:
            return printer.record("N-SET", request, call)

    class Annotations(BasicAnnotationBox.Provider):
        def set(self, request: Any, call: Call) -> Any:
            return printer.record("N-SET", request, call)

    class Tables(PresentationLUT.Provider):
        def create(self, request: Any, call: Call) -> Any:
            return printer.record("N-CREATE", request, call)

    class Status(Printer.Provider):
        def get(self, request: Any, call: Call) -> Any:
            status = printer.on_request("N-GET", request, call)
            if status is not None:
                return status
            return Printer.Attributes(
                PrinterStatus=printer.status,  # type: ignore[arg-type]
                PrinterStatusInfo="NORMAL",
                PrinterName="FILMS",
            )

    class Jobs(PrintJob.Provider):
        def get(self, request: Any, call: Call) -> Any:
            reply = Dataset()
            reply.ExecutionStatus = printer.job_status
            reply.ExecutionStatusInfo = "NORMAL"
            return reply

    made: list[Provider] = [
        *(Sessions(), Films(), Grays(), Colors()),
        *(Annotations(), Tables(), Status()),
    ]
    return [*made, Jobs()] if printer.offers_jobs else made


def _references(sop_class: str, count: int) -> list[Dataset]:
    items = []
    for _ in range(count):
        item = Dataset()
        item.ReferencedSOPClassUID = sop_class
        item.ReferencedSOPInstanceUID = generate_uid(prefix=None)
        items.append(item)
    return items


@contextmanager
def running(printer: FakePrinter) -> Iterator[Server]:
    """Run a printer on a free port."""

    def answered(call: Any) -> None:
        if call.service != "N-ACTION" or not printer.offers_jobs:
            return
        for name in printer.jobs:
            event = getattr(PrintJob, name)(ExecutionStatusInfo="NORMAL")
            call.report(event, printer.job)  # type: ignore[attr-defined]

    def found(subject: object, findings: tuple[Finding, ...]) -> None:
        printer.findings.extend(findings)

    services: list[Service] = [
        BasicGrayscalePrintManagement,
        BasicColorPrintManagement,
        *_providers(printer),
    ]
    with serve(0, services, on_answered=answered, on_findings=found) as server:
        yield server


def printed(printer: FakePrinter, images: Any, **options: Any) -> PrintResult:
    """Print images on a printer and return the result."""
    with running(printer) as server:
        return print_images(("127.0.0.1", server.port), images, **options)
