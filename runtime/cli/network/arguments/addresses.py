"""Addresses and AE titles, as arguments and options of commands."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    # Generic for checkers, but not in every version of click that runs.
    AddressParameter = click.ParamType["Address"]
    TextParameter = click.ParamType[str]
else:
    AddressParameter = TextParameter = click.ParamType

LOOPBACK = "127.0.0.1"


class Address(NamedTuple):
    """A host and a TCP port."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class AddressType(AddressParameter):
    """HOST:PORT; where a default host is given, PORT too."""

    name = "address"

    def __init__(self, default_host: str = "", lowest: int = 1) -> None:
        """Make a type.

        Args:
            default_host: What a port alone stands for; empty where a host is needed.
            lowest: The smallest port; 0 stands for any free one.
        """
        self._default = default_host
        self._lowest = lowest

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Address:
        """Return the address that a text stands for."""
        if isinstance(value, Address):
            return value
        host, colon, port = str(value).rpartition(":")
        host = host.removeprefix("[").removesuffix("]") if colon else self._default
        if not host:
            self.fail(f"{value!r} is no HOST:PORT, such as pacs:104.", param, ctx)
        if not (port.isascii() and port.isdigit()):
            self.fail(f"{value!r}: {port!r} is no port.", param, ctx)
        if not self._lowest <= int(port) <= 65535:
            self.fail(f"{value!r}: ports are {self._lowest} to 65535.", param, ctx)
        return Address(host, int(port))


class HostType(TextParameter):
    """The name or the address of a host."""

    name = "host"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the text, which is not empty: that would stand for this computer."""
        text = str(value).strip()
        if not text or any(map(str.isspace, text)):
            self.fail(f"{value!r} is no name or address of a host.", param, ctx)
        return text


class NetworkType(TextParameter):
    """An IP address, or a network of addresses."""

    name = "network"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the text, which is an address or a network."""
        text = str(value)
        try:
            ip_network(text, strict=False)
        except ValueError:
            self.fail(f"{value!r} is no network, such as 10.1.0.0/16.", param, ctx)
        return text


class AeTitleType(TextParameter):
    """An application entity title: PS3.5 Table 6.2-1, AE."""

    name = "AE title"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the title without the spaces around it."""
        from ..network import InvalidAETitleError
        from ..network.options import ae_title_of

        try:
            return ae_title_of(str(value), self.name)
        except InvalidAETitleError:
            what = "AE titles have 1 to 16 characters of ASCII, without backslashes."
            self.fail(f"{value!r}: {what}", param, ctx)
