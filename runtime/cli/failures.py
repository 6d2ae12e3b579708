"""Error messages and exit statuses of failed commands.

A command itself exits with 0 or 1; 2 means that it failed.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import IO, Any

import click

from ..errors import IodizeError

FAILED = 2
INTERRUPTED = 130
"""128 plus the number of SIGINT, the convention of shells."""
PIPE_CLOSED = 141
"""128 plus the number of SIGPIPE."""

EXTRAS = {
    **dict.fromkeys(
        ("attr", "attrs", "jinja2", "lark", "lxml", "platformdirs"), "generator"
    ),
    "httpx": "fetch",
    "numpy": "pixels",
    "pynetdicom": "network",
}
"""Import names of packages, with the extra of iodize that installs each."""


class MissingExtraError(IodizeError):
    """A command needs a package of an extra that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package = package
        self.extra = extra
        self.hint = f"install {needs(extra)}"

    def __str__(self) -> str:
        return f"this command needs {self.package}, which is not installed"


def needs(extra: str) -> str:
    """Return an extra with the command that installs it."""
    return f'iodize[{extra}]: pip install "iodize[{extra}]"'


def without_extra(name: str, summary: str, error: ModuleNotFoundError) -> click.Command:
    """Return a command with only a help page, in place of one that cannot be imported.

    Raises:
        ModuleNotFoundError: No extra has the package that is missing.
    """
    missing = _missing_extra(error)
    if missing is None:
        raise error

    def fail() -> None:
        raise missing

    return click.Command(
        name,
        callback=fail,
        params=[click.Argument(["arguments"], nargs=-1, expose_value=False)],
        help=f"{summary}\n\nThe options are listed if it is installed.",
        epilog=f"Needs {needs(missing.extra)}",
        context_settings={"ignore_unknown_options": True},
    )


def _missing_extra(error: ModuleNotFoundError) -> MissingExtraError | None:
    """Return the error for a package of an extra; None for any other module."""
    package = (error.name or "").partition(".")[0]
    if package not in EXTRAS:
        return None
    return MissingExtraError(package, EXTRAS[package])


def require(package: str, extra: str) -> None:
    """Check that a package is installed that one command needs.

    Args:
        extra: The extra of iodize that installs it.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        import_module(package)
    except ModuleNotFoundError as error:
        raise MissingExtraError(package, extra) from error


class Failure(click.ClickException):
    """An error message of the command line, with a hint."""

    exit_code = FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"error: {self.message}", file=file, err=True)
        if self.hint:
            click.echo(f"  help: {self.hint}", file=file, err=True)


class SuggestingGroup(click.Group):
    """A group that suggests the most similar command for an unknown name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known:
            from difflib import get_close_matches  # only for errors

            if similar := get_close_matches(args[0], known, n=1):
                ctx.fail(f"No such command {args[0]!r}. Did you mean {similar[0]!r}?")
        return super().resolve_command(ctx, args)


@contextmanager
def report_failure() -> Iterator[None]:
    """Convert every exception of a command to a message and an exit status."""
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
        error = _missing_extra(error) or error
    if isinstance(error, IodizeError):
        return Failure(str(error), error.hint)
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return Failure(f"{place}{error.strerror}")
    return Failure(
        f"iodize failed unexpectedly: {type(error).__name__}: {error}",
        "please report this with the traceback that IODIZE_TRACEBACK=1 prints",
    )


def _abandon_output() -> None:
    """Redirect standard output to nowhere: the interpreter flushes it again at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
