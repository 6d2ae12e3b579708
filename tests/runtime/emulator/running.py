"""A peer that runs while a test speaks to it, with a sender that checks nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pynetdicom import AE, build_role

from iodize.peer.journal import Message, Visit
from iodize.peer.running import Run

PATIENCE = 20.0
"""Seconds after which a test gives up."""


class Heard:
    """What a journal was told."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.remarks: list[str] = []
        self.ended = 0
        self._news = threading.Condition()

    def received(self, message: Message) -> None:
        with self._news:
            self.messages.append(message)
            self._news.notify_all()

    def closed(self, visit: Visit) -> None:
        with self._news:
            self.ended += 1
            self._news.notify_all()

    def remarked(self, text: str) -> None:
        with self._news:
            self.remarks.append(text)
            self._news.notify_all()

    def wait(self, kind: str, number: int = 1) -> Message:
        """Return the n-th message of a kind, as soon as it was received."""

        def found() -> list[Message]:
            return [each for each in self.messages if each.kind == kind]

        with self._news:
            assert self._news.wait_for(lambda: len(found()) >= number, PATIENCE), (
                kind,
                self.messages,
                self.remarks,
            )
            return found()[number - 1]

    def wait_remark(self) -> str:
        """Return the first remark, as soon as it was made."""
        with self._news:
            assert self._news.wait_for(lambda: bool(self.remarks), PATIENCE)
            return self.remarks[0]


class RunningPeer:
    """A peer, what it was told, and how to speak to it."""

    def __init__(self, run: Run, port: int, heard: Heard) -> None:
        self.run = run
        self.port = port
        self.heard = heard

    @contextmanager
    def association(
        self,
        *contexts: str | tuple[str, str],
        calling_ae: str = "CT1",
        handlers: Any = (),
        provides: tuple[str, ...] = (),
    ) -> Iterator[Any]:
        """Yield an association of pynetdicom, which sends what it is told to.

        Args:
            contexts: SOP Class UIDs; with a transfer syntax where it is not a plain one.
            provides: Those of the contexts that the test is the SCP of.
        """
        ae = AE(calling_ae)
        ae.acse_timeout = ae.dimse_timeout = ae.network_timeout = PATIENCE
        for context in contexts:
            of = (context,) if isinstance(context, str) else context
            ae.add_requested_context(*of)
        roles: list[Any] = [
            build_role(uid, scp_role=True, scu_role=True) for uid in provides
        ]
        association = ae.associate(
            "127.0.0.1", self.port, evt_handlers=list(handlers), ext_neg=roles
        )
        assert association.is_established, "no association"
        try:
            yield association
        finally:
            association.release()

    def codes(self, kind: str, number: int = 1) -> list[str]:
        """Return the codes of what was found in the n-th message of a kind."""
        return [each.code for each in self.heard.wait(kind, number).findings]


def send(association: Any, request: Any, context_id: int) -> Any:
    """Send a request as it is, on any context, and return the response."""
    association._reactor_checkpoint.clear()  # or its thread takes the response
    while not association._is_paused:
        time.sleep(0.01)
    association.dimse.send_msg(request, context_id)
    _, response = association.dimse.get_msg(block=True)
    association._reactor_checkpoint.set()
    return response


@contextmanager
def running(folder: Path, *services: str, **options: Any) -> Iterator[RunningPeer]:
    """Run a peer as long as a test needs it."""
    heard = Heard()
    run = Run(folder, services, listener=heard, seconds=120, **options)
    started = threading.Event()
    ports: list[int] = []

    def listening(port: int) -> None:
        ports.append(port)
        started.set()

    thread = threading.Thread(target=run.run, args=(listening,), daemon=True)
    thread.start()
    assert started.wait(PATIENCE), "the peer does not start"
    try:
        yield RunningPeer(run, ports[0], heard)
    finally:
        run.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the peer does not end"
