"""The table [network]: settings of the commands that communicate with DICOM systems.

    [network]
    calling = "CT1"

    [network.hosts.pacs]
    host = "10.0.0.5"
    port = 104
    called = "PACS"

docs/configuration.md documents the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .errors import ConfigurationError, unknown
from .values import boolean, path, positive, table, text, texts

Options = Mapping[str, object]
"""Values of connection options, by the key of the file: "tls-key"."""


@dataclass(frozen=True)
class Host:
    """A DICOM system with a name."""

    host: str
    """Host name or address."""
    port: int
    options: Options


@dataclass(frozen=True)
class Connections:
    """The systems that commands may name, and options for all connections."""

    options: Options = field(default_factory=dict)
    hosts: Mapping[str, Host] = field(default_factory=dict)

    def options_of(self, name: str) -> Options:
        """Return the options for a system; those of [network] if it has no name here."""
        own = self.hosts[name].options if name in self.hosts else {}
        return {**self.options, **own}


def read(value: object, where: str, folder: Path) -> Connections:
    """Return the content of the table.

    Raises:
        ConfigurationError: A key or a value is not valid.
    """
    entries = dict(table(value, where))
    hosts = table(entries.pop("hosts", {}), f"{where}.hosts")
    return Connections(
        _options(entries, where, folder, {*OPTIONS, "hosts"}),
        {
            name: _host(entry, f"{where}.hosts.{name}", folder)
            for name, entry in hosts.items()
        },
    )


def _host(value: object, where: str, folder: Path) -> Host:
    entries = dict(table(value, where))
    for key in ("host", "port"):
        if key not in entries:
            raise ConfigurationError(
                where, f"has no {key}", 'a system needs host = "…" and port = 104'
            )
    host = text(entries.pop("host"), f"{where}.host")
    port = positive(entries.pop("port"), f"{where}.port")
    if port > _LAST_PORT:
        raise ConfigurationError(f"{where}.port", f"must be at most {_LAST_PORT}")
    return Host(host, port, _options(entries, where, folder, HOST_KEYS))


def _options(
    entries: Mapping[str, object], where: str, folder: Path, known: set[str]
) -> Options:
    for key in entries:
        if key not in OPTIONS:
            raise unknown(where, "key", key, known)
    return {
        key: OPTIONS[key](value, f"{where}.{key}", folder)
        for key, value in entries.items()
    }


def _ae_title(value: object, where: str, folder: Path) -> str:
    title = text(value, where)
    if len(title.strip()) not in range(1, _AE_LENGTH + 1):
        raise ConfigurationError(
            where, f"must have 1 to {_AE_LENGTH} characters, not {title!r}"
        )
    return title


def _seconds(value: object, where: str, folder: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ConfigurationError(where, f"must be a positive number, not {value!r}")
    return float(value)


_CHECKS: Final = ("raise", "warn", "off")


def _check(value: object, where: str, folder: Path) -> str:
    name = text(value, where)
    if name not in _CHECKS:
        raise unknown(where, "check", name, _CHECKS)
    return name


OPTIONS: Final[dict[str, Callable[[object, str, Path], object]]] = {
    "calling": _ae_title,
    "called": _ae_title,
    "timeout": _seconds,
    "check": _check,
    "transfer-syntax": lambda value, where, folder: texts(value, where),
    "tls": lambda value, where, folder: boolean(value, where),
    "tls-certificate": path,
    "tls-key": path,
    "tls-authorities": path,
    "tls-check-hostname": lambda value, where, folder: boolean(value, where),
    "user": lambda value, where, folder: text(value, where),
}
"""The reader of each option: the keys are the options of the commands without dashes."""

HOST_KEYS: Final = {"host", "port", *OPTIONS}

_AE_LENGTH: Final = 16
"""Characters of an AE title at most: PS3.5 Table 6.2-1."""
_LAST_PORT: Final = 65535
