"""What the commands that speak to a peer share: its address, options, and the outcome.

They exit with 0 if the peer did what was asked; with 1 if it answered with a failure, or
with what breaks the standard; with 2 if the work could not be done: no connection, an
association that was rejected or aborted, a message that may not be sent.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import IodizeError
from ..validation.findings import Finding, Severity
from .addresses import AeTitleType
from .failures import Failure

if TYPE_CHECKING:
    from ..network import TLS, Association, Extended, Timeouts, UserIdentity
    from ..network.contexts import Service

Command = Callable[..., None]

FAILED = 1
"""The peer's answer, or what is wrong with it."""


class Peer:
    """The other system, and how it is spoken to."""

    def __init__(self, host: str, port: int, options: dict[str, Any]) -> None:
        self.host = host
        self.port = port
        self.timeout: float = options["timeout"]
        """Seconds."""
        self.calling_ae: str = options["calling"]
        self.called_ae: str = options["called"]
        self.check: Any = options["check"]
        self.transfer_syntaxes: tuple[str, ...] | None = options["syntaxes"] or None
        self._options = options
        self.failed = False
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
        options = self._options
        names = ("tls_certificate", "tls_key", "tls_authorities")
        if not options["tls"] and not any(options[name] for name in names):
            return None
        from ..network import TLS

        return TLS(
            certificate=options["tls_certificate"],
            key=options["tls_key"],
            authorities=options["tls_authorities"],
            check_hostname=options["tls_check_hostname"],
        )

    @property
    def user(self) -> UserIdentity | None:
        if not self._options["user"]:
            return None
        from ..network import UserIdentity

        return UserIdentity(
            name=self._options["user"], passcode=self._options["passcode"]
        )

    def connect(
        self, services: Iterable[Service], extended: Extended | None = None
    ) -> Association:
        """Return an association with the peer.

        Raises:
            NetworkError: There is none.
        """
        from ..network import UnreachableError, connect

        tls = self.tls
        try:
            return connect(
                self.host,
                self.port,
                list(services),
                calling_ae=self.calling_ae,
                called_ae=self.called_ae,
                transfer_syntaxes=self.transfer_syntaxes,
                timeout=self.timeouts,
                tls=tls,
                user=self.user,
                extended=extended,
                check=self.check,
                on_findings=self.found,
            )
        except UnreachableError as error:
            if tls is None:
                raise
            hint = (
                "is it running there, with TLS, and with a certificate that"
                " --tls-authorities, or the system, vouches for?"
            )
            raise Failure(str(error), hint) from error

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
        from ..network import FailedStatusError, InvalidMessageError

        try:
            yield
        except FailedStatusError as error:
            self.failure(str(error))
        except InvalidMessageError as error:
            hint = "--check warn sends it nevertheless, and prints what is wrong"
            raise Failure(error.text(), hint) from error


def peer_options(check: str = "raise") -> Callable[[Command], Command]:
    """Give a command HOST, PORT and how to speak to them, as the parameter `peer`.

    Args:
        check: What --check is if it is not given.
    """

    def with_options(command: Command) -> Command:
        return _with_options(command, check)

    return with_options


def _with_options(command: Command, check: str) -> Command:
    @click.argument("host")
    @click.argument("port", type=click.IntRange(1, 65535))
    @click.option(
        "--calling",
        type=AeTitleType(),
        default="IODIZE",
        show_default=True,
        metavar="AE",
        help="AE title to call with.",
    )
    @click.option(
        "--called",
        type=AeTitleType(),
        default="ANY-SCP",
        show_default=True,
        metavar="AE",
        help="AE title to call.",
    )
    @click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait for a connection, and for each answer.",
    )
    @click.option(
        "--check",
        type=click.Choice(["raise", "warn", "off"]),
        default=check,
        show_default=True,
        help="What is done of a message that breaks the standard: it is not sent; or it"
        " is, and what is wrong printed; or nobody looks.",
    )
    @click.option(
        "--transfer-syntax",
        "syntaxes",
        multiple=True,
        callback=_read_syntaxes,
        metavar="NAME|UID",
        help="Propose this transfer syntax, such as JPEG2000Lossless; several in order of"
        " preference.",
    )
    @click.option("--tls", is_flag=True, help="Encrypt the connection.")
    @click.option(
        "--tls-certificate",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="Certificate of this side, PEM; turns on --tls.",
    )
    @click.option(
        "--tls-key",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="Its private key, if it is in another file.",
    )
    @click.option(
        "--tls-authorities",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="Certificates to check the peer's with; turns on --tls.  [default: the"
        " system's]",
    )
    @click.option(
        "--tls-check-hostname/--no-tls-check-hostname",
        default=True,
        show_default=True,
        help="Whether the peer's certificate has to name HOST.",
    )
    @click.option("--user", metavar="NAME", help="User name to tell the peer.")
    @click.option(
        "--passcode",
        envvar="IODIZE_PASSCODE",
        metavar="TEXT",
        help="Passcode of the user; better in the variable IODIZE_PASSCODE.",
    )
    @click.option(
        "-v",
        "--verbose",
        count=True,
        help="Tell how the association is made and how it ends; twice for more.",
    )
    @wraps(command)
    def speaking(
        *args: Any,
        host: str,
        port: int,
        calling: str,
        called: str,
        timeout: float,
        check: str,
        syntaxes: tuple[str, ...],
        tls: bool,
        tls_certificate: Path | None,
        tls_key: Path | None,
        tls_authorities: Path | None,
        tls_check_hostname: bool,
        user: str | None,
        passcode: str | None,
        verbose: int,
        **options: Any,
    ) -> None:
        if passcode is not None and user is None:
            passcode = None  # of the environment: for another command
        peer = Peer(
            host,
            port,
            {
                "calling": calling,
                "called": called,
                "timeout": timeout,
                "check": check,
                "syntaxes": syntaxes,
                "tls": tls,
                "tls_certificate": tls_certificate,
                "tls_key": tls_key,
                "tls_authorities": tls_authorities,
                "tls_check_hostname": tls_check_hostname,
                "user": user,
                "passcode": passcode,
            },
        )
        with _logged(verbose), warnings.catch_warnings():
            if not verbose:  # what pydicom thinks of files is no answer to the user
                warnings.simplefilter("ignore")
            with _in_words_of_options():
                command(*args, peer=peer, **options)

    return speaking


@contextmanager
def _in_words_of_options() -> Iterator[None]:
    """Name the option that helps, instead of the argument that does so in Python."""
    try:
        yield
    except IodizeError as error:
        from ..network import PeerTimeoutError

        if not isinstance(error, PeerTimeoutError):
            raise
        raise Failure(str(error), "--timeout is how long to wait") from error


def _read_syntaxes(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(map(_read_syntax, values))


def _read_syntax(text: str) -> str:
    from .. import editions

    uids = editions.bundled().uids
    known = {
        name: uid
        for uid in uids
        if (registered := editions.bundled().uid(uid)) is not None
        and registered.type == "Transfer Syntax"
        for name in (uid, registered.keyword)
    }
    if text in known:
        return known[text]
    plain = {name.lower(): uid for name, uid in known.items()}
    if text.lower() in plain:
        return plain[text.lower()]
    from difflib import get_close_matches  # only where something is wrong

    similar = get_close_matches(text, known, n=3)
    hint = f" Did you mean {' or '.join(similar)}?" if similar else ""
    raise click.BadParameter(f"{text!r} is no transfer syntax.{hint}")


@contextmanager
def _logged(verbose: int) -> Iterator[None]:
    """Print the log of associations, if that is wanted; silence it, if it is not.

    Findings are printed by `Peer.found`, failures by the command. Loggers are the whole
    process's: whoever calls a command from Python finds them as they were.
    """
    handler: logging.Handler = logging.NullHandler()
    if verbose:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    names = ("iodize.network", "pynetdicom") if verbose else ("iodize.network",)
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        if verbose:
            logger.setLevel(logging.DEBUG if verbose > 1 else logging.INFO)
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate
