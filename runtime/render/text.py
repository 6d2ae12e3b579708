"""A report as text, in colour where there is a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from ..report import FileReport, Report
from ..validation.findings import Finding, Severity

_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "dim",
}
_WIDTH = max(map(len, Severity))


def print_report(
    report: Report, console: Console, lowest: Severity = Severity.INFO
) -> None:
    """Print a report, file by file."""
    for line in lines(report, lowest):
        console.print(line, soft_wrap=True)


def render_plain(report: Report, lowest: Severity = Severity.INFO) -> str:
    """Return a report as text without colour."""
    return "\n".join(line.plain for line in lines(report, lowest))


def lines(report: Report, lowest: Severity = Severity.INFO) -> Iterator[Text]:
    """Yield the lines of a report."""
    for file in report.files:
        yield _heading(file, report.edition)
        for finding in file.findings:
            if finding.severity.rank <= lowest.rank:
                yield _line(finding)
    yield _summary(report)


def _heading(file: FileReport, edition: str) -> Text:
    counts = [
        _counted(number, severity.value)
        for severity in Severity
        if (number := file.count(severity))
    ]
    iod = ", ".join((file.iod, edition)) if file.iod else file.sop_class_uid
    parts = [part for part in (iod, ", ".join(counts) or "no findings") if part]
    return Text.assemble(
        (_shown(file.path or "data set"), "bold"), ": ", ": ".join(parts)
    )


def _line(finding: Finding) -> Text:
    severity = finding.severity
    place = " ".join(filter(None, (finding.path, finding.tag_text)))
    if finding.path.endswith(finding.tag_text):
        place = finding.path
    return Text.assemble(
        ("  " + severity.value.ljust(_WIDTH), _STYLES[severity]),
        "  ",
        (f"{place}: " if place else "", "bold"),
        _shown(finding.message),
        (f". {finding.reference}" if finding.reference else "", "dim"),
    )


def _summary(report: Report) -> Text:
    parts = [_counted(len(report.files), "file")]
    parts += [_counted(report.count(severity), severity.value) for severity in Severity]
    if report.skipped:
        parts.append(f"{report.skipped} skipped, not DICOM")
    return Text(", ".join(parts))


def _counted(number: int, noun: str) -> str:
    plural = "" if number == 1 or noun == "info" else "s"
    return f"{number} {noun}{plural}"


def _shown(text: str) -> str:
    """Return text that cannot steer a terminal: file names and values are anybody's."""
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text
    )
