"""`iodize validate`: validate files and folders."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..findings.finding import Severity
from ..findings.report import RENDERINGS, Invocation, Report
from . import completion
from .options import chosen_editions, chosen_settings, edition_names, finding_options

if TYPE_CHECKING:
    from ..config.settings import Settings

Progress = Callable[[int, int], None]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option(
    "--format",
    "rendering",
    type=click.Choice(RENDERINGS),
    help="Format of the report.  [default: text]",
)
@edition_names
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Number of processes.  [default: 1]",
)
@finding_options
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="File with additional rules; may be repeated.",
)
@click.option(
    "--fact",
    "facts",
    multiple=True,
    shell_complete=completion.facts,
    metavar="NAME=yes|no",
    help="A fact that the objects do not contain, for the evaluation of conditions. `iodize"
    " rules --facts` lists the names.",
)
@click.option(
    "--consistency/--no-consistency",
    default=None,
    help="Compare the patient, study and series attributes of the instances of a study.",
)
@click.option(
    "--baseline",
    type=click.Path(),
    metavar="FILE",
    help="Report only findings that are not in this file.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write all findings to this file as a new baseline.",
)
@click.option(
    "--show-values", is_flag=True, help="Show values that may identify a person."
)
@click.option(
    "--explain",
    is_flag=True,
    help="List the rules with an unknown condition, with the reasons.",
)
@click.option(
    "--config",
    "configuration",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File with settings.  [default: the nearest iodize.toml or pyproject.toml]",
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
    """Validate DICOM files against the IODs of their SOP classes.

    Folders are searched for DICOM files. Their other files are skipped and counted.

    --edition auto selects the newest available edition that was in force when the object was
    made, --edition any the newest one that accepts it; --edition 2022d,2023a compares editions.

    Exit status: 0 if no errors were found, 1 if errors were found, 2 if the command failed.
    """
    from ..config import settings

    options = replace(
        chosen_settings(select, ignore, severities),
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
    chosen = options.over(_configured(configuration))
    if write_baseline is not None:  # otherwise findings of the old one would be missing
        chosen = replace(chosen, baseline=None)
    started = datetime.now().astimezone()
    report = _checked(paths, chosen, explain)
    report.invocation = Invocation(shlex.join(["iodize", *sys.argv[1:]]), started)
    if write_baseline is not None:
        if report.columns:
            raise click.UsageError("--write-baseline needs a single edition.")
        from ..config.baseline import write

        number = write(report, write_baseline)
        click.echo(f"{write_baseline}: {number} findings", err=True)
    lowest = Severity(severity)
    if chosen.format in (None, "text"):
        _print_text(report if show_values else report.masked(), lowest, explain)
    else:
        click.echo(
            report.render(
                chosen.format or "text",
                lowest,
                show_values=show_values,
                explain=explain,
            )
        )
    context.exit(report.status)


def _configured(path: Path | None) -> Settings:
    """Return the settings of a file; by default, of the nearest one."""
    from ..config import files
    from ..config.settings import Settings

    path = path or files.find(Path.cwd())
    return Settings() if path is None else files.load(path)


def _checked(paths: tuple[str, ...], settings: Settings, explain: bool) -> Report:
    from ..validation.runs.run import run

    editions = chosen_editions(settings.edition, settings.definitions)
    with _progress() as progress:
        return run(paths, settings, editions, explain=explain, progress=progress)


def _print_text(report: Report, lowest: Severity, explain: bool) -> None:
    from rich.console import Console

    from ..render.text import print_report

    print_report(report, Console(highlight=False), lowest, explain)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show a progress bar on a terminal, and remove it at the end."""
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
