"""Reports as text, in colour on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from ..findings.finding import Finding, Severity, Undecided
from ..findings.report import FileReport, Report
from .wording import advised, counts, place, printable, rules, summary, undecided

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
    if report.columns:
        yield from compared(report, lowest, explain)
        return
    for file in report.files:
        yield _heading(file, report.edition_of(file))
        for finding in file.findings:
            if finding.severity.rank <= lowest.rank:
                yield finding_line(finding)
        if file.ruled:
            yield Text(f"  {rules(file)}", "dim")
        if explain:
            yield from map(_unknown, file.unknowns)
    yield Text(summary(report))


def compared(report: Report, lowest: Severity, explain: bool) -> Iterator[Text]:
    """Yield the lines of a report that compares editions, with a column for each edition."""
    number = len(report.columns)
    width = max(_WIDTH, *map(len, report.columns))
    for start in range(0, len(report.files), number):
        row = report.files[start : start + number]
        iod = next((file.iod for file in row if file.iod), row[0].sop_class_uid)
        name = printable(row[0].path or "data set")
        yield Text.assemble((name, "bold"), f": {iod}" if iod else "")
        cells = (name.ljust(width) for name in report.columns)
        yield Text(f"  {'  '.join(cells)}".rstrip(), "dim")
        for finding, found in _merged(row):
            if finding.severity.rank <= lowest.rank:
                line = Text()
                for severity in found:
                    line.append("  ")
                    shown, style = "-", "dim"
                    if severity is not None:
                        shown, style = severity.value, _STYLES[severity]
                    line.append(shown.ljust(width), style)
                yield line + _description(finding)
        for file in row:
            if file.ruled:
                yield Text(f"  {file.edition} {rules(file)}", "dim")
            if explain:
                yield from map(_unknown, file.unknowns)
    yield Text(summary(report))


def _merged(
    row: Sequence[FileReport],
) -> Iterator[tuple[Finding, list[Severity | None]]]:
    """Yield the findings of a file, with the severity in each edition; None if absent."""
    merged: dict[tuple[str, str, str, int], tuple[Finding, list[Severity | None]]] = {}
    for column, file in enumerate(row):
        seen: Counter[tuple[str, str, str]] = Counter()
        for finding in file.findings:
            name = (finding.code, place(finding), finding.message)
            key = (*name, seen[name])  # an equal finding may occur twice
            seen[name] += 1
            _, found = merged.setdefault(key, (finding, [None] * len(row)))
            found[column] = finding.severity
    yield from merged.values()


def _heading(file: FileReport, edition: str) -> Text:
    iod = ", ".join((file.iod, edition)) if file.iod else file.sop_class_uid
    parts = [part for part in (iod, counts(file) or "no findings") if part]
    return Text.assemble(
        (printable(file.path or "data set"), "bold"), ": ", ": ".join(parts)
    )


def finding_line(finding: Finding) -> Text:
    """Return the line of a finding."""
    severity = finding.severity
    head = ("  " + severity.value.ljust(_WIDTH), _STYLES[severity])
    return Text.assemble(head, _description(finding))


def _description(finding: Finding) -> Text:
    where = place(finding)
    message = advised(finding)
    return Text.assemble(
        "  ",
        (f"{where}: " if where else "", "bold"),
        printable(message),
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
