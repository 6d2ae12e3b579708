"""A run of a peer: from the first connection to the report.

with Run(Path("ris"), ["worklist", "mpps"]) as peer:
    ...  # speak to 127.0.0.1 and peer.port
assert not peer.report().count(Severity.ERROR)
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from .. import editions
from ..network import TLS, Extended, serve
from ..report import Report
from .classes import provided
from .journal import Journal, Listener
from .observing import Observer
from .outbox import Address
from .peer import Peer
from .services import providers

if TYPE_CHECKING:
    from ..config.settings import Settings
    from ..network.association import Association


SUPPORTED: Final = Extended(
    relational=True,
    combined_date_time=True,
    timezone=True,
    empty_value=True,
    multiple_value=True,
    storage_level=2,
)
"""What is agreed to beyond the SOP classes: objects are stored as they come, level 2."""


class Run:
    """Serves until it is stopped; a context manager, which serves until its end."""

    port: int
    """Where it listens, within the `with` statement."""

    def __init__(
        self,
        folder: Path,
        services: Iterable[str],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        ae_title: str = "IODIZE",
        addresses: Iterable[Address] = (),
        allowed_ae: Iterable[str] | None = None,
        allowed_addresses: Iterable[str] | None = None,
        tls: TLS | None = None,
        listener: Listener | None = None,
        settings: Settings | None = None,
        associations: int | None = None,
        seconds: float | None = None,
        **options: Any,
    ) -> None:
        """Open the folder of a peer, or make one.

        Args:
            services: Names of `services.SERVICES`.
            addresses: Systems that may be called: destinations of C-MOVE, receivers of
                reports.
            allowed_ae: AE titles that may call; all if None.
            allowed_addresses: Addresses, or networks, that connections may come from.
            tls: Certificates, where connections are encrypted.
            listener: Follows the journal.
            settings: Which findings are wanted; all if None.
            associations: After how many the run ends by itself.
            seconds: After how long it does.
            options: Of `Peer`.

        Raises:
            UnknownServiceError: A service has no such name.
            FolderInUseError: Another peer works with the folder.
            OSError: It cannot be written to.
        """
        self.journal = Journal(listener, settings)
        self.host = host
        self._port = port
        self._allowed_ae = allowed_ae
        self._tls = tls
        self._allowed_addresses = allowed_addresses
        self._wanted = associations
        self._over = count(1)
        self._seconds = seconds
        self._stopped = threading.Event()
        self.peer = Peer(
            folder, self.journal, ae_title=ae_title, addresses=addresses, **options
        )
        try:
            self._providers = providers(self.peer, services)
            self.peer.observer = Observer(provided(self._providers))
        except BaseException:
            self.peer.close()
            raise

    def run(self, started: Callable[[int], None] = lambda port: None) -> Report:
        """Serve until stopped, by `stop` or a signal, and return the report.

        Args:
            started: Called with the port, once it is listened on.

        Raises:
            PortUnavailableError: The port cannot be had.
        """
        with self._signals(), self._logged(), self:
            started(self.port)
            self._stopped.wait(self._seconds)
        return self.report()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.callback(self.peer.close)
            self.port = stack.enter_context(self.serving())
            self._serving = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._serving.close()

    def report(self) -> Report:
        """Return what was received so far, and what was wrong with it."""
        return self.journal.report(editions.bundled().name)

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Listen, and give the port."""
        server = serve(
            self._port,
            self._providers,
            host=self.host,
            ae_title=self.peer.ae_title,
            allowed_ae=self._allowed_ae,
            allowed_addresses=self._allowed_addresses,
            tls=self._tls,
            extended=SUPPORTED,
            destinations={
                each.ae: (each.host, each.port) for each in self.peer.addresses.values()
            },
            on_findings=self.peer.found,
            on_answered=self.peer.answered,
            on_end=self._ended,
            on_rejected=self.peer.rejected,
        )
        with server:
            self.peer.tell_restarted()
            yield server.port

    @contextmanager
    def _logged(self) -> Iterator[None]:
        """Have the journal tell of the peer's own failures.

        What is wrong with messages is in the journal already.
        """
        handler = _Failures(self.journal)
        logger = logging.getLogger("iodize.network")
        before = logger.propagate
        logger.addHandler(handler)
        logger.propagate = False
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.propagate = before

    @property
    def status(self) -> int:
        """The exit status that stands for the run: 0 no error, 1 errors."""
        return 1 if self.journal.has_errors else 0

    def stop(self) -> None:
        """End the run; from any thread."""
        self._stopped.set()

    def _ended(self, association: Association) -> None:
        self.peer.ended(association)
        over = next(self._over)  # associations end side by side
        if self._wanted is not None and over >= self._wanted:
            self.stop()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """End the run, in order, when somebody interrupts or terminates the program."""

        def end(number: int, frame: FrameType | None) -> None:
            self.stop()

        if threading.current_thread() is not threading.main_thread():
            yield  # only the main thread may
            return
        before = {
            number: signal.signal(number, end)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Failures(logging.Handler):
    """Passes on to a journal what went wrong with associations, or on this side."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of a failure; of findings nothing, which are logged too."""
        if record.module == "checks":
            return
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            text = f"{text}: {type(error).__name__}: {error}"
        self._journal.remark(text)
