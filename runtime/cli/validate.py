"""`iodize validate`: check files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from ..editions import Edition
from ..report import RENDERINGS, Report
from ..validation.findings import Severity
from .options import edition_options

Progress = Callable[[int, int], None]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option(
    "--format",
    "rendering",
    type=click.Choice(RENDERINGS),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@edition_options
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that share the work.",
)
@click.option(
    "--severity",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.INFO.value,
    show_default=True,
    help="Show findings of this severity and above; all are counted.",
)
@click.pass_context
def validate(
    context: click.Context,
    paths: tuple[str, ...],
    rendering: str,
    edition: Edition,
    jobs: int,
    severity: str,
) -> None:
    """Check DICOM files against the IOD that their SOP Class names.

    A folder stands for all DICOM files below it; its other files are skipped and counted.

    Exits 0 if no error was found, 1 if one was, 2 if the work could not be done.
    """
    from ..validation.batch import check_paths

    with _progress() as progress:
        report = check_paths(paths, edition, jobs, progress)
    lowest = Severity(severity)
    if rendering == "text":
        _print_text(report, lowest)
    else:
        click.echo(report.render(rendering, lowest))
    context.exit(report.status)


def _print_text(report: Report, lowest: Severity) -> None:
    from rich.console import Console

    from ..render.text import print_report

    print_report(report, Console(highlight=False), lowest)


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
