"""pynetdicom's upper layer, waiting for events instead of polling for them.

This module and `transport` contain all overrides of pynetdicom. Version 3.0 has no hooks
for:

- waiting: its two threads for each association poll once per millisecond, which delays
  every message several times. Here they wait for the socket or for each other.
- TCP_NODELAY: with Nagle's algorithm each message waits for a delayed acknowledgement.
- limits: pynetdicom accepts any PDU length up to 4 GB, and a peer that stops sending
  within a PDU blocks the thread that could abort.
- messages: DIMSE messages go to `exchange.MessageExchange`, which keeps the original
  command sets and does not hold large objects in memory.

Association control, PDUs and the state machine of PS3.8 are pynetdicom's.
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

from .log import LOGGER, notify
from .transport import Connection

if TYPE_CHECKING:
    from .exchange import MessageExchange
    from .incoming import Incoming
    from .windows import Window

QUEUED_PDUS = 32
"""Number of PDUs that may wait to be sent; further senders wait, so that large objects are
not held in memory."""
PATIENCE = 2.0
"""Seconds to notify the peer of the end of an association."""


class WakingQueue(queue.Queue[Any]):
    """A queue that calls a function when an item is added."""

    def __init__(self, wake: Callable[[], None], maxsize: int = 0) -> None:
        super().__init__(maxsize)
        self._wake = wake

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        super().put(item, block, timeout)
        self._wake()


class Outbox(WakingQueue):
    """Bounded queue of primitives to be sent.

    Args:
        served: True while a thread takes items from the queue.
    """

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
    """The DICOM upper layer of an association, PS3.8, with its thread."""

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
        """Wake the thread."""
        if threading.current_thread() is not self:
            with contextlib.suppress(
                OSError
            ):  # full: it is awake; closed: it has ended
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
        except InvalidEventError as error:  # both sides acted at the same time
            LOGGER.info("an association ended: %s", error)
        finally:
            if self.socket is not None:
                cast(Connection, self.socket).break_off()
            # Notify those who wait for the peer: with an abort, or with None if they wait
            # for the request of an association.
            aborted = A_P_ABORT()
            aborted.provider_reason = 0
            requested = self.assoc.requestor.primitive is not None
            self.to_user_queue.put(aborted if requested else None)
            self._bell.close()
            self._ear.close()

    def send_pdu(self, primitive: Any) -> None:
        """Send a primitive; P-DATA directly in the calling thread (action DT-1).

        This saves two thread switches per PDU. While the peer does not read, the thread
        of the upper layer can still read what it sends.
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
            # OpenSSL cannot read and write one connection in two threads.
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
    """An association of pynetdicom whose messages iodize handles."""

    dul: UpperLayer

    def __init__(self, ae: ApplicationEntity, mode: str) -> None:
        self._work: queue.SimpleQueue[Any] = queue.SimpleQueue()
        super().__init__(ae, mode)
        from .exchange import MessageExchange

        self.dul = UpperLayer(self)
        self.acse_timeout = self.ae.acse_timeout
        self.network_timeout = self.ae.network_timeout
        self.exchange: MessageExchange = MessageExchange(self)
        self.dimse = self.exchange
        self.on_request: Callable[[Incoming], None] = lambda request: None
        self.on_end: Callable[[], object] = lambda: None
        self.window = 1
        """Number of operations that the requestor may invoke at a time: PS3.7 D.3.3.3."""
        self.performing: Window | None = None
        """Performs operations concurrently; None if they are performed one by one."""
        self.related: dict[str, str] = {}
        """UIDs of related general SOP classes, by those of the SOP classes they serve."""

    def _bind_defaults(self) -> None:
        # Omit pynetdicom's log handlers, which log every PDU and message.
        for event in evt._INTERVENTION_EVENTS:
            self.bind(event, evt.get_default_handler(event))

    @property
    def connection_failure(self) -> OSError | None:
        """The reason why the transport is not connected; None if it is."""
        if self.dul.socket is None:
            return None
        return cast(Connection, self.dul.socket).failure

    @property
    def has_timed_out(self) -> bool:
        """True if this side aborted because the peer did not respond in time."""
        return self._sent_abort and self.connection_failure is None

    @property
    def has_ended(self) -> bool:
        """True if nothing can be sent any more.

        Reads the state of the upper layer, as a handler blocks the thread that would
        notice the end of the association.
        """
        state = self.dul.state_machine.current_state
        return not self.is_established or state == "Sta1" or not self.dul.is_alive()

    def wake(self) -> None:
        """Wake the thread of the association."""
        self._work.put(None)

    def deliver(self, request: Incoming) -> None:
        """Pass a request to the thread of the association."""
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
            notify(self.on_end)

    def _run_reactor(self) -> None:
        while not self._kill:
            self._is_paused = True
            self._reactor_checkpoint.wait()
            self._is_paused = False
            request = self._next()
            if request is not None:
                self._is_paused = True  # the handler may release
                self.on_request(request)
                self.dul._idle_timer.restart()  # this side caused the pause
                self._is_paused = False
            elif self._ended():
                return

    def _next(self) -> Any:
        """Return the next request; None if the state may have changed."""
        idle = self.dul._idle_timer
        wait = None
        if idle.timeout is not None:
            wait = max(idle.remaining, 0.05)
        try:
            return self._work.get(timeout=wait)
        except queue.Empty:
            return None

    def _ended(self) -> bool:
        """Handle the release or abort of the association; return True if it has ended."""
        if self._kill or self.is_released:
            return True
        if not self._reactor_checkpoint.is_set():
            return False  # the releasing thread waits for the peer's response
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
            # No association was requested: there is none to abort.
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
                # The peer does not read or close: pynetdicom would wait forever.
                self.dul.kill_dul()
                if self.dul.socket is not None:
                    cast(Connection, self.dul.socket).break_off()
                self.dul.join(PATIENCE)
                return
