"""The options of the commands that communicate with a peer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from .. import completion
from ..logs import errors_logged, quiet_pydicom
from .arguments.addresses import AeTitleType, HostType
from .arguments.configured import configured
from .arguments.registered import TRANSFER_SYNTAX
from .connecting import Command, Peer


class ConnectionOption(click.Option):
    """An option of the connection, which all these commands have."""

    section = "Connection"


class PeerCommand(click.Command):
    """A command that lists its options by section, those of the connection last.

    The attribute `section` of an option's class is its section: "Options" by default.

    The table [network] of the settings has defaults of the connection options, and systems
    that HOST may name; PORT is then optional.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing and not {*ctx.help_option_names} & {*args}:
            args = configured(self, ctx, args)
        return super().parse_args(ctx, args)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        sections: dict[str, list[tuple[str, str]]] = {"Options": []}
        for each in self.get_params(ctx):
            record = each.get_help_record(ctx)
            if record is not None:
                title = getattr(each, "section", "Options")
                sections.setdefault(title, []).append(record)
        connection = ConnectionOption.section
        for title in sorted(sections, key=lambda title: title == connection):
            records = sections[title]
            with formatter.section(title):
                formatter.write_dl(records)


_option = partial(click.option, cls=ConnectionOption)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def peer_options(check: str = "raise") -> Callable[[Command], Command]:
    """Add HOST, PORT and connection options to a command with a parameter `peer`.

    Args:
        check: The default of --check.
    """

    def with_options(command: Command) -> Command:
        return _with_options(command, check)

    return with_options


def _with_options(command: Command, check: str) -> Command:
    @click.argument("host", type=HostType(), shell_complete=completion.hosts)
    @click.argument("port", type=click.IntRange(1, 65535))
    @_option(
        "--calling",
        "calling_ae",
        type=AeTitleType(),
        default="IODIZE",
        show_default=True,
        metavar="AE",
        help="Calling AE title: that of this side.",
    )
    @_option(
        "--called",
        "called_ae",
        type=AeTitleType(),
        default="ANY-SCP",
        show_default=True,
        metavar="AE",
        help="Called AE title: that of the peer.",
    )
    @_option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help="Maximum time to wait for a connection and for each response.",
    )
    @_option(
        "--check",
        type=click.Choice(["raise", "warn", "off"]),
        default=check,
        show_default=True,
        help="Checks of messages: raise does not send a message with errors; warn sends it"
        " and prints the errors; off does not check messages.",
    )
    @_option(
        "--transfer-syntax",
        "transfer_syntaxes",
        multiple=True,
        type=TRANSFER_SYNTAX,
        metavar="NAME|UID",
        help="Transfer syntax to propose, such as JPEG2000Lossless; may be repeated in order"
        " of preference.",
    )
    @_option("--tls", "use_tls", is_flag=True, help="Use TLS.")
    @_option(
        "--tls-certificate",
        type=_FILE,
        metavar="FILE",
        help="Certificate of this side (PEM); implies --tls.",
    )
    @_option(
        "--tls-key",
        type=_FILE,
        metavar="FILE",
        help="Private key of the certificate (PEM), if it is in another file.",
    )
    @_option(
        "--tls-authorities",
        type=_FILE,
        metavar="FILE",
        help="Certificates of trusted authorities (PEM); implies --tls.  [default: those of"
        " the system]",
    )
    @_option(
        "--tls-check-hostname/--no-tls-check-hostname",
        default=True,
        show_default=True,
        help="Whether the certificate of the peer must be valid for HOST.",
    )
    @_option("--user", "user_name", metavar="NAME", help="User name for user identity.")
    @_option(
        "--passcode",
        envvar="IODIZE_PASSCODE",
        metavar="TEXT",
        help="Passcode of the user. The environment variable IODIZE_PASSCODE is safer.",
    )
    @_option(
        "-v",
        "--verbose",
        count=True,
        help="Log the start and end of associations; twice for details.",
    )
    @wraps(command)
    def with_peer(*args: Any, verbose: int, **options: Any) -> None:
        own = {each.name: options.pop(each.name) for each in fields(Peer) if each.init}
        peer = Peer(**own)
        _require_pairs(peer)
        with quiet_pydicom(verbose), errors_logged(verbose), peer.hints_for_options():
            command(*args, peer=peer, **options)

    return with_peer


def _require_pairs(peer: Peer) -> None:
    """Reject options that have no effect without another one.

    Raises:
        click.UsageError: The other option is missing.
    """
    source = click.get_current_context().get_parameter_source("passcode")
    in_environment = source is ParameterSource.ENVIRONMENT  # may be for other commands
    if peer.passcode is not None and peer.user_name is None and not in_environment:
        raise click.UsageError("--passcode needs --user.")
    if peer.tls_key is not None and peer.tls_certificate is None:
        raise click.UsageError("--tls-key needs --tls-certificate.")
