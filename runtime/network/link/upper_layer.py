"""pynetdicom's upper layer, waiting for events instead of polling for them.

All that iodize overrides in pynetdicom is here and in `transport`, and why. pynetdicom 3.0 has no hooks for:

- waiting: its two threads for an association sleep a millisecond between looks, so that a
  message waits several times on its way. Here they wait for the socket or for each other.
- TCP_NODELAY: with Nagle's algorithm each message waits for a delayed acknowledgement.
- limits: a PDU's length is believed, up to 4 GB, and a peer that falls silent amid a PDU
  blocks the thread that could abort.
- messages: DIMSE messages go to `exchange.Exchange`, which keeps what the peer really
  sent, and does not hold large objects in memory.

The association control, PDUs and the state machine of PS3.8 stay pynetdicom's own.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from pynetdicom import evt
from pynetdicom.ae import ApplicationEntity
from pynetdicom.association import Association as PynetdicomAssociation
from pynetdicom.dul import DULServiceProvider
from pynetdicom.fsm import InvalidEventError
from pynetdicom.pdu import P_DATA_TF
from pynetdicom.pdu_primitives import A_P_ABORT, P_DATA

from .log import LOGGER, tell
from .transport import Connection

if TYPE_CHECKING:
    from .exchange import Exchange
    from .windows import Window

QUEUED_PDUS = 32
"""How many PDUs wait to be sent; who sends more waits too, so that an object of any size
is never in memory as a whole."""
PATIENCE = 2.0
"""Seconds that an association which ends is given to say so to its peer."""


class WakingQueue(queue.Queue[Any]):
    """A queue that tells of what is put into it."""

    def __init__(self, wake: Callable[[], None], maxsize: int = 0) -> None:
        super().__init__(maxsize)
        self._tell = wake

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        super().put(item, block, timeout)
        self._tell()


class Outbox(WakingQueue):
    """What waits to be sent; bounded as long as somebody takes from it."""

    def __init__(self, wake: Callable[[], None], served: Callable[[], bool]) -> None:
        super().__init__(wake, QUEUED_PDUS)
        self._served = served

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        while True:
            try:
                return super().put(item, block, timeout or 0.2)
            except queue.Full:
                if not self._served():
                    raise ConnectionError("the association has ended") from None


class UpperLayer(DULServiceProvider):
    """The DICOM upper layer of an association, PS3.8, in a thread of its own."""

    def __init__(self, assoc: Link) -> None:
        super().__init__(assoc)
        self.daemon = True
        self._run_loop_delay = 0
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._ear.setblocking(False)
        self.event_queue = WakingQueue(self.wake)
        self.to_provider_queue = Outbox(self.wake, self._is_served)
        self.to_user_queue = WakingQueue(assoc.wake)
        self._sending = threading.Lock()

    def _is_served(self) -> bool:
        return self.ident is None or self.is_alive()  # not started yet

    def wake(self) -> None:
        """Make the thread look for work."""
        if threading.current_thread() is not self:
            with contextlib.suppress(OSError):  # full: it is awake; closed: it is gone
                self._bell.send(b"\0")

    def _is_transport_event(self) -> bool:
        connection = cast("Connection | None", self.socket)
        if (
            connection is not None
            and self.state_machine.current_state != "Sta13"
            and self.event_queue.empty()
        ):
            limit = self.artim_timer
            running = limit._start_time is not None and limit._end_time is None
            wait = limit.remaining + 0.01 if running and limit.timeout else 5.0
            if connection.readable(wait, self._ear):
                self._read_pdu_data()
                return True
            with contextlib.suppress(OSError):
                self._ear.recv(4096)
            return False
        return super()._is_transport_event()

    def run_reactor(self) -> None:
        try:
            super().run_reactor()
        except InvalidEventError as error:  # both sides did something at the same time
            LOGGER.info("an association ended: %s", error)
        finally:
            if self.socket is not None:
                cast(Connection, self.socket).break_off()
            # Whoever waits for the peer learns that there is none any more; who waits for
            # a request of an association expects it, or nothing.
            aborted = A_P_ABORT()
            aborted.provider_reason = 0
            requested = self.assoc.requestor.primitive is not None
            self.to_user_queue.put(aborted if requested else None)
            self._bell.close()
            self._ear.close()

    def send_pdu(self, primitive: Any) -> None:
        """Send a primitive: data at once, in the thread that has them (action DT-1).

        That saves two changes of threads for each PDU, and while the peer takes no more,
        this thread can still read what it sends.
        """
        if isinstance(primitive, P_DATA) and self._is_clear():
            with self._sending:
                super()._send(P_DATA_TF(primitive))
        else:
            super().send_pdu(primitive)

    def _is_clear(self) -> bool:
        connection = self.socket.socket if self.socket is not None else None
        return (
            self.state_machine.current_state == "Sta6"
            and self.to_provider_queue.empty()
            and connection is not None
            # OpenSSL does not read and write one connection in two threads.
            and not isinstance(connection, ssl.SSLSocket)
        )

    def _send(self, pdu: Any) -> None:
        with self._sending:
            super()._send(pdu)

    def kill_dul(self) -> None:
        super().kill_dul()
        self.wake()

    def stop_dul(self) -> bool:
        if self.state_machine.current_state != "Sta1":
            return False
        self.kill_dul()
        self.join(PATIENCE)
        return True


class Link(PynetdicomAssociation):
    """An association of pynetdicom, whose messages iodize handles."""

    dul: UpperLayer

    def __init__(self, ae: ApplicationEntity, mode: str) -> None:
        self._work: queue.SimpleQueue[Any] = queue.SimpleQueue()
        super().__init__(ae, mode)
        from .exchange import Exchange

        self.dul = UpperLayer(self)
        self.acse_timeout = self.ae.acse_timeout
        self.network_timeout = self.ae.network_timeout
        self.exchange: Exchange = Exchange(self)
        self.dimse = self.exchange
        self.on_request: Callable[[Any], None] = lambda request: None
        self.on_end: Callable[[], object] = lambda: None
        self.window = 1
        """How many operations the requestor may invoke at a time: PS3.7 D.3.3.3."""
        self.performing: Window | None = None
        """What performs several; None where each waits for the one before."""
        self.related: dict[str, str] = {}
        """SOP classes that are served as a general one, as their requestor allows."""

    def _bind_defaults(self) -> None:
        # Without pynetdicom's log handlers, which describe every PDU and message.
        for event in evt._INTERVENTION_EVENTS:
            self.bind(event, evt.get_default_handler(event))

    @property
    def is_unreachable(self) -> bool:
        """Whether the transport connection could not be made."""
        return self.dul.socket is not None and cast(Connection, self.dul.socket).failed

    @property
    def has_timed_out(self) -> bool:
        """Whether this side has given up waiting for the peer's answer."""
        return self._sent_abort and not self.is_unreachable

    @property
    def has_ended(self) -> bool:
        """Whether nothing can be sent any more.

        A handler keeps the thread of its association from noticing that the peer has gone.
        """
        state = self.dul.state_machine.current_state
        return not self.is_established or state == "Sta1" or not self.dul.is_alive()

    def wake(self) -> None:
        """Make the thread of the association look what has happened."""
        self._work.put(None)

    def deliver(self, request: Any) -> None:
        """Give the thread of the association a request to serve."""
        self._work.put(request)

    def run_reactor(self) -> None:
        try:
            super().run_reactor()
        finally:
            self._is_paused = True
            self.exchange.close()
            if self.performing is not None:
                self.performing.close()
            self.exchange.discard()
            tell(self.on_end)

    def _run_reactor(self) -> None:
        while not self._kill:
            self._is_paused = True
            self._reactor_checkpoint.wait()
            self._is_paused = False
            request = self._next()
            if request is not None:
                self._is_paused = True  # the handler may release
                self.on_request(request)
                self.dul._idle_timer.restart()  # it was this side that took its time
                self._is_paused = False
            elif self._ended():
                return

    def _next(self) -> Any:
        """Return the next request; None if there is something else to look after."""
        idle = self.dul._idle_timer
        wait = None
        if idle.timeout is not None:
            wait = max(idle.remaining, 0.05)
        try:
            return self._work.get(timeout=wait)
        except queue.Empty:
            return None

    def _ended(self) -> bool:
        """Follow what the peer, or this side, did to the association."""
        if self._kill or self.is_released:
            return True
        if not self._reactor_checkpoint.is_set():
            return False  # the thread that releases it waits for the peer's answer
        if self.is_established and self.acse.is_release_requested():
            self.acse.send_release(is_response=True)
            self.is_released = True
            self.is_established = False
            evt.trigger(self, evt.EVT_RELEASED, {})
            self.kill()
            return True
        if self.acse.is_aborted():
            self.dul.receive_pdu(wait=False)
            self.is_aborted = True
            self.is_established = False
            evt.trigger(self, evt.EVT_ABORTED, {})
            self.kill()
            return True
        if not self.dul.is_alive():
            self.kill()
            return True
        if self.dul.idle_timer_expired() and not self._is_at_work():
            self.abort()
            return True
        return False

    def _is_at_work(self) -> bool:
        performing = self.performing is not None and self.performing.is_busy
        return performing or self.exchange.is_busy

    def release(self) -> None:
        self._reactor_checkpoint.clear()
        self.wake()
        super().release()
        self._reactor_checkpoint.set()
        self.wake()

    def abort(self, block: bool = True) -> None:
        if self.is_acceptor and self.requestor.primitive is None:
            # Nobody has asked for an association: there is none to abort.
            self.dul.kill_dul()
            self.dul.join(PATIENCE)
        else:
            super().abort(block)
        self.wake()

    def kill(self) -> None:
        self._kill = True
        self.is_established = False
        self._is_paused = True
        self._reactor_checkpoint.set()
        self.wake()
        deadline = time.monotonic() + PATIENCE
        while self.dul.is_alive() and not self.dul.stop_dul():
            if threading.current_thread() is self.dul:
                return
            self.dul.join(0.005)
            if time.monotonic() > deadline:
                # The peer reads nothing, or does not close: pynetdicom waits for ever.
                self.dul.kill_dul()
                if self.dul.socket is not None:
                    cast(Connection, self.dul.socket).break_off()
                self.dul.join(PATIENCE)
                return
