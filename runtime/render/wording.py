"""Texts that several report formats share."""

from __future__ import annotations

from typing import Final

from ..findings.finding import Finding, Severity, Undecided
from ..findings.report import FileReport, Report
from ..findings.tally import Tally

RULES: Final = (
    "rules: the requirements that apply to a file. A rule is unknown if its condition depends"
    " on information that the file does not have; --explain lists them."
)
"""The meaning of the numbers of `rules`."""


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
    """Return the counts of a report; see `totals`."""
    return totals(report.tally)


def totals(tally: Tally) -> str:
    """Return the counts of a run: "2 files, 1 error, 0 warnings, 3 info".

    If editions are compared, each has its counts: "2 files; 2022d: 1 error, ...; 2023a: ...".
    """
    parts = [counted(tally.number, tally.noun)]
    if tally.traffic is not None:
        parts.insert(0, counted(tally.traffic.associations, "association"))
    if tally.columns:
        more = [f"{name}: {_totals(tally, name)}" for name in tally.columns]
        parts = ["; ".join([*parts, *more])]
    else:
        parts.append(_totals(tally))
    if tally.known:
        parts.append(f"{tally.known} known from the baseline")
    if tally.skipped:
        parts.append(f"{tally.skipped} skipped, not DICOM")
    if tally.archives:
        verb = "is an archive" if tally.archives == 1 else "are archives"
        parts.append(f"of which {tally.archives} {verb}: unpack to check the content")
    return ", ".join(parts)


def _totals(tally: Tally, edition: str | None = None) -> str:
    return ", ".join(
        counted(tally.count(severity, edition), severity.value) for severity in Severity
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
