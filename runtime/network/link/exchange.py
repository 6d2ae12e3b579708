"""DIMSE messages on an association: fragmentation, assembly, and dispatch of responses.

Source: PS3.7 6.3; PS3.8 Annex E.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

from pynetdicom.dimse import DIMSEServiceProvider
from pynetdicom.pdu_primitives import P_DATA

from ...dimse.messages.command_sets import CommandSet
from ...dimse.messages.messages import NO_DATA_SET, RESPONSE, WITH_DATA_SET, messages_of
from ...tables.editions import bundled
from .incoming import Incoming, Responses
from .log import LOGGER
from .received import InMemory, Sink

if TYPE_CHECKING:
    from .upper_layer import Link

Fields: TypeAlias = Mapping[str, Any]
"""Values of a command set by keyword; elements whose value is None are not sent."""

FIELDS: Final = {
    message.service: field
    for field, message in messages_of(bundled()).items()
    if not field & RESPONSE
}
"""Command Field (0000,0100) of the request of each service."""
CANCEL: Final = FIELDS["C-CANCEL"]

MAX_COMMAND_BYTES = 1 << 16
"""Typical command sets have a few hundred bytes, those with lists of tags a few thousand."""
MAX_WAITING = 16
"""Number of requests that may wait beyond the negotiated window, to protect memory."""
FRAGMENT_HEADER = 6
"""Bytes of a fragment's length, context ID and control header: PS3.8 9.3.5.1."""
UNLIMITED_PDU = 1 << 20
"""Length of PDUs for a peer without a limit."""


class MessageExchange(DIMSEServiceProvider):
    """The DIMSE service provider of an association."""

    def __init__(self, link: Link) -> None:
        super().__init__(link)
        self.link = link
        self._command = bytearray()
        self._receiving: Incoming | None = None
        self._sending = threading.Lock()
        self._responses: dict[int, Responses] = {}
        self._lock = threading.Lock()
        self._last_id = 0
        self._closed = False
        self.retrieval: Responses | None = None
        """The C-GET in progress, whose instances are stored on this association."""
        self._requests: list[Incoming] = []
        """Unanswered requests of the peer, in their order."""

    @property
    def is_busy(self) -> bool:
        """True while responses are expected."""
        return bool(self._responses)

    # Receiving: in the thread of the upper layer.

    def receive_primitive(self, primitive: P_DATA) -> None:
        try:
            for context_id, fragment in primitive.presentation_data_value_list:
                self._receive(context_id, fragment)
        except Exception as error:
            LOGGER.error("invalid message, the association is aborted: %s", error)
            self.dul.event_queue.put("Evt19")

    def _receive(self, context_id: int, fragment: bytes) -> None:
        if not fragment:
            raise ValueError("fragment without a control header")
        header = fragment[0]
        if header & 1:
            if self._receiving is not None:
                raise ValueError("command set inside a data set")
            self._command += memoryview(fragment)[1:]
            if len(self._command) > MAX_COMMAND_BYTES:
                raise ValueError(f"command set of more than {MAX_COMMAND_BYTES} bytes")
            if header & 2:
                self._begin(context_id)
            return
        message = self._receiving
        if message is None or message.data is None:
            raise ValueError("data set without a command set")
        message.data.write(memoryview(fragment)[1:])
        if header & 2:
            self._receiving = None
            message.data.finish()
            self._deliver(message)

    def _begin(self, context_id: int) -> None:
        if context_id not in self.link._accepted_cx:
            raise ValueError(f"presentation context {context_id} was not accepted")
        command = CommandSet.decode(bytes(self._command))
        self._command.clear()
        if command.get("CommandField") is None:
            raise ValueError("command set without Command Field")
        message = Incoming(command, context_id)
        if command.get("CommandDataSetType") == NO_DATA_SET:
            self._deliver(message)
        else:
            message.data = self.sink(message)
            self._receiving = message

    def sink(self, message: Incoming) -> Sink:
        """Return a sink for the data set of a message."""
        return InMemory()

    def _deliver(self, message: Incoming) -> None:
        field = message.field
        if field == CANCEL:
            self._cancel(message.command.get("MessageIDBeingRespondedTo"))
        elif field & RESPONSE:
            message_id = message.command.get("MessageIDBeingRespondedTo")
            responses = self._responses.get(-1 if message_id is None else message_id)
            if responses is not None:
                responses.put(message)
            else:
                LOGGER.warning("response to message %s, which was not sent", message_id)
        elif len(self._requests) >= self.link.window + MAX_WAITING:
            raise ValueError("too many requests for the negotiated window")
        else:
            self._requests.append(message)
            self.link.deliver(message)

    def _cancel(self, message_id: int | None) -> None:
        """Cancel the last request with a Message ID, unless it is answered."""
        for request in reversed(self._requests.copy()):
            if request.command.get("MessageID") == message_id:
                request.cancelled = True
                return

    def handled(self, request: Incoming) -> None:
        """Called when a request of the peer has been answered."""
        self._requests.remove(request)
        if request.data is not None:
            request.data.discard()

    # Sending: in any thread.

    def request(
        self, fields: Fields, context_id: int, data: bytes | BinaryIO | None = None
    ) -> Responses:
        """Send a request, with an unused Message ID.

        Raises:
            ConnectionError: The association has ended.
        """
        with self._lock:
            if self._closed:
                raise ConnectionError("the association has ended")
            message_id = self._last_id
            for _ in range(0xFFFF):
                message_id = message_id % 0xFFFF + 1
                if message_id not in self._responses:
                    break
            self._last_id = message_id
            responses = Responses(message_id, self._forget)
            self._responses[message_id] = responses
            if fields["CommandField"] == FIELDS["C-GET"]:
                self.retrieval = responses  # before the first instance can arrive
        responses.request = command_set(fields, data, message_id)
        try:
            self.send(responses.request, context_id, data)
        except BaseException:
            responses.close()
            raise
        return responses

    def send(
        self, command: CommandSet, context_id: int, data: bytes | BinaryIO | None
    ) -> None:
        """Send a message.

        Args:
            data: The encoded data set, or a file at the position where it begins.

        Raises:
            ConnectionError: The association has ended.
        """
        limit = self.maximum_pdu_size or UNLIMITED_PDU
        most = (limit - FRAGMENT_HEADER) // 2 * 2
        with self._sending:  # the fragments of a message are consecutive
            if self.link.has_ended:
                raise ConnectionError("the association has ended")
            try:
                if most <= 0:
                    raise ConnectionError(
                        f"the peer's maximum PDU length of {limit} bytes is too short"
                    )
                for header, fragment in _fragments(command.encode(), data, most):
                    primitive = P_DATA()
                    primitive.presentation_data_value_list.append(
                        (context_id, header + fragment)
                    )
                    self.dul.send_pdu(primitive)
            except BaseException:  # a file that cannot be read to its end, Ctrl-C
                self.link.abort()  # the peer would take the next message for the rest
                raise

    def cancel(self, responses: Responses, context_id: int) -> None:
        """Send a C-CANCEL for a request: PS3.7 9.3.2.3."""
        with contextlib.suppress(ConnectionError):
            fields = {
                "CommandField": CANCEL,
                "MessageIDBeingRespondedTo": responses.message_id,
            }
            self.send(command_set(fields, None), context_id, None)

    def _forget(self, message_id: int) -> None:
        with self._lock:
            self._responses.pop(message_id, None)

    def close(self) -> None:
        """End all operations: the association has ended."""
        with self._lock:
            self._closed = True
            waiting = list(self._responses.values())
        for responses in waiting:
            responses.put(None)
        if self._receiving is not None and self._receiving.data is not None:
            self._receiving.data.discard()

    def discard(self) -> None:
        """Discard the requests that will not be handled any more."""
        while self._requests:
            self.handled(self._requests[0])

    def get_msg(self, block: bool = False) -> Any:
        """Return no message, so that pynetdicom's own reactor handles none."""
        return None, None


def command_set(
    fields: Fields, data: bytes | BinaryIO | None, message_id: int | None = None
) -> CommandSet:
    """Return a command set that states whether a data set follows."""
    kind = NO_DATA_SET if data is None else WITH_DATA_SET
    return CommandSet.of(
        {**fields, "MessageID": message_id, "CommandDataSetType": kind}
    )


def _fragments(
    command: bytes, data: bytes | BinaryIO | None, most: int
) -> Iterator[tuple[bytes, bytes]]:
    """Yield the headers and contents of a message's fragments, all of even length.

    A file may end with a deflated data set without its padding: PS3.5 A.5.
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
