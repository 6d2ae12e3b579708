"""Operations of one association that are performed at the same time.

Source: PS3.7 D.3.3.3: Asynchronous Operations Window Negotiation.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from pynetdicom.pdu_primitives import AsynchronousOperationsWindowNegotiation


class Window:
    """Performs so many operations side by side, and all others when those are done."""

    def __init__(self, most: int) -> None:
        self._pool = ThreadPoolExecutor(most, "iodize operation")
        self._running: set[Future[None]] = set()

    @property
    def is_busy(self) -> bool:
        """Whether operations are being performed."""
        return any(not each.done() for each in self._running)

    def perform(self, work: Callable[[], None]) -> None:
        """Perform an operation beside others."""
        self._running = {each for each in self._running if not each.done()}
        self._running.add(self._pool.submit(work))

    def drain(self) -> None:
        """Wait until those that have begun are done."""
        wait(self._running)
        self._running.clear()

    def close(self) -> None:
        """Wait for what has begun, and begin no more."""
        self._pool.shutdown(cancel_futures=False)


def windowing(most: int) -> Callable[[Any], None]:
    """Return what agrees to so many operations at a time, with a peer that wants them.

    pynetdicom itself always answers that there is one: this adds an answer of our own.
    """

    def agree(event: Any) -> None:
        link = event.assoc
        wanted, _ = link.requestor.asynchronous_operations
        link.window = min(wanted or most, most)  # 0 is no limit
        if link.window > 1:
            answer = AsynchronousOperationsWindowNegotiation()
            answer.maximum_number_operations_invoked = link.window
            answer.maximum_number_operations_performed = 1
            link.acceptor.add_negotiation_item(answer)

    return agree
