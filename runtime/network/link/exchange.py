"""DIMSE messages on an association: cut into fragments, put together, matched.

Source: PS3.7 6.3; PS3.8 Annex E.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from pynetdicom.dimse import DIMSEServiceProvider
from pynetdicom.pdu_primitives import P_DATA

from ..dimse.messages import NO_DATA_SET, RESPONSE, WITH_DATA_SET
from . import command_sets
from .command_sets import CANCEL, Command
from .received import InMemory, Received, Sink

if TYPE_CHECKING:
    from ..validation.findings import Finding
    from .upper_layer import Link

MOST_COMMAND_BYTES = 1 << 16
"""Command sets of the standard take some hundred bytes; lists of tags a few thousand."""
MOST_WAITING = 16
"""How many requests may wait beyond those that were agreed on: who sends more does not
want answers, but the memory."""
MOST_ARRIVALS = 16
"""How many instances of a C-GET may wait for whoever asked for them."""
FRAGMENT_HEAD = 6
"""Bytes of a fragment's length, its context and its header: PS3.8 9.3.5.1."""
UNLIMITED_PDU = 1 << 20
"""The length of PDUs for a peer that names no limit."""


class Incoming:
    """A message that was received."""

    __slots__ = ("cancelled", "command", "context_id", "data", "findings", "raw")

    def __init__(
        self, command: Command, context_id: int, data: Sink | None, raw: bytes
    ) -> None:
        self.command = command
        self.context_id = context_id
        self.data = data
        self.raw = raw
        """The command set, as it was sent."""
        self.cancelled = False
        """Whether the peer wants a request to end: PS3.7 9.3.2.3."""
        self.findings: tuple[Finding, ...] = ()
        """What is wrong with the command set of a response."""

    @property
    def field(self) -> int:
        """Command Field (0000,0100)."""
        return int(self.command.get("CommandField") or 0)


class Answers:
    """The responses to a request that this side has sent."""

    def __init__(self, exchange: Exchange, message_id: int) -> None:
        self.message_id = message_id
        self._exchange = exchange
        self.request = b""
        """The command set that is answered."""
        self._room = threading.Semaphore(MOST_ARRIVALS)
        self._closed = False
        self.queue: queue.SimpleQueue[Incoming | Received | None] = queue.SimpleQueue()

    def next(self, timeout: float | None) -> Incoming | Received | None:
        """Return the next response; None where the association has ended.

        Raises:
            queue.Empty: There was none within the timeout.
        """
        found = self.queue.get(timeout=timeout)
        if isinstance(found, Received):
            self._room.release()
        return found

    def arrive(self, instance: Received) -> bool:
        """Add an instance that a C-GET brings; wait for whoever takes them.

        Returns:
            Whether somebody will.
        """
        while not self._room.acquire(timeout=0.2):
            if self._closed:
                return False
        self.queue.put(instance)
        return not self._closed

    def close(self) -> None:
        """Expect no more responses."""
        self._closed = True
        self._exchange.forget(self)


class Exchange(DIMSEServiceProvider):
    """The DIMSE service provider of an association."""

    def __init__(self, link: Link) -> None:
        super().__init__(link)
        self.link = link
        self._command = bytearray()
        self._receiving: Incoming | None = None
        self._sending = threading.Lock()
        self._answers: dict[int, Answers] = {}
        self._lock = threading.Lock()
        self._last_id = 0
        self._closed = False
        self.arrivals: Answers | None = None
        """The C-GET whose instances are stored on this association."""
        self._requests: list[Incoming] = []
        """Those of the peer that have not been handled yet, in their order."""

    @property
    def is_busy(self) -> bool:
        """Whether responses are waited for."""
        return bool(self._answers)

    # Receiving: called by the thread of the upper layer.

    def receive_primitive(self, primitive: P_DATA) -> None:
        try:
            for context_id, fragment in primitive.presentation_data_value_list:
                self._receive(context_id, fragment)
        except Exception as error:
            from .log import LOGGER

            LOGGER.error("an illegal message: %s", error)
            self.dul.event_queue.put("Evt19")

    def _receive(self, context_id: int, fragment: bytes) -> None:
        if not fragment:
            raise ValueError("a fragment without its header")
        header = fragment[0]
        if header & 1:
            if self._receiving is not None:
                raise ValueError("a command set amid a data set")
            self._command += memoryview(fragment)[1:]
            if len(self._command) > MOST_COMMAND_BYTES:
                raise ValueError("a command set without end")
            if header & 2:
                self._begin(context_id)
            return
        message = self._receiving
        if message is None or message.data is None:
            raise ValueError("a data set without its command set")
        message.data.write(memoryview(fragment)[1:])
        if header & 2:
            self._receiving = None
            message.data.finish()
            self._deliver(message)

    def _begin(self, context_id: int) -> None:
        if context_id not in self.link._accepted_cx:
            raise ValueError("its presentation context was not accepted")
        raw = bytes(self._command)
        self._command.clear()
        command = command_sets.decode(raw)
        if command.get("CommandField") is None:
            raise ValueError("a command set without Command Field")
        message = Incoming(command, context_id, None, raw)
        if command.get("CommandDataSetType") == NO_DATA_SET:
            self._deliver(message)
        else:
            message.data = self.sink(message)
            self._receiving = message

    def sink(self, message: Incoming) -> Sink:
        """Return what takes the data set of a message."""
        return InMemory()

    def _deliver(self, message: Incoming) -> None:
        field = message.field
        if field == CANCEL:
            self._cancel(message.command.get("MessageIDBeingRespondedTo"))
        elif field & RESPONSE:
            answered = message.command.get("MessageIDBeingRespondedTo")
            answers = self._answers.get(-1 if answered is None else answered)
            if answers is not None:
                answers.queue.put(message)
            else:
                from .log import LOGGER

                LOGGER.warning("a response to message %s, which was not sent", answered)
        elif len(self._requests) >= self.link.window + MOST_WAITING:
            raise ValueError("more requests than were agreed on")
        else:
            self._requests.append(message)
            self.link.deliver(message)

    def _cancel(self, message_id: int | None) -> None:
        """Mark the last request of a Message ID; one that has been answered is gone."""
        for request in reversed(self._requests.copy()):
            if request.command.get("MessageID") == message_id:
                request.cancelled = True
                return

    def handled(self, request: Incoming) -> None:
        """Learn that a request of the peer has been answered."""
        self._requests.remove(request)
        if request.data is not None:
            request.data.discard()

    # Sending: called by any thread.

    def request(
        self, command: Command, context_id: int, data: bytes | BinaryIO | None = None
    ) -> Answers:
        """Send a request, with a Message ID of its own.

        Raises:
            ConnectionError: The association has ended.
        """
        with self._lock:
            if self._closed:
                raise ConnectionError("the association has ended")
            message_id = self._last_id
            for _ in range(0xFFFF):
                message_id = message_id % 0xFFFF + 1
                if message_id not in self._answers:
                    break
            self._last_id = message_id
            answers = self._answers[message_id] = Answers(self, message_id)
            if command["CommandField"] == command_sets.FIELDS["C-GET"]:
                self.arrivals = answers  # before the first instance can come
        answers.request = encoded(command, data, message_id)
        try:
            self.send_encoded(answers.request, context_id, data)
        except BaseException:
            answers.close()
            raise
        return answers

    def send(
        self, command: Command, context_id: int, data: bytes | BinaryIO | None = None
    ) -> None:
        """Send a message, its data set from memory or from a file's position on.

        Raises:
            ConnectionError: The association has ended.
        """
        self.send_encoded(encoded(command, data), context_id, data)

    def send_encoded(
        self, command: bytes, context_id: int, data: bytes | BinaryIO | None
    ) -> None:
        """Send a message, its command set already encoded; otherwise as `send`."""
        most = ((self.maximum_pdu_size or UNLIMITED_PDU) - FRAGMENT_HEAD) // 2 * 2
        with self._sending:  # the fragments of a message stay together
            if self.link.has_ended:
                raise ConnectionError("the association has ended")
            try:
                if most <= 0:
                    raise ConnectionError("the peer takes no PDU that holds a fragment")
                for header, fragment in _fragments(command, data, most):
                    primitive = P_DATA()
                    primitive.presentation_data_value_list.append(
                        (context_id, header + fragment)
                    )
                    self.dul.send_pdu(primitive)
            except BaseException:  # a file that cannot be read to its end, Ctrl-C
                self.link.abort()  # the next message would be taken for the rest
                raise

    def cancel(self, answers: Answers, context_id: int) -> None:
        """Ask the peer to send no more responses: PS3.7 9.3.2.3."""
        with contextlib.suppress(ConnectionError):
            self.send(
                {
                    "CommandField": CANCEL,
                    "MessageIDBeingRespondedTo": answers.message_id,
                },
                context_id,
            )

    def forget(self, answers: Answers) -> None:
        """Expect no more responses to a request."""
        with self._lock:
            self._answers.pop(answers.message_id, None)

    def close(self) -> None:
        """Tell all who wait that the association has ended."""
        with self._lock:
            self._closed = True
            waiting = list(self._answers.values())
        for answers in waiting:
            answers.queue.put(None)
        if self._receiving is not None and self._receiving.data is not None:
            self._receiving.data.discard()

    def discard(self) -> None:
        """Put away the requests that nobody will handle any more."""
        while self._requests:
            self.handled(self._requests[0])

    def get_msg(self, block: bool = False) -> Any:
        """Return nothing: messages go to those they concern."""
        return None, None


def encoded(
    command: Command, data: bytes | BinaryIO | None, message_id: int | None = None
) -> bytes:
    """Return a command set that says whether a data set follows."""
    kind = NO_DATA_SET if data is None else WITH_DATA_SET
    return command_sets.encode(
        {**command, "MessageID": message_id, "CommandDataSetType": kind}
    )


def _fragments(
    command: bytes, data: bytes | BinaryIO | None, most: int
) -> Iterator[tuple[bytes, bytes]]:
    """Yield the headers and contents of a message's fragments, all of even length.

    A file may end with a deflated data set that lacks its padding: PS3.5 A.5.
    """
    for at in range(0, len(command), most):
        last = at + most >= len(command)
        yield (b"\x03" if last else b"\x01"), command[at : at + most]
    if data is None:
        return
    if isinstance(data, bytes):
        for at in range(0, len(data) or 1, most):
            last = at + most >= len(data)
            yield (b"\x02" if last else b"\x00"), data[at : at + most]
        return
    following = data.read(most)
    while True:
        fragment, following = following, data.read(most)
        if not following:
            fragment += b"\0" * (len(fragment) % 2)
        yield (b"\x00" if following else b"\x02"), fragment
        if not following:
            return
