"""`iodize validate`: check files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..report import RENDERINGS, Report
from ..validation.findings import Severity
from .options import chosen_edition, edition_names, finding_options

if TYPE_CHECKING:
    from ..config.settings import Settings

Progress = Callable[[int, int], None]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option(
    "--format",
    "rendering",
    type=click.Choice(RENDERINGS),
    help="For people, or for programs.  [default: text]",
)
@edition_names
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that share the work.  [default: 1]",
)
@finding_options
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="Rules on top of the standard's.",
)
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="NAME=yes|no",
    help="What the objects do not tell; `iodize rules --facts` lists the names.",
)
@click.option(
    "--consistency/--no-consistency",
    default=None,
    help="Compare patient, study and series between the instances of a study.",
)
@click.option(
    "--baseline",
    type=click.Path(),
    metavar="FILE",
    help="Report only findings that this file does not have.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write all findings as a baseline, whatever another one knows.",
)
@click.option(
    "--show-values", is_flag=True, help="Show values that may tell who somebody is."
)
@click.option(
    "--explain", is_flag=True, help="List the rules that could not be decided, and why."
)
@click.option(
    "--config",
    "configuration",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings; without it, the nearest iodize.toml or pyproject.toml.",
)
@click.pass_context
def validate(
    context: click.Context,
    paths: tuple[str, ...],
    rendering: str | None,
    edition_name: str | None,
    definitions: str | None,
    jobs: int | None,
    severity: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severities: tuple[str, ...],
    profiles: tuple[str, ...],
    facts: tuple[str, ...],
    consistency: bool | None,
    baseline: str | None,
    write_baseline: Path | None,
    show_values: bool,
    explain: bool,
    configuration: Path | None,
) -> None:
    """Check DICOM files against the IOD that their SOP Class names.

    A folder stands for all DICOM files below it; its other files are skipped and counted.

    Exits 0 if no error was found, 1 if one was, 2 if the work could not be done.
    """
    from ..config import settings

    said = settings.Settings(
        select=settings.read_codes(select, "--select"),
        ignore=settings.read_codes(ignore, "--ignore"),
        severity=dict(
            settings.read_severity(name, value, "--set-severity")
            for name, value in settings.read_pairs(severities, "--set-severity")
        ),
        format=rendering,
        edition=edition_name,
        definitions=definitions,
        jobs=jobs,
        profile=profiles,
        facts=dict(
            settings.read_fact(name, value, "--fact")
            for name, value in settings.read_pairs(facts, "--fact")
        ),
        baseline=baseline,
        consistency=consistency,
    )
    wanted = said.over(_configured(configuration))
    if write_baseline is not None:  # the one in use would hide what it knows
        wanted = replace(wanted, baseline=None)
    report = _checked(paths, wanted, explain)
    if write_baseline is not None:
        from ..config.baseline import write

        number = write(report, write_baseline)
        click.echo(f"{write_baseline}: {number} findings", err=True)
    lowest = Severity(severity)
    if wanted.format in (None, "text"):
        _print_text(report if show_values else report.masked(), lowest, explain)
    else:
        click.echo(
            report.render(
                wanted.format or "text",
                lowest,
                show_values=show_values,
                explain=explain,
            )
        )
    context.exit(report.status)


def _configured(path: Path | None) -> Settings:
    """Return the settings of a file: the nearest one if none is named."""
    from ..config import files
    from ..config.settings import Settings

    path = path or files.find(Path.cwd())
    return Settings() if path is None else files.load(path)


def _checked(paths: tuple[str, ...], wanted: Settings, explain: bool) -> Report:
    from ..validation.run import run

    edition = chosen_edition(wanted.edition, wanted.definitions)
    with _progress() as progress:
        return run(paths, wanted, edition, explain=explain, progress=progress)


def _print_text(report: Report, lowest: Severity, explain: bool) -> None:
    from rich.console import Console

    from ..render.text import print_report

    print_report(report, Console(highlight=False), lowest, explain)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show a bar on a terminal, once there is more than one file; remove it at the end."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("validating", total=None)

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield update
