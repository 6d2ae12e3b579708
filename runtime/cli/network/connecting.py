"""The peer of a command: how it is spoken to, and what it makes of the exit status.

Commands that speak to a peer exit with 0 if it did what was asked; with 1 if it answered
with a failure, or with what breaks the standard; with 2 if the work could not be done: no
connection, an association that was rejected or aborted, a message that may not be sent.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import IodizeError
from ..validation.findings import Finding, Severity
from .failures import Failure

if TYPE_CHECKING:
    from ..network import TLS, Association, Extended, Timeouts, UserIdentity
    from ..network.contexts import Service
    from ..network.options import Check

Command = Callable[..., None]

FAILED = 1
"""The peer's answer, or what is wrong with it."""


@dataclass
class Peer:
    """The other system, and how it is spoken to."""

    host: str
    port: int
    calling_ae: str
    called_ae: str
    timeout: float
    """Seconds."""
    check: Check
    transfer_syntaxes: tuple[str, ...]
    """UIDs, in order of preference; empty for what is usual."""
    use_tls: bool
    tls_certificate: Path | None
    tls_key: Path | None
    tls_authorities: Path | None
    tls_check_hostname: bool
    user_name: str | None
    passcode: str | None
    failed: bool = field(default=False, init=False)
    """Whether something was wrong that the exit status tells."""

    @property
    def status(self) -> int:
        """The exit status."""
        return FAILED if self.failed else 0

    @property
    def timeouts(self) -> Timeouts:
        from ..network import Timeouts

        seconds = self.timeout
        return Timeouts(
            connection=seconds, acse=seconds, dimse=seconds, network=seconds
        )

    @property
    def tls(self) -> TLS | None:
        """How the connection is encrypted; None if it is not."""
        if not (self.use_tls or self.tls_certificate or self.tls_authorities):
            return None
        from ..network import TLS

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
        from ..network import UserIdentity

        return UserIdentity(name=self.user_name, passcode=self.passcode)

    def connect(
        self,
        services: Iterable[Service],
        extended: Extended | None = None,
        asynchronous_window: tuple[int, int] | None = None,
    ) -> Association:
        """Return an association with the peer; the arguments are those of `connect`.

        Raises:
            NetworkError: There is none.
        """
        from ..network import connect

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
            on_findings=self.found,
        )

    def found(self, message: str, findings: Iterable[Finding]) -> None:
        """Print what is wrong with a message of the peer."""
        from rich.console import Console
        from rich.text import Text

        from ..render.text import finding_line

        console = Console(highlight=False, stderr=True)
        for number, finding in enumerate(findings):
            if not number:
                console.print(Text(message, "bold"), soft_wrap=True)
            console.print(finding_line(finding), soft_wrap=True)
            self.failed = self.failed or finding.severity is Severity.ERROR

    def failure(self, text: str) -> None:
        """Print that the peer did not do something."""
        self.failed = True
        click.echo(f"failure: {text}", err=True)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Take a failure that the peer answers with for the outcome of the command."""
        from ..network import FailedStatusError

        try:
            yield
        except FailedStatusError as error:
            self.failure(str(error))

    @contextmanager
    def in_words_of_options(self) -> Iterator[None]:
        """Name the options that help, instead of what does so in Python."""
        try:
            yield
        except IodizeError as error:
            raise Failure(in_words(error), self._hint(error)) from error

    def _hint(self, error: IodizeError) -> str:
        """Return what a user can do about an error."""
        from .. import network

        match error:
            case network.PeerTimeoutError():
                return "--timeout is how long to wait"
            case network.InvalidMessageError():
                return "--check warn sends it nevertheless, and prints what is wrong"
            case network.NoPresentationContextError():
                return f"does it offer that as {self.called_ae}, which --called names?"
            case network.AssociationRejectedError(reason=reason) if "AE" in reason:
                if reason.startswith("Calling"):
                    return f"--calling is who calls: the peer has to know {self.calling_ae}"
                return f"--called is who is called: the peer is not {self.called_ae}"
            case network.UnreachableError() if isinstance(
                error.__cause__, socket.gaierror
            ):
                return f"is the host's name right? {error.__cause__.strerror}"
            case network.UnreachableError() if self.tls is not None:
                return (
                    "is it running there, with TLS, and with a certificate that"
                    " --tls-authorities, or the system, vouches for?"
                )
        return error.hint


def in_words(error: Exception) -> str:
    """Return what an error says, with no more of the association than a user wants."""
    from ..network import InvalidMessageError, NoPresentationContextError

    match error:
        case InvalidMessageError():
            return error.text()
        case NoPresentationContextError() if error.sop_class:
            syntax = f" in {error.syntax}" if error.syntax else ""
            return f"the peer did not accept {error.sop_class}{syntax}"
    return str(error)
