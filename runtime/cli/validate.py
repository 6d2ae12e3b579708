"""`iodize validate`: validate files and folders."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..findings.finding import Severity
from ..findings.report import RENDERINGS, Invocation
from . import completion
from .failures import FAILED, INTERRUPTED
from .options import chosen_editions, chosen_settings, edition_names, finding_options
from .outputs import COLORS, SUFFIXES, Outputs, Target, target_of
from .progress_bar import ProgressBar

if TYPE_CHECKING:
    from ..config.settings import Settings
    from ..findings.report import FileReport, Report
    from ..validation.arguments import Source
    from ..validation.runs.run import Run


def _jobs(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> int | str | None:
    """Return a number of processes, or "auto"; the callback of an option."""
    from ..config.settings import AUTO

    if value is None or value == AUTO:
        return value
    if not value.isdecimal() or int(value) < 1:
        raise click.BadParameter(f"{value!r} is neither a positive number nor {AUTO}.")
    return int(value)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option(
    "--format",
    "rendering",
    type=click.Choice(RENDERINGS),
    help="Format of the report on standard output.  [default: text]",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write a report to a file, in the format of its suffix"
    f" ({', '.join(dict.fromkeys(SUFFIXES))}); may be repeated.",
)
@click.option(
    "-v", "--verbose", is_flag=True, help="List clean files, and count rules."
)
@click.option(
    "-q", "--quiet", is_flag=True, help="Print only findings, without a summary."
)
@click.option(
    "--full",
    is_flag=True,
    help="List every finding; otherwise, equal ones are listed once.",
)
@click.option("--statistics", is_flag=True, help="Print only the summary.")
@click.option(
    "--color",
    type=click.Choice(COLORS),
    default="auto",
    help="Use color; by default, on a terminal.",
)
@edition_names
@click.option(
    "--jobs",
    callback=_jobs,
    metavar="N|auto",
    help="Number of processes; auto for one for each processor if there are many files."
    "  [default: auto]",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Omit files and folders with this name, or path in a folder, such as '*.bak' or"
    " 'phantom/*'; may be repeated.",
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
    "--exit-zero", is_flag=True, help="Exit with 0 even if errors were found."
)
@click.option("--allow-empty", is_flag=True, help="Accept that no DICOM file is found.")
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
    reports: tuple[Path, ...],
    verbose: bool,
    quiet: bool,
    full: bool,
    statistics: bool,
    color: str,
    edition_name: str | None,
    definitions: str | None,
    jobs: int | str | None,
    exclude: tuple[str, ...],
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
    exit_zero: bool,
    allow_empty: bool,
    configuration: Path | None,
) -> None:
    """Validate DICOM files against the IODs of their SOP classes.

    Folders are searched for DICOM files. Their other files are skipped and counted. "-" reads
    a file from standard input. Archives and addresses are not read.

    --edition auto selects the newest available edition that was in force when the object was
    made, --edition any the newest one that accepts it; --edition 2022d,2023a compares editions.

    Exit status: 0 if no errors were found, 1 if errors were found, 2 if a file could not be
    checked, no DICOM file was found or the command failed, 130 after Ctrl-C.
    """
    from ..config import settings
    from ..render.options import Options
    from ..validation.runs.run import Run

    options = replace(
        chosen_settings(select, ignore, severities),
        format=rendering,
        edition=edition_name,
        definitions=definitions,
        jobs=jobs,
        exclude=exclude,
        profile=profiles,
        facts=dict(
            settings.read_fact(name, value, "--fact")
            for name, value in settings.read_pairs(facts, "--fact")
        ),
        baseline=baseline,
        consistency=consistency,
    )
    chosen = options.over(_configured(configuration)).over(
        settings.Settings(jobs=settings.AUTO)
    )
    if write_baseline is not None:  # otherwise findings of the old one would be missing
        chosen = replace(chosen, baseline=None)
    started = datetime.now().astimezone()
    invocation = Invocation(shlex.join(["iodize", *sys.argv[1:]]), started)
    editions = chosen_editions(chosen.edition, chosen.definitions)
    bar = ProgressBar(shown=not quiet)
    run = Run(_sources(paths), chosen, editions, explain=explain, progress=bar.update)
    if write_baseline is not None and run.tally.columns:
        raise click.UsageError("--write-baseline needs a single edition.")
    lowest = Severity(severity)
    outputs = Outputs(
        [Target(chosen.format or "text"), *map(target_of, reports)],
        Options(lowest, explain, full, verbose, quiet, statistics),
        show_values=show_values,
        color=color,
        bar=bar,
    )
    with outputs:
        keep = write_baseline is not None
        report = _report(run, outputs, bar, invocation, keep=keep)
    if report is None:
        click.echo(f"interrupted after {run.tally.number} files", err=True)
        context.exit(INTERRUPTED)
    if write_baseline is not None:
        from ..config.baseline import write

        number = write(report, write_baseline)
        click.echo(f"{write_baseline}: {number} findings", err=True)
    if not run.tally.number and not allow_empty:
        named = ", ".join(paths)
        skipped = f" ({run.tally.skipped} other files)" if run.tally.skipped else ""
        click.echo(f"error: no DICOM file in {named}{skipped}", err=True)
        click.echo("  help: --allow-empty accepts this", err=True)
        context.exit(FAILED)
    status = run.tally.status
    context.exit(0 if exit_zero and status != FAILED else status)


def _configured(path: Path | None) -> Settings:
    """Return the settings of a file; by default, of the nearest one."""
    from ..config import files
    from ..config.settings import Settings

    path = path or files.find(Path.cwd())
    return Settings() if path is None else files.load(path)


def _sources(paths: Sequence[str]) -> list[Source]:
    """Return the paths, with the content of standard input for "-"."""
    from ..validation.runs.search import Pipe

    return [
        Pipe(sys.stdin.buffer.read(), "<stdin>") if path == "-" else path
        for path in paths
    ]


def _report(
    run: Run,
    outputs: Outputs,
    bar: ProgressBar,
    invocation: Invocation,
    *,
    keep: bool,
) -> Report | None:
    """Check the files and write the reports; return the report of the kept files.

    After Ctrl-C, the result is None: the summary of the checked files is written, but
    no report that is written as a whole.

    Args:
        keep: Whether to keep the reports of all files even if no output requires them.
    """
    files: list[FileReport] = []
    keep = keep or outputs.need_report
    outputs.head(run.tally)
    try:
        for row in run.rows():
            outputs.row(row)
            if keep:
                files += row
    except KeyboardInterrupt:
        bar.close()
        outputs.tail(run.tally, None)
        return None
    bar.close()
    report = run.report(files)
    report.invocation = invocation
    outputs.tail(run.tally, report)
    return report
