"""A remote system that the emulator calls."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydicom.dataset import Dataset
from pynetdicom import AE, evt

from iodize.emulator.outbox import Address

from .running import TIMEOUT


class Station:
    """Receives event reports and objects."""

    def __init__(self) -> None:
        self.events: list[tuple[int, str, Dataset]] = []
        """Event Type ID, SOP Instance UID and information of each report."""
        self.objects: list[Dataset] = []
        self._changed = threading.Condition()

    def report(self, event: Any) -> tuple[int, None]:
        """Handle N-EVENT-REPORT."""
        with self._changed:
            request = event.request
            self.events.append(
                (
                    request.EventTypeID,
                    str(request.AffectedSOPInstanceUID),
                    event.event_information,
                )
            )
            self._changed.notify_all()
        return 0, None

    def store(self, event: Any) -> int:
        """Handle C-STORE."""
        with self._changed:
            self.objects.append(event.dataset)
            self._changed.notify_all()
        return 0

    def wait(self, number: int) -> list[tuple[int, str, Dataset]]:
        """Wait for a number of reports, and return them."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: len(self.events) >= number, TIMEOUT
            ), self.events
            return list(self.events)


@contextmanager
def station(*contexts: str) -> Iterator[tuple[Station, Address]]:
    """Run a system with the AE title STATION."""
    made = Station()
    ae = AE("STATION")
    for uid in contexts:
        ae.add_supported_context(uid, scu_role=True, scp_role=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server: Any = ae.start_server(
        ("127.0.0.1", port),
        block=False,
        evt_handlers=[
            (evt.EVT_N_EVENT_REPORT, made.report),
            (evt.EVT_C_STORE, made.store),
        ],
    )
    try:
        yield made, Address("STATION", "127.0.0.1", port)
    finally:
        server.shutdown()


def matches(answers: Any) -> list[Dataset]:
    """Return the matches of a query, which must end with success."""
    *pending, (last, _) = list(answers)
    assert last.Status == 0, f"{last.Status:04X}"
    assert all(status.Status in (0xFF00, 0xFF01) for status, _ in pending)
    return [identifier for _, identifier in pending]
