"""A run of the emulator, from the first connection to the report.

with Run(Path("ris"), ["worklist", "mpps"]) as run:
    ...  # connect to 127.0.0.1 and run.port
assert not run.report().count(Severity.ERROR)
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

from ..findings.report import Report
from ..network import TLS, Extended, serve
from ..tables import editions
from .emulator import Emulator
from .journal import Journal, Listener
from .observing import Observer
from .outbox import Address
from .services.classes import provided
from .services.services import meta_classes, providers
from .web.page import PageSettings, content_of

if TYPE_CHECKING:
    from ..config.settings import Settings
    from ..network.requests.association import Association
    from .web.server import FilmServer


SUPPORTED: Final = Extended(
    relational=True,
    combined_date_time=True,
    timezone=True,
    empty_value=True,
    multiple_value=True,
    storage_level=2,
)
"""Options that are accepted; objects are stored with all attributes, level 2."""


class Run:
    """Serves until it is stopped, by `run`, or within a `with` statement.

    Args:
        folder: Folder of the data; it is created if it does not exist.
        services: Names of `services.SERVICES`.
        port: Port to listen on; 0 for any free port.
        addresses: Systems that may be called: destinations of C-MOVE, receivers of event
            reports.
        allowed_ae: AE titles that may call; all if None.
        allowed_addresses: Addresses or networks that may connect; all if None.
        tls: Certificates of encrypted connections; not encrypted if None.
        listener: Receives the entries of the journal.
        settings: Selects findings; all are reported if None.
        associations: Number of associations after which the run stops.
        seconds: Time after which it stops.
        web: Settings of a page that lists the printed films; no page if None.
        options: Arguments of `Emulator`.

    Raises:
        UnknownServiceError: There is no service with this name.
        FolderInUseError: Another emulator uses the folder.
        OSError: The folder is not writable.
    """

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
        web: PageSettings | None = None,
        **options: Any,
    ) -> None:
        self.journal = Journal(listener, settings)
        self.host = host
        self._port = port
        self._bound_port: int | None = None
        self._allowed_ae = allowed_ae
        self._tls = tls
        self._allowed_addresses = allowed_addresses
        self._max_associations = associations
        self._ended_associations = count(1)
        self._seconds = seconds
        self._web = web
        self.page_url = ""
        """Address of the page that lists the films, within the `with` statement."""
        self._stopped = threading.Event()
        self.emulator = Emulator(
            folder, self.journal, ae_title=ae_title, addresses=addresses, **options
        )
        try:
            names = [*services]
            self._providers = providers(self.emulator, names)
            self._metas = meta_classes(names)
            self.emulator.observer = Observer(provided(self._providers))
        except BaseException:
            self.emulator.close()
            raise

    @property
    def port(self) -> int:
        """Port that it listens on.

        Raises:
            RuntimeError: It is not listening: it is used outside its `with` statement.
        """
        if self._bound_port is None:
            raise RuntimeError("the emulator has no port before its `with` statement")
        return self._bound_port

    def run(self, started: Callable[[int], None] = lambda port: None) -> Report:
        """Serve until stopped, by `stop` or a signal, and return the report.

        Args:
            started: Called with the port when the server listens.

        Raises:
            PortUnavailableError: The port is in use or not permitted.
        """
        with self._signals(), self._logged(), self:
            started(self.port)
            self._stopped.wait(self._seconds)
        return self.report()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.callback(self.emulator.close)
            if self._web is not None:
                self.page_url = stack.enter_context(self._page(self._web)).url
            self._bound_port = stack.enter_context(self.serving())
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
        """Return the report of the messages received so far."""
        return self.journal.report(editions.bundled().name)

    def _page(self, settings: PageSettings) -> FilmServer:
        """Serve the page of films."""
        from .web.server import FilmServer

        printer, prints = self.emulator.printer, self.emulator.prints
        return FilmServer(
            settings.port,
            lambda: content_of(printer, prints.jobs(), settings),
            prints.file,
        )

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Listen, and yield the port."""
        server = serve(
            self._port,
            [*self._providers, *self._metas],
            host=self.host,
            ae_title=self.emulator.ae_title,
            allowed_ae=self._allowed_ae,
            allowed_addresses=self._allowed_addresses,
            tls=self._tls,
            extended=SUPPORTED,
            destinations={
                each.ae: (each.host, each.port)
                for each in self.emulator.addresses.values()
            },
            on_findings=self.emulator.checked,
            on_answered=self.emulator.answered,
            on_end=self._ended,
            on_rejected=self.emulator.rejected,
        )
        with server:
            self.emulator.report_restart()
            yield server.port

    @contextmanager
    def _logged(self) -> Iterator[None]:
        """Pass the log of the network to the journal, without findings of messages."""
        handler = _Failures(self.journal)
        logger = logging.getLogger("iodize.network")
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)

    @property
    def status(self) -> int:
        """The exit status of the command: 1 if a message had an error, otherwise 0."""
        return 1 if self.journal.has_errors else 0

    def stop(self) -> None:
        """Stop the run, from any thread."""
        self._stopped.set()

    def _ended(self, association: Association) -> None:
        self.emulator.ended(association)
        ended = next(self._ended_associations)  # called from several threads
        if self._max_associations is not None and ended >= self._max_associations:
            self.stop()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Stop the run when the program is interrupted or terminated."""

        def end(number: int, frame: FrameType | None) -> None:
            self.stop()

        if threading.current_thread() is not threading.main_thread():
            yield  # only the main thread may handle signals
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
    """Passes failures of associations, and of the emulator itself, to a journal."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Add a failure; findings, which are logged as well, are in the journal."""
        if hasattr(record, "finding"):
            return
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            text = f"{text}: {type(error).__name__}: {error}"
        self._journal.remark(text)
