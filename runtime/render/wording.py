"""Texts that several report formats share."""

from __future__ import annotations

from ..findings.finding import Finding, Severity, Undecided
from ..findings.report import FileReport, Report


def place(finding: Finding) -> str:
    """Return the place of a finding: "KVP (0018,0060)"."""
    return place_of(finding.path, finding.tag_text)


def place_of(path: str, tag: str) -> str:
    """Return a path followed by its tag, unless it ends with it."""
    if path.endswith(tag):
        return path
    return " ".join(filter(None, (path, tag)))


def advised(finding: Finding) -> str:
    """Return the message, followed by the suggestion if there is one."""
    if not finding.suggestion:
        return finding.message
    return f"{finding.message} ({finding.suggestion})"


def sentence(finding: Finding) -> str:
    """Return the message, the suggestion and the reference."""
    return ". ".join(filter(None, (advised(finding), finding.reference)))


def counts(file: FileReport) -> str:
    """Return the numbers of findings of a file: "2 errors, 1 info"; empty for none."""
    return ", ".join(
        counted(number, severity.value)
        for severity in Severity
        if (number := file.count(severity))
    )


def rules(file: FileReport) -> str:
    """Return the numbers of rules by result."""
    return f"rules: {file.held} held, {file.violated} violated, {file.unknown} unknown"


def undecided(rule: Undecided) -> str:
    """Return the requirement of a rule, and how its condition can be decided."""
    requirement = ": ".join(filter(None, (rule.asks, rule.condition)))
    return "; ".join(filter(None, (requirement, *rule.explanations)))


def summary(report: Report) -> str:
    """Return the counts of a report: "2 files, 1 error, 0 warnings, 3 info".

    If editions are compared, each has its counts: "2 files; 2022d: 1 error, ...; 2023a: ...".
    """
    parts = [counted(report.number, report.noun)]
    if report.traffic is not None:
        parts.insert(0, counted(report.traffic.associations, "association"))
    if report.columns:
        more = [f"{name}: {_totals(report.column(name))}" for name in report.columns]
        parts = ["; ".join([*parts, *more])]
    else:
        parts.append(_totals(report))
    if report.known:
        parts.append(f"{report.known} known from the baseline")
    if report.skipped:
        parts.append(f"{report.skipped} skipped, not DICOM")
    return ", ".join(parts)


def _totals(report: Report) -> str:
    return ", ".join(
        counted(report.count(severity), severity.value) for severity in Severity
    )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 error", "2 errors"."""
    plural = "" if number == 1 or noun == "info" else "s"
    return f"{number} {noun}{plural}"


def printable(text: str) -> str:
    """Return a text with control characters replaced: file names and values are untrusted."""
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text
    )
