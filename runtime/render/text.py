"""A report as text, in colour where there is a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from ..report import FileReport, Report
from ..validation.findings import Finding, Severity, Undecided
from .wording import advised, counts, place, rules, shown, summary, undecided

_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "dim",
}
_WIDTH = max(map(len, Severity))


def print_report(
    report: Report,
    console: Console,
    lowest: Severity = Severity.INFO,
    explain: bool = False,
) -> None:
    """Print a report, file by file."""
    for line in lines(report, lowest, explain):
        console.print(line, soft_wrap=True)


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as text without colour."""
    return "\n".join(line.plain for line in lines(report, lowest, explain))


def lines(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> Iterator[Text]:
    """Yield the lines of a report."""
    for file in report.files:
        yield _heading(file, report.edition)
        for finding in file.findings:
            if finding.severity.rank <= lowest.rank:
                yield finding_line(finding)
        if file.ruled:
            yield Text(f"  {rules(file)}", "dim")
        if explain:
            yield from map(_unknown, file.unknowns)
    yield Text(summary(report))


def _heading(file: FileReport, edition: str) -> Text:
    iod = ", ".join((file.iod, edition)) if file.iod else file.sop_class_uid
    parts = [part for part in (iod, counts(file) or "no findings") if part]
    return Text.assemble(
        (shown(file.path or "data set"), "bold"), ": ", ": ".join(parts)
    )


def finding_line(finding: Finding) -> Text:
    """Return the line of a finding."""
    severity = finding.severity
    where = place(finding)
    message = advised(finding)
    return Text.assemble(
        ("  " + severity.value.ljust(_WIDTH), _STYLES[severity]),
        "  ",
        (f"{where}: " if where else "", "bold"),
        shown(message),
        (f". {finding.reference}" if finding.reference else "", "dim"),
    )


def _unknown(rule: Undecided) -> Text:
    where = f"{rule.path}: " if rule.path else ""
    return Text.assemble(
        ("  " + "unknown".ljust(_WIDTH), "cyan"),
        "  ",
        (where, "bold"),
        undecided(rule),
        (f". {rule.reference}" if rule.reference else "", "dim"),
    )
