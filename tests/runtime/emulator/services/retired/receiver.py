"""A system that receives the event reports of the emulator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

from pydicom.dataset import Dataset

from iodize.dimse.services.sides import handlers
from iodize.dimse.services.sop_classes import SopClass
from iodize.emulator.outbox import Address
from iodize.network import serve

from ...running import TIMEOUT

AE = "RECEIVER"


class Reports:
    """The received reports."""

    def __init__(self) -> None:
        self._queue: Queue[tuple[int, str, Dataset]] = Queue()

    def put(self, event: Any, call: Any) -> None:
        """Handle N-EVENT-REPORT."""
        report = (type(event).type_id, call.sop_instance_uid, event.to_dataset())
        self._queue.put(report)

    def wait(self) -> tuple[int, str, Dataset]:
        """Return the next Event Type ID, SOP Instance UID and information."""
        return self._queue.get(timeout=TIMEOUT)


@contextmanager
def receiver(*sop_classes: type[SopClass]) -> Iterator[tuple[Reports, Address]]:
    """Receive all events of SOP classes."""
    reports = Reports()
    users = [_user(each, reports) for each in sop_classes]
    with serve(0, users, ae_title=AE) as server:
        yield reports, Address(AE, "127.0.0.1", server.port)


def _user(sop_class: type[SopClass], reports: Reports) -> Any:
    base: Any = sop_class.User  # type: ignore[attr-defined]

    def received(self: object, event: Any, call: Any) -> None:
        reports.put(event, call)

    names = handlers(sop_class.operations, user=True)
    return type("Receiver", (base,), dict.fromkeys(names, received))()
