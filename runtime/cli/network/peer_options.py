"""The options of the commands that speak to a peer, and what is around each of them."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from .addresses import AeTitleType, HostType
from .connecting import Command, Peer
from .registered import TRANSFER_SYNTAX


class ConnectionOption(click.Option):
    """An option of how the peer is spoken to, which all these commands have."""


class PeerCommand(click.Command):
    """A command whose help page has its own options first."""

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        sections: dict[str, list[tuple[str, str]]] = {"Options": [], "Connection": []}
        for each in self.get_params(ctx):
            record = each.get_help_record(ctx)
            if record is not None:
                shared = isinstance(each, ConnectionOption)
                sections["Connection" if shared else "Options"].append(record)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)


_option = partial(click.option, cls=ConnectionOption)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def peer_options(check: str = "raise") -> Callable[[Command], Command]:
    """Give a command HOST, PORT and how to speak to them, as the parameter `peer`.

    Args:
        check: What --check is if it is not given.
    """

    def with_options(command: Command) -> Command:
        return _with_options(command, check)

    return with_options


def _with_options(command: Command, check: str) -> Command:
    @click.argument("host", type=HostType())
    @click.argument("port", type=click.IntRange(1, 65535))
    @_option(
        "--calling",
        "calling_ae",
        type=AeTitleType(),
        default="IODIZE",
        show_default=True,
        metavar="AE",
        help="AE title to call with.",
    )
    @_option(
        "--called",
        "called_ae",
        type=AeTitleType(),
        default="ANY-SCP",
        show_default=True,
        metavar="AE",
        help="AE title to call.",
    )
    @_option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait for a connection, and for each answer.",
    )
    @_option(
        "--check",
        type=click.Choice(["raise", "warn", "off"]),
        default=check,
        show_default=True,
        help="What is done of a message that breaks the standard: it is not sent; or it"
        " is, and what is wrong printed; or nobody looks.",
    )
    @_option(
        "--transfer-syntax",
        "transfer_syntaxes",
        multiple=True,
        type=TRANSFER_SYNTAX,
        metavar="NAME|UID",
        help="Propose this transfer syntax, such as JPEG2000Lossless; several in order of"
        " preference.",
    )
    @_option("--tls", "use_tls", is_flag=True, help="Encrypt the connection.")
    @_option(
        "--tls-certificate",
        type=_FILE,
        metavar="FILE",
        help="Certificate of this side, PEM; turns on --tls.",
    )
    @_option(
        "--tls-key",
        type=_FILE,
        metavar="FILE",
        help="Its private key, if it is in another file.",
    )
    @_option(
        "--tls-authorities",
        type=_FILE,
        metavar="FILE",
        help="Certificates to check the peer's with; turns on --tls.  [default: the"
        " system's]",
    )
    @_option(
        "--tls-check-hostname/--no-tls-check-hostname",
        default=True,
        show_default=True,
        help="Whether the peer's certificate has to name HOST.",
    )
    @_option("--user", "user_name", metavar="NAME", help="User name to tell the peer.")
    @_option(
        "--passcode",
        envvar="IODIZE_PASSCODE",
        metavar="TEXT",
        help="Passcode of the user; better in the variable IODIZE_PASSCODE.",
    )
    @_option(
        "-v",
        "--verbose",
        count=True,
        help="Tell how the association is made and how it ends; twice for more.",
    )
    @wraps(command)
    def speaking(*args: Any, verbose: int, **options: Any) -> None:
        own = {each.name: options.pop(each.name) for each in fields(Peer) if each.init}
        peer = Peer(**own)
        _demand_pairs(peer)
        with _logged(verbose), warnings.catch_warnings(), peer.in_words_of_options():
            if not verbose:  # what pydicom thinks of files is no answer to the user
                warnings.simplefilter("ignore")
            command(*args, peer=peer, **options)

    return speaking


def _demand_pairs(peer: Peer) -> None:
    """Refuse an option that does nothing without another one.

    Raises:
        click.UsageError: The other one is missing.
    """
    source = click.get_current_context().get_parameter_source("passcode")
    in_environment = source is ParameterSource.ENVIRONMENT  # for another command
    if peer.passcode is not None and peer.user_name is None and not in_environment:
        raise click.UsageError("--passcode needs --user.")
    if peer.tls_key is not None and peer.tls_certificate is None:
        raise click.UsageError("--tls-key needs --tls-certificate.")


class _Errors(logging.Handler):
    """Prints errors of this side as commands do; one that is repeated only once."""

    _last = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.endswith(".findings"):
            return  # `Peer.found` prints them
        text = record.getMessage()
        if text != self._last:
            click.echo(f"error: {text}", err=True)
        self._last = text


@contextmanager
def _logged(verbose: int) -> Iterator[None]:
    """Print the log of associations, if that is wanted; silence it, if it is not.

    What this side could not do, such as keep what it was sent, is told in any case.
    Findings are printed by `Peer.found`, failures by the command. Loggers are the whole
    process's: whoever calls a command from Python finds them as they were.
    """
    handler: logging.Handler = _Errors(logging.ERROR)
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
