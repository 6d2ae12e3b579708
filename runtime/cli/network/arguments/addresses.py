"""Types of arguments and options: addresses, hosts, networks and AE titles."""

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
    """HOST:PORT, or PORT if there is a default host."""

    name = "address"

    def __init__(self, default_host: str = "", lowest: int = 1) -> None:
        """Create a type.

        Args:
            default_host: The host if only a port is given; empty if a host is required.
            lowest: The lowest valid port. Port 0 means any free port.
        """
        self._default = default_host
        self._lowest = lowest

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Address:
        """Return the address of a text."""
        if isinstance(value, Address):
            return value
        host, colon, port = str(value).rpartition(":")
        host = host.removeprefix("[").removesuffix("]") if colon else self._default
        if not host:
            self.fail(f"{value!r} must be HOST:PORT, such as pacs:104.", param, ctx)
        if not (port.isascii() and port.isdigit()):
            self.fail(f"{value!r}: {port!r} is not a port number.", param, ctx)
        if not self._lowest <= int(port) <= 65535:
            self.fail(
                f"{value!r}: the port must be {self._lowest} to 65535.", param, ctx
            )
        return Address(host, int(port))


class HostType(TextParameter):
    """The name or IP address of a host."""

    name = "host"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return a text that is not empty: an empty host would mean this computer."""
        text = str(value).strip()
        if not text or any(map(str.isspace, text)):
            self.fail(f"{value!r} is not a host name or IP address.", param, ctx)
        return text


class NetworkType(TextParameter):
    """An IP address or an IP network."""

    name = "network"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return a text that is an address or a network."""
        text = str(value)
        try:
            ip_network(text, strict=False)
        except ValueError:
            self.fail(
                f"{value!r} is not an IP address or network, such as 10.1.0.0/16.",
                param,
                ctx,
            )
        return text


class AeTitleType(TextParameter):
    """An AE title: PS3.5 Table 6.2-1, AE."""

    name = "AE title"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the title without leading and trailing spaces."""
        from ....network import InvalidAETitleError
        from ....network.link.options import ae_title_of

        try:
            return ae_title_of(str(value), self.name)
        except InvalidAETitleError:
            self.fail(
                f"{value!r} is not a valid AE title (1 to 16 ASCII characters, no"
                " backslashes).",
                param,
                ctx,
            )
