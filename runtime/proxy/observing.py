"""Reading what was relayed, in a thread of its own, so that the relay need not wait.

All connections share one thread: the validation engine serves one at a time.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from typing import Final

from ..report import FileReport
from ..validation import codes
from ..validation.elements import Problem
from ..validation.engine import pydicom_silent
from .conversation import LOGGER, ContentChecks, Conversation
from .negotiation import Side
from .observation import Observation, finding, place
from .recording import Recorder

BACKLOG: Final = 1 << 26
"""Bytes of a connection that may wait to be read before its relay does."""

Work = Callable[[], None]


class Observer:
    """Has an `Ear` for each connection, and tells what they hear, one after another."""

    def __init__(
        self,
        content: ContentChecks,
        tell: Callable[[Observation], None],
        recorder: Recorder | None = None,
        ended: Callable[[int], None] = lambda number: None,
    ) -> None:
        """Begin to observe.

        Args:
            content: What judges messages.
            tell: Called with each observation, in the observer's thread.
            recorder: Keeps what was said.
            ended: Called with the number of an association that is over, there too.
        """
        self._content = content
        self._tell = tell
        self._recorder = recorder
        self._ended = ended
        self._number = 0
        self._work: SimpleQueue[Work | None] = SimpleQueue()
        self._thread = threading.Thread(
            target=self._run, name="iodize-observer", daemon=True
        )
        self._thread.start()

    def connected(self, address: str) -> Ear:
        """Return who hears a new connection."""
        self._number += 1
        record = None
        if self._recorder is not None:
            try:
                record = self._recorder.association(self._number)
            except OSError as error:
                LOGGER.error("association %d is not recorded: %s", self._number, error)
        conversation = Conversation(self._number, self._content, record)
        return Ear(conversation, self)

    def unreachable(self, address: str, reason: str) -> None:
        """Tell that there was nobody to relay a connection to."""
        self._number += 1
        number = self._number
        text = f"{address} connected, but the other system does not answer: {reason}"
        problem = Problem(codes.ASSOCIATION_CUT, text)

        def work() -> None:
            self._say([_remark(number, None, problem)])
            self._ended(number)

        self._work.put(work)

    def close(self, timeout: float | None = None) -> bool:
        """Work off what was heard; return whether that was done in time (seconds)."""
        self._work.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def put(self, work: Work) -> None:
        """Have something done in the observer's thread."""
        self._work.put(work)

    def hear(self, conversation: Conversation, side: Side, data: bytes) -> None:
        """Read bytes."""
        self._safely(conversation, lambda: self._say(conversation.hear(side, data)))

    def end(self, conversation: Conversation) -> None:
        """Read the end of a connection."""
        self._safely(conversation, lambda: self._say(conversation.end()))
        self._ended(conversation.number)

    def _safely(self, conversation: Conversation, work: Work) -> None:
        """Do what may meet bytes that nobody thought of: the others are still heard."""
        if conversation.deaf:
            return
        try:
            with pydicom_silent():
                work()
        except Exception as error:
            LOGGER.exception("association %d", conversation.number)
            conversation.deaf = True
            text = f"iodize failed on this association: {type(error).__name__}: {error}"
            problem = Problem(codes.NOT_CHECKED, text)
            self._say([_remark(conversation.number, None, problem)])

    def _say(self, observations: Iterable[Observation]) -> None:
        for observation in observations:
            self._tell(observation)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()


class Ear:
    """Hears one connection: what the relay tells, the observer's thread reads."""

    def __init__(self, conversation: Conversation, observer: Observer) -> None:
        self._conversation = conversation
        self._observer = observer
        self._loop = asyncio.get_running_loop()
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()

    async def heard(self, side: Side, data: bytes) -> None:
        """Take bytes; returns once there is room for more."""
        self._waiting += len(data)
        if self._waiting > BACKLOG:
            self._room.clear()
        self._observer.put(lambda: self._read(side, data))
        await self._room.wait()

    async def ended(self) -> None:
        """Learn that nothing follows."""
        self._observer.put(lambda: self._observer.end(self._conversation))

    def _read(self, side: Side, data: bytes) -> None:
        try:
            self._observer.hear(self._conversation, side, data)
        finally:
            # The loop may be closed already, when the command is interrupted.
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._done, len(data))

    def _done(self, length: int) -> None:
        self._waiting -= length
        if self._waiting <= BACKLOG:
            self._room.set()


def _remark(association: int, side: Side | None, problem: Problem) -> Observation:
    path = place(association, 0, side, "connection")
    report = FileReport(path, "", "", (finding(problem),))
    return Observation(association, 0, side, "connection", "", report)
