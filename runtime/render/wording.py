"""The words that several renderings share."""

from __future__ import annotations

from ..report import FileReport, Report
from ..validation.findings import Finding, Severity, Undecided


def place(finding: Finding) -> str:
    """Return where a finding is: "KVP (0018,0060)"."""
    if finding.path.endswith(finding.tag_text):
        return finding.path
    return " ".join(filter(None, (finding.path, finding.tag_text)))


def advised(finding: Finding) -> str:
    """Return the message, with the suggestion where there is one."""
    if not finding.suggestion:
        return finding.message
    return f"{finding.message} ({finding.suggestion})"


def sentence(finding: Finding) -> str:
    """Return the message, the suggestion and the reference."""
    return ". ".join(filter(None, (advised(finding), finding.reference)))


def counts(file: FileReport) -> str:
    """Return how many findings a file has: "2 errors, 1 info"; empty for none."""
    return ", ".join(
        counted(number, severity.value)
        for severity in Severity
        if (number := file.count(severity))
    )


def rules(file: FileReport) -> str:
    """Return how the rules of the standard fared."""
    return f"rules: {file.held} held, {file.violated} violated, {file.unknown} unknown"


def undecided(rule: Undecided) -> str:
    """Return why a rule could not be decided, without its place and reference."""
    what = ": ".join(filter(None, (rule.asks, rule.condition)))
    return "; ".join(filter(None, (what, f"not known: {', '.join(rule.reasons)}")))


def summary(report: Report) -> str:
    """Return the counts of a report: "2 files, 1 error, 0 warnings, 3 info"."""
    parts = [counted(len(report.files), "file")]
    parts += [counted(report.count(severity), severity.value) for severity in Severity]
    if report.known:
        parts.append(f"{report.known} known from the baseline")
    if report.skipped:
        parts.append(f"{report.skipped} skipped, not DICOM")
    return ", ".join(parts)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 error", "2 errors"."""
    plural = "" if number == 1 or noun == "info" else "s"
    return f"{number} {noun}{plural}"


def shown(text: str) -> str:
    """Return text that cannot steer a terminal: file names and values are anybody's."""
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text
    )
