"""Decodes relayed bytes in a separate thread, so that the relay is not delayed.

All connections share one thread, so that observations come one after another.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from typing import Final

from ..findings import codes
from ..findings.finding import Finding
from ..findings.report import FileReport
from .conversation import LOGGER, ContentChecks, Conversation
from .observation import Observation, finding, path_of
from .recording import Recorder
from .sides import Side

BACKLOG: Final = 1 << 26
"""Bytes of a connection that may wait to be decoded; beyond, its relay waits."""

Work = Callable[[], None]


class Observer:
    """Observes all connections of a relay, in a thread of its own.

    Args:
        content: Checks the contents of messages.
        on_observation: Called with each observation, in the observer's thread.
        recorder: Records the associations.
        on_end: Called with the number of each association that ended, in that thread.
    """

    def __init__(
        self,
        content: ContentChecks,
        on_observation: Callable[[Observation], None],
        recorder: Recorder | None = None,
        on_end: Callable[[int], None] = lambda number: None,
    ) -> None:
        self._content = content
        self._on_observation = on_observation
        self._recorder = recorder
        self._on_end = on_end
        self._number = 0
        self._work: SimpleQueue[Work | None] = SimpleQueue()
        self._thread = threading.Thread(
            target=self._run, name="iodize-observer", daemon=True
        )
        self._thread.start()

    def connected(self, address: str) -> ObservedConnection:
        """Return the listener of a new connection."""
        self._number += 1
        record = None
        if self._recorder is not None:
            try:
                record = self._recorder.association(self._number)
            except OSError as error:
                LOGGER.error("association %d: not recorded: %s", self._number, error)
        conversation = Conversation(self._number, self._content, record)
        return ObservedConnection(conversation, self)

    def unreachable(self, address: str, reason: str) -> None:
        """Report a connection that could not be relayed."""
        self._number += 1
        number = self._number
        text = f"{address} connected, but the other system cannot be reached: {reason}"
        found = finding(codes.ASSOCIATION_CUT, text)

        def work() -> None:
            self._report([_remark(number, found)])
            self._on_end(number)

        self._work.put(work)

    def close(self, timeout: float | None = None) -> bool:
        """Decode what is queued; return True if that was done in time (seconds)."""
        self._work.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def put(self, work: Work) -> None:
        """Run a function in the observer's thread."""
        self._work.put(work)

    def receive(self, conversation: Conversation, side: Side, data: bytes) -> None:
        """Decode bytes."""
        self._safely(conversation, lambda: conversation.receive(side, data))

    def end(self, conversation: Conversation) -> None:
        """Report the end of a connection."""
        self._safely(conversation, conversation.end)
        self._on_end(conversation.number)

    def _safely(
        self,
        conversation: Conversation,
        observe: Callable[[], Iterable[Observation]],
    ) -> None:
        """Report observations; a failure ends the checks of this association only."""
        if conversation.failed:
            return
        try:
            self._report(observe())
        except Exception as error:
            LOGGER.exception("association %d", conversation.number)
            conversation.failed = True
            text = f"iodize failed on this association: {type(error).__name__}: {error}"
            found = finding(codes.NOT_CHECKED, text)
            self._report([_remark(conversation.number, found)])

    def _report(self, observations: Iterable[Observation]) -> None:
        for observation in observations:
            self._on_observation(observation)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()


class ObservedConnection:
    """Queues the bytes of one connection for the observer's thread."""

    def __init__(self, conversation: Conversation, observer: Observer) -> None:
        self._conversation = conversation
        self._observer = observer
        self._loop = asyncio.get_running_loop()
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()

    async def received(self, side: Side, data: bytes) -> None:
        """Queue bytes; returns once there is room for more."""
        self._waiting += len(data)
        if self._waiting > BACKLOG:
            self._room.clear()
        self._observer.put(lambda: self._decode(side, data))
        await self._room.wait()

    async def ended(self) -> None:
        """Queue the end of the connection."""
        self._observer.put(lambda: self._observer.end(self._conversation))

    def _decode(self, side: Side, data: bytes) -> None:
        try:
            self._observer.receive(self._conversation, side, data)
        finally:
            # The loop may be closed already, when the command is interrupted.
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._done, len(data))

    def _done(self, length: int) -> None:
        self._waiting -= length
        if self._waiting <= BACKLOG:
            self._room.set()


def _remark(association: int, found: Finding) -> Observation:
    path = path_of(association, 0, None, "connection")
    report = FileReport(path, "", "", (found,))
    return Observation(association, 0, None, "connection", "", report)
