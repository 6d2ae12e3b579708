"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from .. import editions
from ..validation.findings import Severity


def edition_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--edition` and `--definitions`, and the parameter `edition`.

    The command is called with `edition: iodize.editions.Edition`, which is the bundled
    one where neither option is given.
    """

    @edition_names
    @wraps(command)
    def with_edition(
        *args: Any, edition_name: str | None, definitions: str | None, **options: Any
    ) -> None:
        command(*args, edition=chosen_edition(edition_name, definitions), **options)

    return with_edition


def edition_names(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the two options by name, for `chosen_edition`.

    The command is called with `edition_name` and `definitions`.
    """
    command = click.option(
        "--definitions",
        metavar="PACKAGE",
        callback=_package_name,
        help="Python package that `iodize generate` made from another edition.",
    )(command)
    return click.option(
        "--edition",
        "edition_name",
        metavar="EDITION",
        help="Edition of the standard, such as 2023a; without it, the bundled one.",
    )(command)


def finding_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose among findings.

    The command is called with `severity`, `select`, `ignore` and `severities`, for the
    readers of `iodize.config.settings`.
    """
    options = (
        click.option(
            "--severity",
            type=click.Choice([severity.value for severity in Severity]),
            default=Severity.INFO.value,
            show_default=True,
            help="Show findings of this severity and above; all are counted.",
        ),
        click.option(
            "--select",
            multiple=True,
            metavar="CODES",
            help="Report these findings only: codes, or how they begin, with commas"
            " between.",
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="CODES",
            help="Leave out these findings; it wins over --select.",
        ),
        click.option(
            "--set-severity",
            "severities",
            multiple=True,
            metavar="CODE=SEVERITY",
            help="Another severity for a code, or for all that begin so.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def chosen_edition(name: str | None, package: str | None) -> editions.Edition:
    """Return the edition that the two options name; the bundled one without them.

    Raises:
        click.UsageError: Both are given.
        UnknownEditionError: There is no such edition.
    """
    if name is not None and package is not None:
        raise click.UsageError(
            "--edition and --definitions exclude each other: name one of them."
        )
    if package is not None:
        if os.getcwd() not in sys.path:
            # `python -m iodize` looks there too, but the installed script does not.
            sys.path.append(os.getcwd())
        return editions.load(package)
    return editions.bundled() if name is None else editions.named(name)


def _package_name(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    if value is not None and not all(map(str.isidentifier, value.split("."))):
        raise click.BadParameter(
            f"{value!r} is no name of a Python package, such as my.dicom_2022d."
        )
    return value
