"""A run of the proxy: from the first connection to the report."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..config.choice import chosen
from ..config.settings import Settings
from ..editions import Edition
from ..render.wording import counted
from ..report import Report
from ..validation.findings import Severity
from .content import Content
from .ledger import Ledger
from .observation import Observation
from .observing import Observer
from .recording import Recorder
from .relay import Relay, Route
from .sop_classes import sop_classes_of

_SWITCH: Final = 0.00002
"""Seconds after which the relay's thread gets its turn while messages are judged; with
Python's 5 ms every message of a conversation would be late by as much."""


class Run:
    """Relays and judges until it is stopped."""

    def __init__(
        self,
        routes: Iterable[Route],
        edition: Edition,
        *,
        tell: Callable[[Observation], None] = lambda observation: None,
        record: Path | None = None,
        objects: bool = True,
        associations: int | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Prepare a run.

        Args:
            routes: What is relayed; one for each system that opens associations.
            edition: What is checked against.
            tell: Called with each observation, in another thread.
            record: Folder to keep what was said in.
            objects: Whether stored objects are validated.
            associations: After how many the run ends by itself.
            settings: Which findings are wanted; all if None.

        Raises:
            OSError: The folder cannot be made.
        """
        self.ledger = Ledger()
        self._edition = edition
        self._tell = tell
        self._wanted = associations
        self._settings = settings or Settings()
        self._over = 0
        self._observer = Observer(
            Content(edition, sop_classes_of(edition), objects=objects),
            self._heard,
            None if record is None else Recorder(record),
            self._ended,
        )
        self._relays = [Relay(route, self._observer) for route in routes]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None

    def run(self, started: Callable[[Route], None] = lambda route: None) -> Report:
        """Relay until stopped, by `stop` or a signal, and return the report.

        Args:
            started: Called with each route, its port the real one, once that is
                listened on.

        Raises:
            CannotListenError: The port is in use, or not allowed.
        """
        before = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH)
        try:
            asyncio.run(self._run(started))
        finally:
            sys.setswitchinterval(before)
            self._observer.close()
        return self.ledger.report(self._edition.name)

    @property
    def status(self) -> int:
        """The exit status that stands for the run: 0 no error, 1 errors."""
        return self.ledger.status(self._edition.name)

    def stop(self) -> None:
        """End the run; from any thread."""
        if self._loop is not None and self._stopped is not None:
            with suppress(RuntimeError):  # it is over already
                self._loop.call_soon_threadsafe(self._stopped.set)

    async def _run(self, started: Callable[[Route], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            # Only the main thread may, and not on every system.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                self._loop.add_signal_handler(number, self._stopped.set)
        for relay in self._relays:
            await relay.start()
        for relay in self._relays:
            started(relay.route)
        await self._stopped.wait()
        for relay in self._relays:
            await relay.stop()

    def summary(self) -> str:
        """Return the counts: "2 associations, 1 error, 0 warnings, 3 info"."""
        report = self.ledger.report(self._edition.name)
        parts = [counted(self.ledger.associations, "association")]
        parts += [counted(report.count(each), each.value) for each in Severity]
        if self.ledger.dropped:
            parts.append(f"{self.ledger.dropped} more findings were not kept")
        return ", ".join(parts)

    def _heard(self, observation: Observation) -> None:
        if observation.findings:
            whole = Report(self._edition.name, (observation.report,))
            (wanted,) = chosen(whole, self._settings).files
            observation = observation._replace(report=wanted)
        self.ledger.add(observation)
        self._tell(observation)

    def _ended(self, number: int) -> None:
        self._over += 1
        if self._wanted is not None and self._over >= self._wanted:
            self.stop()
