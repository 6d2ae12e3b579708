"""Options for the reports of commands that check messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ...atomic import write_text
from ...findings.finding import Severity
from ...findings.report import RENDERINGS, Report
from ..options import chosen_settings, finding_options

if TYPE_CHECKING:
    from ...config.settings import Settings


class Reporting(NamedTuple):
    """Options for findings, printed live and as a report at the end."""

    settings: Settings
    """Selection and severities of findings."""
    rendering: str | None
    """Format of the report; None for no report."""
    path: Path | None
    """File of the report; None for standard output."""
    lowest: Severity
    show_values: bool

    @property
    def live_on_stderr(self) -> bool:
        """Whether standard output is reserved for the report."""
        return self.rendering not in (None, "text") and self.path is None

    def write(self, report: Report) -> None:
        """Write the report to its file or to standard output, if one was requested.

        Raises:
            OSError: The file cannot be written.
        """
        if self.rendering is None and self.path is None:
            return
        text = report.render(
            self.rendering or _by_suffix(self.path),
            self.lowest,
            show_values=self.show_values,
        )
        if self.path is None:
            click.echo(text)
        else:
            write_text(self.path, f"{text}\n")


def _by_suffix(path: Path | None) -> str:
    """Return the format for the suffix of a file: "out.json" is JSON."""
    suffix = path.suffix[1:].lower() if path else ""
    suffix = {"xml": "junit"}.get(suffix, suffix)
    return suffix if suffix in RENDERINGS else "text"


def report_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a report to a command with a parameter `reporting`."""

    @click.option(
        "--format",
        "rendering",
        type=click.Choice(RENDERINGS),
        help="Format of the report at the end.  [default: by the suffix of --report; no"
        " report without it]",
    )
    @click.option(
        "--report",
        "report_path",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write the report to a file instead of standard output.",
    )
    @finding_options
    @click.option(
        "--show-values",
        is_flag=True,
        help="Show values that may identify a person.",
    )
    @wraps(command)
    def reporting(
        *args: Any,
        rendering: str | None,
        report_path: Path | None,
        severity: str,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        severities: tuple[str, ...],
        show_values: bool,
        **options: Any,
    ) -> None:
        settings = chosen_settings(select, ignore, severities)
        if report_path is not None and not report_path.resolve().parent.is_dir():
            raise click.BadParameter(
                f"The folder of {str(report_path)!r} does not exist.",
                param_hint="'--report'",
            )
        chosen = Reporting(
            settings, rendering, report_path, Severity(severity), show_values
        )
        command(*args, reporting=chosen, **options)

    return reporting
