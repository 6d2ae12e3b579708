"""The peer of a command: connecting to it, and reporting its failures.

Commands that communicate with a peer exit with 0 for success; with 1 if the peer responded
with a failure or violated the standard; and with 2 if the command failed: no connection, a
rejected or aborted association, or a message that is not valid.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...errors import IodizeError
from ...findings.finding import Finding, Severity
from ..failures import Failure

if TYPE_CHECKING:
    from ...network import TLS, Association, Extended, Timeouts, UserIdentity
    from ...network.link.contexts import Service
    from ...network.link.options import Check

Command = Callable[..., None]

FAILED = 1
"""Exit status if the peer responded with a failure or violated the standard."""


@dataclass
class Peer:
    """The remote system, and the options of the connection to it."""

    host: str
    port: int
    calling_ae: str
    called_ae: str
    timeout: float
    """Seconds."""
    check: Check
    transfer_syntaxes: tuple[str, ...]
    """UIDs, in order of preference; empty for the default ones."""
    use_tls: bool
    tls_certificate: Path | None
    tls_key: Path | None
    tls_authorities: Path | None
    tls_check_hostname: bool
    user_name: str | None
    passcode: str | None
    failed: bool = field(default=False, init=False)
    """Whether a failure of the peer determines the exit status."""

    @property
    def status(self) -> int:
        """The exit status."""
        return FAILED if self.failed else 0

    @property
    def timeouts(self) -> Timeouts:
        from ...network import Timeouts

        seconds = self.timeout
        return Timeouts(
            connection=seconds, acse=seconds, dimse=seconds, network=seconds
        )

    @property
    def tls(self) -> TLS | None:
        """Settings of TLS; None for an unencrypted connection."""
        if not (self.use_tls or self.tls_certificate or self.tls_authorities):
            return None
        from ...network import TLS

        return TLS(
            certificate=self.tls_certificate,
            key=self.tls_key,
            authorities=self.tls_authorities,
            check_hostname=self.tls_check_hostname,
        )

    @property
    def user(self) -> UserIdentity | None:
        if not self.user_name:
            return None
        from ...network import UserIdentity

        return UserIdentity(name=self.user_name, passcode=self.passcode)

    def connect(
        self,
        services: Iterable[Service],
        extended: Extended | None = None,
        asynchronous_window: tuple[int, int] | None = None,
    ) -> Association:
        """Open an association with the peer; the arguments are those of `connect`.

        Raises:
            NetworkError: No association could be established.
        """
        from ...network import connect

        return connect(
            self.host,
            self.port,
            list(services),
            calling_ae=self.calling_ae,
            called_ae=self.called_ae,
            transfer_syntaxes=self.transfer_syntaxes or None,
            timeout=self.timeouts,
            tls=self.tls,
            user=self.user,
            extended=extended,
            asynchronous_window=asynchronous_window,
            check=self.check,
            on_findings=self.report_findings,
        )

    def report_findings(self, subject: object, findings: Iterable[Finding]) -> None:
        """Print the findings of a message or a file, under its name."""
        from rich.console import Console
        from rich.text import Text

        from ...render.lines import finding_line

        console = Console(highlight=False, stderr=True)
        for number, finding in enumerate(findings):
            if not number:
                console.print(Text(str(subject), "bold"), soft_wrap=True)
            console.print(finding_line(finding), soft_wrap=True)
            self.failed = self.failed or finding.severity is Severity.ERROR

    def report_failure(self, text: str) -> None:
        """Print a failure of the peer."""
        self.failed = True
        click.echo(f"failure: {text}", err=True)

    @contextmanager
    def report_failed_status(self) -> Iterator[None]:
        """Report a response with a failure status as the result of the command."""
        from ...network import FailedStatusError

        try:
            yield
        except FailedStatusError as error:
            self.report_failure(str(error))

    @contextmanager
    def hints_for_options(self) -> Iterator[None]:
        """Add hints that name options of the command to errors."""
        try:
            yield
        except IodizeError as error:
            raise Failure(message_of(error), self._hint(error)) from error

    def _hint(self, error: IodizeError) -> str:
        """Return the hint for an error, in terms of the options."""
        from ... import network
        from ...network import RejectionReason
        from ...printing import FilmNotPrintedError, LayoutRefusedError

        match error:
            case LayoutRefusedError():
                return error.hint
            case FilmNotPrintedError(cause=IodizeError() as cause):
                return self._hint(cause)
            case network.PeerTimeoutError():
                return "wait longer with --timeout"
            case network.InvalidMessageError():
                return "--check warn prints the errors and sends it anyway"
            case network.NoPresentationContextError():
                return (
                    "check that the peer supports it under the AE title"
                    f" {self.called_ae} (--called)"
                )
            case network.AssociationRejectedError(
                reason=RejectionReason.CALLING_AE_TITLE
            ):
                return f"add {self.calling_ae} (--calling) to the peer's configuration"
            case network.AssociationRejectedError(
                reason=RejectionReason.CALLED_AE_TITLE
            ):
                return f"the peer's AE title is not {self.called_ae} (--called)"
            case network.UnreachableError() if isinstance(
                error.__cause__, socket.gaierror
            ):
                return f"check the host name: {error.__cause__.strerror}"
            case network.UnreachableError() if self.tls is not None:
                return (
                    "check that the peer is running with TLS, and that its certificate is"
                    " signed by an authority of --tls-authorities or of the system"
                )
        return error.hint


def message_of(error: Exception) -> str:
    """Return the message of an error, without details of the association."""
    from ...network import InvalidMessageError, NoPresentationContextError

    match error:
        case InvalidMessageError():
            return error.text()
        case NoPresentationContextError() if error.sop_class:
            syntax = f" in {error.syntax}" if error.syntax else ""
            return f"the peer did not accept {error.sop_class}{syntax}"
    return str(error)
