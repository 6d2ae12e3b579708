"""Defaults of connection options, and the addresses of systems, from the settings file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ....config import files
from ....config.connections import Connections

_PARAMETERS: Final = {
    "calling": "calling_ae",
    "called": "called_ae",
    "timeout": "timeout",
    "check": "check",
    "transfer-syntax": "transfer_syntaxes",
    "tls": "use_tls",
    "tls-certificate": "tls_certificate",
    "tls-key": "tls_key",
    "tls-authorities": "tls_authorities",
    "tls-check-hostname": "tls_check_hostname",
    "user": "user_name",
}
"""The parameters of the commands, by the key of the file."""


def configured(
    command: click.Command, context: click.Context, arguments: list[str]
) -> list[str]:
    """Set the defaults of a command, and return its arguments with the address of a system.

    Raises:
        ConfigurationError: The settings file is not valid.
    """
    connections = _connections()
    if connections is None:
        return arguments
    position = _first_positional(command, arguments)
    name = "" if position is None else arguments[position]
    options = connections.options_of(name)
    context.default_map = {
        **(context.default_map or {}),
        **{_PARAMETERS[key]: value for key, value in options.items()},
    }
    system = connections.hosts.get(name)
    if system is None or position is None:
        return arguments
    rest = arguments[position + 1 :]
    port = [] if rest and rest[0].isdecimal() else [str(system.port)]
    return [*arguments[:position], system.host, *port, *rest]


def _connections() -> Connections | None:
    path = files.find(Path.cwd())
    return None if path is None else files.load(path).network


def _first_positional(command: click.Command, arguments: list[str]) -> int | None:
    """Return the position of the first argument that does not belong to an option."""
    with_value = {
        name
        for each in command.params
        if isinstance(each, click.Option) and not each.is_flag and not each.count
        for name in each.opts
    }
    position = 0
    while position < len(arguments):
        argument = arguments[position]
        if argument == "--":
            position += 1
            return position if position < len(arguments) else None
        if not argument.startswith("-") or argument == "-":
            return position
        position += 2 if argument in with_value else 1
    return None
