"""Reading settings from iodize.toml, or from [tool.iodize] of a pyproject.toml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..findings.report import RENDERINGS
from . import connections
from .errors import ConfigurationError, unknown
from .settings import Settings, read_codes, read_fact, read_jobs, read_severity
from .values import boolean, path, table, text, texts

OWN = "iodize.toml"
SHARED = "pyproject.toml"


def find(folder: Path) -> Path | None:
    """Return the nearest file with settings in a folder or the folders above it.

    An iodize.toml takes precedence over a pyproject.toml in the same folder. A
    pyproject.toml without the table [tool.iodize] is skipped.
    """
    for place in (folder, *folder.parents):
        if (place / OWN).is_file():
            return place / OWN
        shared = place / SHARED
        # Avoids parsing files without the table, which are the majority.
        if shared.is_file() and b"tool.iodize" in shared.read_bytes():
            return shared
    return None


def load(path: Path) -> Settings:
    """Return the settings of a file. Paths in it are relative to its folder.

    Raises:
        OSError: The file cannot be read.
        ConfigurationError: The file is not TOML, or a setting is not valid.
    """
    data = parse(path)
    if path.name == SHARED:
        data = data.get("tool", {}).get("iodize", {})
    settings: dict[str, Any] = {}
    for key, value in data.items():
        where = f"{path}: {key}"
        if key not in _READERS:
            raise unknown(str(path), "key", key, _READERS)
        settings[key] = _READERS[key](value, where, path.parent)
    if "edition" in settings and "definitions" in settings:
        raise ConfigurationError(
            str(path), "edition and definitions exclude each other", "name one of them"
        )
    return Settings(**settings)


def parse(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises:
        OSError: The file cannot be read.
        ConfigurationError: The file is not TOML.
    """
    import tomllib  # not needed by a command without settings

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(path), f"is not valid TOML: {error}") from error


def _codes(value: object, where: str, folder: Path) -> tuple[str, ...]:
    return read_codes(texts(value, where), where)


def _severities(value: object, where: str, folder: Path) -> Mapping[str, object]:
    return dict(
        read_severity(name, one, where) for name, one in table(value, where).items()
    )


def _facts(value: object, where: str, folder: Path) -> Mapping[str, bool]:
    return dict(
        read_fact(name, one, where) for name, one in table(value, where).items()
    )


def _format(value: object, where: str, folder: Path) -> str:
    name = text(value, where)
    if name not in RENDERINGS:
        raise unknown(where, "format", name, RENDERINGS)
    return name


def _text(value: object, where: str, folder: Path) -> str:
    return text(value, where)


def _jobs(value: object, where: str, folder: Path) -> int | str:
    return read_jobs(value, where)


def _patterns(value: object, where: str, folder: Path) -> tuple[str, ...]:
    return texts(value, where)


def _boolean(value: object, where: str, folder: Path) -> bool:
    return boolean(value, where)


def _paths(value: object, where: str, folder: Path) -> tuple[str, ...]:
    return tuple(str(folder / one) for one in texts(value, where))


_READERS: dict[str, Callable[[object, str, Path], object]] = {
    "select": _codes,
    "ignore": _codes,
    "severity": _severities,
    "format": _format,
    "edition": _text,
    "definitions": _text,
    "jobs": _jobs,
    "exclude": _patterns,
    "profile": _paths,
    "facts": _facts,
    "baseline": path,
    "consistency": _boolean,
    "network": connections.read,
}
"""The reader of each key's value. docs/configuration.md documents the keys."""

KEYS = frozenset(_READERS)
"""All keys of a file with settings."""
