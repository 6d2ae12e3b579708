"""Received messages, and the responses to a request."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...dimse.messages.command_sets import CommandSet
from ...dimse.messages.messages import messages_of
from ...tables.editions import bundled
from .received import Received, Sink

if TYPE_CHECKING:
    from ...findings.finding import Finding

MAX_INSTANCES = 16
"""Number of received instances of a C-GET that may wait for the caller."""


class Incoming:
    """A received message."""

    __slots__ = ("cancelled", "command", "context_id", "data", "findings", "service")

    def __init__(
        self, command: CommandSet, context_id: int, data: Sink | None = None
    ) -> None:
        self.command = command
        self.context_id = context_id
        self.data = data
        message = messages_of(bundled()).get(self.field)
        self.service = message.service if message is not None else ""
        """The DIMSE service, "C-FIND"; empty if PS3.7 does not define the message."""
        self.cancelled = False
        """True if the peer has cancelled the request: PS3.7 9.3.2.3."""
        self.findings: tuple[Finding, ...] = ()
        """Findings of the command set of a response."""

    @property
    def field(self) -> int:
        """Command Field (0000,0100)."""
        return int(self.command.get("CommandField") or 0)


class Responses:
    """The responses to a request, in the order of their arrival.

    Args:
        forget: Called when no more responses are expected.
    """

    def __init__(self, message_id: int, forget: Callable[[int], None]) -> None:
        self.message_id = message_id
        self.request = CommandSet({})
        """The command set of the request."""
        self._forget = forget
        self._room = threading.Semaphore(MAX_INSTANCES)
        self._closed = False
        self._queue: queue.SimpleQueue[Incoming | Received | None] = queue.SimpleQueue()

    def put(self, response: Incoming | None) -> None:
        """Add a response; None at the end of the association."""
        self._queue.put(response)

    def put_instance(self, instance: Received) -> bool:
        """Add an instance of a C-GET, once there is room for it.

        Returns:
            False if the caller has left.
        """
        while not self._room.acquire(timeout=0.2):
            if self._closed:
                return False
        self._queue.put(instance)
        return not self._closed

    def next(self, timeout: float | None) -> Incoming | Received | None:
        """Return the next response; None if the association has ended.

        Raises:
            queue.Empty: There was none within the timeout.
        """
        response = self._queue.get(timeout=timeout)
        if isinstance(response, Received):
            self._room.release()
        return response

    def close(self) -> None:
        """Expect no more responses."""
        self._closed = True
        self._forget(self.message_id)
