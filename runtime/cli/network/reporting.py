"""Options of the commands that report what they hear, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..report import RENDERINGS, Report
from ..validation.findings import Severity
from .options import finding_options

if TYPE_CHECKING:
    from ..config.settings import Settings


class Reporting(NamedTuple):
    """How findings are wanted."""

    settings: Settings
    """Which findings are wanted, and how severe they are."""
    rendering: str | None
    """Form of the report; None for no report, but what is told live."""
    path: Path | None
    """File for the report; None for standard output."""
    lowest: Severity
    show_values: bool

    @property
    def live_on_stderr(self) -> bool:
        """Whether standard output is for the report, and nothing else."""
        return self.rendering not in (None, "text") and self.path is None

    def write(self, report: Report) -> None:
        """Write the report where it is wanted.

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
            self.path.write_text(f"{text}\n", encoding="utf-8")


def _by_suffix(path: Path | None) -> str:
    """Return the form that a file's name asks for: "out.json" is JSON."""
    suffix = path.suffix[1:].lower() if path else ""
    suffix = {"xml": "junit"}.get(suffix, suffix)
    return suffix if suffix in RENDERINGS else "text"


def report_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a report, and the parameter `reporting`."""

    @click.option(
        "--format",
        "rendering",
        type=click.Choice(RENDERINGS),
        help="Write a report at the end, in this form; as the name of --report asks for"
        " if that is given.",
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
        help="Show values that may tell who somebody is.",
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
        from ..config import settings

        wanted = settings.Settings(
            select=settings.read_codes(select, "--select"),
            ignore=settings.read_codes(ignore, "--ignore"),
            severity=dict(
                settings.read_severity(name, value, "--set-severity")
                for name, value in settings.read_pairs(severities, "--set-severity")
            ),
        )
        if report_path is not None and not report_path.resolve().parent.is_dir():
            raise click.BadParameter(
                f"the folder of {str(report_path)!r} does not exist.",
                param_hint="'--report'",
            )
        how = Reporting(wanted, rendering, report_path, Severity(severity), show_values)
        command(*args, reporting=how, **options)

    return reporting
