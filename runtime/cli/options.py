"""Options shared by several commands."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from ..findings.finding import Severity
from ..tables import editions
from . import completion

if TYPE_CHECKING:
    from ..config.settings import Settings
    from ..editions.selection import Selection


def edition_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--edition` and `--definitions` to a command with a parameter `edition`.

    The parameter is an `iodize.tables.editions.Edition`; the bundled one by default.
    """

    @edition_names
    @wraps(command)
    def with_edition(
        *args: Any, edition_name: str | None, definitions: str | None, **options: Any
    ) -> None:
        command(*args, edition=chosen_edition(edition_name, definitions), **options)

    return with_edition


def edition_names(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--edition` and `--definitions` to a command, unresolved.

    The command has parameters `edition_name` and `definitions`, for `chosen_edition`.
    """
    command = click.option(
        "--definitions",
        metavar="PACKAGE",
        callback=package_name,
        help="Python package of an edition, generated with `iodize generate`.",
    )(command)
    return click.option(
        "--edition",
        "edition_name",
        metavar="EDITION",
        help="Edition of the standard, such as 2023a, bundled or fetched (see `iodize fetch`)."
        "  [default: the bundled one]",
    )(command)


def finding_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that select findings to a command.

    The command has parameters `severity`, `select`, `ignore` and `severities`, for
    `chosen_settings`.
    """
    options = (
        click.option(
            "--severity",
            type=click.Choice([severity.value for severity in Severity]),
            default=Severity.INFO.value,
            show_default=True,
            help="Lowest severity of the findings to show. All findings are counted.",
        ),
        click.option(
            "--select",
            multiple=True,
            shell_complete=completion.codes,
            metavar="CODES",
            help="Report only findings with these codes or prefixes, separated by commas.",
        ),
        click.option(
            "--ignore",
            multiple=True,
            shell_complete=completion.codes,
            metavar="CODES",
            help="Drop findings with these codes or prefixes. Overrides --select.",
        ),
        click.option(
            "--set-severity",
            "severities",
            multiple=True,
            shell_complete=completion.severities,
            metavar="CODE=SEVERITY",
            help="Set the severity of a code or a prefix of codes.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def chosen_settings(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severities: tuple[str, ...],
) -> Settings:
    """Return the settings of `finding_options`.

    Raises:
        ConfigurationError: A value is not valid.
    """
    from ..config import settings

    return settings.Settings(
        select=settings.read_codes(select, "--select"),
        ignore=settings.read_codes(ignore, "--ignore"),
        severity=dict(
            settings.read_severity(name, value, "--set-severity")
            for name, value in settings.read_pairs(severities, "--set-severity")
        ),
    )


def chosen_edition(name: str | None, package: str | None) -> editions.Edition:
    """Return the edition of the two options; the bundled one without them.

    An edition in the cache is generated if necessary.

    Raises:
        click.UsageError: Both options are used.
        UnknownEditionError: The edition does not exist, or was not fetched.
        SelectionError: Several editions are named.
    """
    if package is not None or name is None:
        return _packaged(name, package)
    from ..editions.selection import select_one

    with notices() as notify:
        return select_one(name, notify)


def chosen_editions(name: str | None, package: str | None) -> Selection:
    """Return the editions of the two options, for a command that accepts several.

    Raises: As `chosen_edition`, except that several editions may be named.
    """
    from ..editions.selection import Selection, select

    if package is not None or name is None:
        return Selection.of(_packaged(name, package))
    with notices() as notify:
        return select(name, notify)


def _packaged(name: str | None, package: str | None) -> editions.Edition:
    """Return the edition of a package; the bundled one if None."""
    if name is not None:
        raise click.UsageError("Use either --edition or --definitions.")
    if package is None:
        return editions.bundled()
    if os.getcwd() not in sys.path:
        # `python -m iodize` searches there, but the installed script does not.
        sys.path.append(os.getcwd())
    return editions.load(package)


@contextmanager
def notices() -> Iterator[Callable[[str], None]]:
    """Show lines about lengthy work: with a timer on a terminal, else on standard error."""
    if not sys.stderr.isatty():
        yield lambda line: click.echo(line, err=True)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with ExitStack() as stack:
        bars: list[Progress] = []

        def notify(line: str) -> None:
            if not bars:  # most runs print no line
                console = Console(stderr=True)
                progress = Progress(*columns, console=console, transient=True)
                bars.append(stack.enter_context(progress))
                bars[0].add_task(line, total=None)
            bars[0].console.print(line, markup=False, highlight=False)

        yield notify


def edition_argument(
    context: click.Context, parameter: click.Parameter, value: str
) -> editions.Edition:
    """Return the edition of an argument: the name of an edition, or a package.

    Raises:
        UnknownEditionError: The edition does not exist.
    """
    if _EDITION.fullmatch(value):
        return chosen_edition(value, None)
    return chosen_edition(None, package_name(context, parameter, value))


_EDITION = re.compile(r"\d{4}[a-z]?")
"""Names of editions: "2023a", "2013"."""


def package_name(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Check the syntax of the name of a package; the callback of an option."""
    if value is not None and not all(map(str.isidentifier, value.split("."))):
        raise click.BadParameter(
            f"{value!r} is not the name of a Python package, such as my.dicom_2022d."
        )
    return value
