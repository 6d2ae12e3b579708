"""An emulator that runs during a test, and a client that validates nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pynetdicom import AE, build_role

from iodize.emulator.emulator import Emulator
from iodize.emulator.journal import JournalAssociation, JournalEntry
from iodize.emulator.run import Run

TIMEOUT = 20.0
"""Seconds after which a test fails."""


class RecordingListener:
    """Records the entries of a journal."""

    def __init__(self) -> None:
        self.entries: list[JournalEntry] = []
        self.remarks: list[str] = []
        self.ended = 0
        self._changed = threading.Condition()

    def received(self, entry: JournalEntry) -> None:
        with self._changed:
            self.entries.append(entry)
            self._changed.notify_all()

    def closed(self, association: JournalAssociation) -> None:
        with self._changed:
            self.ended += 1
            self._changed.notify_all()

    def remarked(self, text: str) -> None:
        with self._changed:
            self.remarks.append(text)
            self._changed.notify_all()

    def wait(self, message: str, number: int = 1) -> JournalEntry:
        """Wait for the n-th message with a name such as "N-SET-RQ", and return it."""

        def found() -> list[JournalEntry]:
            return [each for each in self.entries if each.message == message]

        with self._changed:
            assert self._changed.wait_for(lambda: len(found()) >= number, TIMEOUT), (
                message,
                self.entries,
                self.remarks,
            )
            return found()[number - 1]

    def wait_remark(self) -> str:
        """Wait for the first remark, and return it."""
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self.remarks), TIMEOUT)
            return self.remarks[0]


def reserve_responses(association: Any) -> None:
    """Let the reactor of pynetdicom take no message while a request waits for its response.

    It may still be running when a request begins.
    """
    take = association.dimse.get_msg

    def get_msg(block: bool = False) -> Any:
        if not block and not association._reactor_checkpoint.is_set():
            return None, None
        return take(block)

    association.dimse.get_msg = get_msg


class RunningEmulator:
    """A running emulator, the entries of its journal, and a client."""

    def __init__(self, run: Run, port: int, listener: RecordingListener) -> None:
        self.run = run
        self.port = port
        self.listener = listener

    @property
    def emulator(self) -> Emulator:
        return self.run.emulator

    @contextmanager
    def association(
        self,
        *contexts: str | tuple[str, str],
        calling_ae: str = "CT1",
        handlers: Any = (),
        provides: tuple[str, ...] = (),
    ) -> Iterator[Any]:
        """Yield an association of pynetdicom.

        Args:
            contexts: SOP Class UIDs, each with a transfer syntax if it is not a default.
            provides: The contexts of which the test is the SCP.
        """
        ae = AE(calling_ae)
        ae.acse_timeout = ae.dimse_timeout = ae.network_timeout = TIMEOUT
        for context in contexts:
            arguments = (context,) if isinstance(context, str) else context
            ae.add_requested_context(*arguments)
        roles: list[Any] = [
            build_role(uid, scp_role=True, scu_role=True) for uid in provides
        ]
        association = ae.associate(
            "127.0.0.1", self.port, evt_handlers=list(handlers), ext_neg=roles
        )
        assert association.is_established, "no association"
        reserve_responses(association)
        try:
            yield association
        finally:
            association.release()

    def codes(self, message: str, number: int = 1) -> list[str]:
        """Return the codes of the findings of the n-th message with a name."""
        return [each.code for each in self.listener.wait(message, number).findings]


def send(association: Any, request: Any, context_id: int) -> Any:
    """Send a request unchanged in any presentation context; return the response."""
    association._reactor_checkpoint.clear()  # or its thread takes the response
    while not association._is_paused:
        time.sleep(0.01)
    association.dimse.send_msg(request, context_id)
    _, response = association.dimse.get_msg(block=True)
    association._reactor_checkpoint.set()
    return response


@contextmanager
def running(folder: Path, *services: str, **options: Any) -> Iterator[RunningEmulator]:
    """Run an emulator."""
    listener = RecordingListener()
    run = Run(folder, services, listener=listener, seconds=120, **options)
    started = threading.Event()
    ports: list[int] = []

    def listening(port: int) -> None:
        ports.append(port)
        started.set()

    thread = threading.Thread(target=run.run, args=(listening,), daemon=True)
    thread.start()
    assert started.wait(TIMEOUT), "the emulator does not start"
    try:
        yield RunningEmulator(run, ports[0], listener)
    finally:
        run.stop()
        thread.join(TIMEOUT)
        assert not thread.is_alive(), "the emulator does not stop"
