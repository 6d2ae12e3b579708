"""Reports of events on their way to other systems.

A system that is in the table of addresses gets an association of its own, as PS3.4 J.3.3
and CC.2.4 have it; any other one gets its report on the association on which it asked, as
long as that is open.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dimse.attribute_lists import EventReport
from ..errors import IodizeError
from ..network import FailedStatusError, Timeouts, connect

if TYPE_CHECKING:
    from ..dimse.sop_classes import SopClass
    from ..network.calls import Call
    from ..validation.findings import Finding

IDLE = 5.0
"""Seconds that a system's thread waits for the next report before it ends."""

PATIENCE = Timeouts(connection=5.0, acse=10.0, dimse=10.0, network=30.0)
"""A system that does not answer keeps its own reports waiting, and nobody else's."""


_WRONG: ContextVar[list[Finding]] = ContextVar("wrong")
"""What is wrong with the answer that a thread waits for."""


class Address(NamedTuple):
    """Where an application entity listens."""

    ae: str
    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """Return the address of "CT1=192.168.0.5:104".

        Raises:
            ValueError: It does not look so.
        """
        ae, equals, place = text.partition("=")
        host, colon, port = place.rpartition(":")
        if not (equals and colon and ae.strip() and host):
            raise ValueError(f"{text!r} is not NAME=HOST:PORT")
        if not port.isdecimal() or not 0 < int(port) < 1 << 16:
            raise ValueError(f"{port!r} is no port")
        return cls(ae.strip(), host.strip("[]"), int(port))


class Letter(NamedTuple):
    """One report of an event."""

    ae: str
    sop_class: type[SopClass]
    uid: str
    event: EventReport
    call: Call | None = None
    """The request that it answers, or by which the system asked to be told."""


class Receipt(NamedTuple):
    """What became of a report."""

    letter: Letter
    error: Exception | None = None
    """Why it could not be sent, or was refused."""
    status: int | None = None
    """What it was answered; None if it was not."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the answer."""


Told = Callable[[Receipt], None]


class Outbox:
    """Sends reports, in order for each system."""

    def __init__(
        self, ae_title: str, addresses: Mapping[str, Address], told: Told
    ) -> None:
        self._ae_title = ae_title
        self._addresses = addresses
        self._told = told
        self._lock = threading.Lock()
        self._waiting: dict[str, SimpleQueue[Letter | None]] = {}
        self._threads: dict[str, threading.Thread] = {}

    def put(self, letter: Letter) -> None:
        """Send a report, soon."""
        with self._lock:
            waiting = self._waiting.get(letter.ae)
            if waiting is None:
                waiting = self._waiting[letter.ae] = SimpleQueue()
                self._threads[letter.ae] = thread = threading.Thread(
                    target=self._work,
                    args=(letter.ae, waiting),
                    name=f"reports to {letter.ae}",
                    daemon=True,
                )
                thread.start()
            waiting.put(letter)

    def close(self, timeout: float = 6.0) -> None:
        """Send what is waiting, for so many seconds, and tell what is left then."""
        with self._lock:
            threads = list(self._threads.values())
            queues = list(self._waiting.values())
            for waiting in queues:
                waiting.put(None)
        deadline = time.monotonic() + timeout
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for waiting in queues:
            for letter in _left(waiting):
                self._told(Receipt(letter, StoppedError()))

    def _work(self, ae: str, waiting: SimpleQueue[Letter | None]) -> None:
        ahead: Letter | None = None
        while True:
            letter = ahead or _next(waiting)
            if letter is None:
                with self._lock:
                    if not waiting.empty():
                        continue
                    del self._waiting[ae], self._threads[ae]
                return
            rest, ahead = _rest(waiting, letter)
            self._deliver([letter, *rest])

    def _deliver(self, letters: list[Letter]) -> None:
        """Send reports of one SOP class on one association."""
        address = self._addresses.get(letters[0].ae)
        if address is None:
            for letter in letters:
                self._send(letter, None)
            return
        provider: Any = letters[0].sop_class.Provider()  # type: ignore[attr-defined]
        try:
            association = connect(
                address.host,
                address.port,
                [provider],
                calling_ae=self._ae_title,
                called_ae=address.ae,
                timeout=PATIENCE,
                check="warn",
                on_findings=self.found,
            )
        except Exception as error:  # of any kind: others wait for this thread
            for letter in letters:
                self._told(Receipt(letter, error))
            return
        with association:
            for letter in letters:
                self._send(letter, association)

    def found(self, name: str, findings: tuple[Finding, ...]) -> bool:
        """Take what is wrong with the answer to the report that this thread sends.

        Returns:
            False if it sends none.
        """
        wrong = _WRONG.get(None)
        if wrong is None:
            return False
        wrong.extend(findings)
        return True

    def _send(self, letter: Letter, association: Any) -> None:
        wrong: list[Finding] = []
        _WRONG.set(wrong)
        if association is None and letter.call is not None:
            association = letter.call.association
        error: Exception | None = None
        status = None
        try:
            if association is None:
                raise NoAddressError(letter.ae)
            status = association.report(letter.event, letter.uid).status_code
        except FailedStatusError as failure:
            error, status = failure, failure.code
        except Exception as failure:  # likewise
            error = failure
        self._told(Receipt(letter, error, status, tuple(wrong)))


def _next(waiting: SimpleQueue[Letter | None]) -> Letter | None:
    """Return the next letter; None if there is none for a while, or at the end."""
    try:
        return waiting.get(timeout=IDLE)
    except Empty:
        return None


def _rest(
    waiting: SimpleQueue[Letter | None], first: Letter
) -> tuple[list[Letter], Letter | None]:
    """Return what else is waiting and can go along, and the letter after that."""
    letters: list[Letter] = []
    with suppress(Empty):
        while (letter := waiting.get_nowait()) is not None:
            if letter.sop_class is not first.sop_class:
                return letters, letter
            letters.append(letter)
        waiting.put(None)  # the end, which nothing comes after
    return letters, None


def _left(waiting: SimpleQueue[Letter | None]) -> list[Letter]:
    """Return what nobody takes any more, and end the thread that would."""
    letters = []
    with suppress(Empty):
        while True:
            letter = waiting.get_nowait()
            if letter is not None:
                letters.append(letter)
    waiting.put(None)
    return letters


class StoppedError(IodizeError):
    """A report was waiting when the peer stopped."""

    hint = "the system was slow to take those before"

    def __str__(self) -> str:
        return "the peer has stopped"


class NoAddressError(IodizeError):
    """A report is for a system that is not known."""

    def __init__(self, ae: str) -> None:
        super().__init__(ae)
        self.ae = ae
        self.hint = f"tell where it listens: --ae {ae}=HOST:PORT"

    def __str__(self) -> str:
        return f"no address of {self.ae}"
