"""Concurrent operations of one association.

Source: PS3.7 D.3.3.3: Asynchronous Operations Window Negotiation.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from pynetdicom.pdu_primitives import AsynchronousOperationsWindowNegotiation


class Window:
    """Performs operations concurrently, up to a maximum number."""

    def __init__(self, size: int) -> None:
        self._pool = ThreadPoolExecutor(size, "iodize operation")
        self._running: set[Future[None]] = set()

    @property
    def is_busy(self) -> bool:
        """True if operations are being performed."""
        return any(not each.done() for each in self._running)

    def perform(self, work: Callable[[], None]) -> None:
        """Perform an operation concurrently."""
        self._running = {each for each in self._running if not each.done()}
        self._running.add(self._pool.submit(work))

    def drain(self) -> None:
        """Wait for all operations that have started."""
        wait(self._running)
        self._running.clear()

    def close(self) -> None:
        """Wait for all operations that have started, and start no more."""
        self._pool.shutdown(cancel_futures=False)


def windowing(size: int) -> Callable[[Any], None]:
    """Return a handler that accepts a window of at most a given size.

    pynetdicom itself always answers with a window of 1; this adds another answer.
    """

    def respond(event: Any) -> None:
        link = event.assoc
        proposed, _ = link.requestor.asynchronous_operations
        link.window = min(proposed or size, size)  # 0 means unlimited
        if link.window > 1:
            answer = AsynchronousOperationsWindowNegotiation()
            answer.maximum_number_operations_invoked = link.window
            answer.maximum_number_operations_performed = 1
            link.acceptor.add_negotiation_item(answer)

    return respond
