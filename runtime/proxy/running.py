"""Runs the proxy, from the first connection to the report."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from ..config.choice import chosen
from ..config.settings import Settings
from ..findings.finding import Severity
from ..findings.report import Report
from ..render.wording import counted
from ..tables.editions import Edition
from .content import ContentChecker
from .ledger import Ledger
from .observation import Observation
from .observing import Observer
from .recording import Recorder
from .relay import Relay, Route
from .sop_classes import sop_classes_of


class Run:
    """Relays and checks until it is stopped.

    Args:
        routes: What to relay; one route for each system that requests associations.
        edition: The edition to check against.
        on_observation: Called with each observation, in another thread.
        record: Folder to record the associations in.
        objects: Whether to validate stored objects.
        associations: Number of associations after which the run ends.
        settings: Which findings to report; all if None.

    Raises:
        OSError: The folder cannot be created.
    """

    def __init__(
        self,
        routes: Iterable[Route],
        edition: Edition,
        *,
        on_observation: Callable[[Observation], None] = lambda observation: None,
        record: Path | None = None,
        objects: bool = True,
        associations: int | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.ledger = Ledger()
        self._edition = edition
        self._on_observation = on_observation
        self._limit = associations
        self._settings = settings or Settings()
        self._ended = 0
        self._observer = Observer(
            ContentChecker(edition, sop_classes_of(edition), objects=objects),
            self._observed,
            None if record is None else Recorder(record),
            self._association_ended,
        )
        self._relays = [Relay(route, self._observer) for route in routes]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None

    def run(self, started: Callable[[Route], None] = lambda route: None) -> Report:
        """Relay until stopped, by `stop` or a signal, and return the report.

        Args:
            started: Called with each route, with its actual port, once the proxy
                listens on it.

        Raises:
            CannotListenError: The port is in use, or not permitted.
        """
        try:
            asyncio.run(self._run(started))
        finally:
            self._observer.close()
        return self.ledger.report(self._edition.name)

    @property
    def status(self) -> int:
        """The exit status of the run: 0 without errors, 1 with errors."""
        return self.ledger.status(self._edition.name)

    def stop(self) -> None:
        """End the run; may be called in any thread."""
        if self._loop is not None and self._stopped is not None:
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._stopped.set)

    async def _run(self, started: Callable[[Route], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            # Possible in the main thread only, and not on every system.
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
            parts.append(f"{self.ledger.dropped} more findings were dropped")
        return ", ".join(parts)

    def _observed(self, observation: Observation) -> None:
        if observation.findings:
            complete = Report(self._edition.name, (observation.report,))
            (report,) = chosen(complete, self._settings).files
            observation = observation._replace(report=report)
        self.ledger.add(observation)
        self._on_observation(observation)

    def _association_ended(self, number: int) -> None:
        self._ended += 1
        if self._limit is not None and self._ended >= self._limit:
            self.stop()
