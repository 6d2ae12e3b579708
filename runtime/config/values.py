"""Reading single values of a TOML file."""

from __future__ import annotations

from pathlib import Path

from .errors import ConfigurationError


def text(value: object, where: str) -> str:
    """Return a string that is not empty.

    Raises:
        ConfigurationError: The value is not a string, or it is empty.
    """
    if not isinstance(value, str) or not value:
        raise ConfigurationError(where, f"must be a non-empty string, not {value!r}")
    return value


def texts(value: object, where: str) -> tuple[str, ...]:
    """Return a string, or a list of strings, as a tuple.

    Raises:
        ConfigurationError: The value is neither.
    """
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise ConfigurationError(where, "must be a string or a list of strings")
    return tuple(values)


def table(value: object, where: str) -> dict[str, object]:
    """Return a table.

    Raises:
        ConfigurationError: The value is not a table.
    """
    if not isinstance(value, dict):
        raise ConfigurationError(
            where, "must be a table", "write NAME = VALUE below a [header]"
        )
    return value


def boolean(value: object, where: str) -> bool:
    """Return true or false.

    Raises:
        ConfigurationError: The value is neither.
    """
    if not isinstance(value, bool):
        raise ConfigurationError(where, f"must be true or false, not {value!r}")
    return value


def positive(value: object, where: str) -> int:
    """Return a positive integer.

    Raises:
        ConfigurationError: The value is not a positive integer.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ConfigurationError(where, f"must be a positive integer, not {value!r}")
    return value


def path(value: object, where: str, folder: Path) -> str:
    """Return a path; a relative one is relative to the folder of the file.

    Raises:
        ConfigurationError: The value is not a string, or it is empty.
    """
    return str(folder / text(value, where))
