"""What a user sees when a command fails, and the exit status that tells it to a script.

0 and 1 are the command's own answers; 2 says that it could not do its work.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

import click

from ..errors import IodizeError

NOT_DONE = 2
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells count."""
PIPE_CLOSED = 141
"""128 and the number of SIGPIPE."""

EXTRAS = {
    **dict.fromkeys(
        ("attr", "attrs", "black", "jinja2", "lark", "lxml", "platformdirs"),
        "generator",
    ),
    "pynetdicom": "network",
}
"""Packages that only an extra of iodize installs."""


class MissingExtraError(IodizeError):
    """A command needs a package that a plain installation leaves out."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package = package
        self.extra = extra
        self.hint = f'install iodize[{extra}]: pip install "iodize[{extra}]"'

    def __str__(self) -> str:
        return f"this command needs {self.package}, which is not installed"


class Failure(click.ClickException):
    """A failure in the words of the command line."""

    exit_code = NOT_DONE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"error: {self.message}", file=file, err=True)
        if self.hint:
            click.echo(f"  help: {self.hint}", file=file, err=True)


@contextmanager
def told() -> Iterator[None]:
    """Turn whatever ends a command early into words for its user and an exit status."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except Failure:
        _trace()
        raise
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        raise click.exceptions.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        _abandon_output()
        raise click.exceptions.Exit(PIPE_CLOSED) from None
    except Exception as error:
        _trace()
        raise _failure(error) from error


def _trace() -> None:
    if os.environ.get("IODIZE_TRACEBACK"):
        traceback.print_exc()


def _failure(error: Exception) -> Failure:
    if isinstance(error, ModuleNotFoundError):
        package = (error.name or "").partition(".")[0]
        if package in EXTRAS:
            error = MissingExtraError(package, EXTRAS[package])
    if isinstance(error, IodizeError):
        return Failure(str(error), error.hint)
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return Failure(f"{place}{error.strerror}")
    return Failure(
        f"iodize failed unexpectedly: {type(error).__name__}: {error}",
        "please report this, with what IODIZE_TRACEBACK=1 in the environment prints",
    )


def _abandon_output() -> None:
    """Let nothing be written any more: the interpreter flushes once again at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
