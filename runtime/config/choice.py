"""Which findings are reported, and how severe they are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ..report import FileReport, Report
from ..validation import codes
from ..validation.findings import Finding, Severity
from .settings import Settings

ALWAYS = frozenset(
    code.name
    for code in (
        codes.FILE_UNREADABLE,
        codes.FILE_EMPTY,
        codes.NOT_CHECKED,
        codes.NOT_DICOM,
        codes.NO_DATA_SET,
    )
)
"""What `select` never leaves out: a file that was not checked must not look like a good
one. `ignore` leaves it out."""


def chosen(report: Report, settings: Settings) -> Report:
    """Return a report as the settings want it."""
    if settings == replace(settings, select=(), ignore=(), severity={}):
        return report

    @cache
    def verdict(name: str, severity: Severity) -> Severity | None:
        """Return the severity of a code; None where it is left out."""
        selected = not settings.select or name.startswith(settings.select)
        if not selected and name not in ALWAYS:
            return None
        if settings.ignore and name.startswith(settings.ignore):
            return None
        named = [one for one in settings.severity if name.startswith(one)]
        return settings.severity[max(named, key=len)] if named else severity

    def change(file: FileReport, finding: Finding) -> Finding | None:
        severity = verdict(finding.code, finding.severity)
        return None if severity is None else finding._replace(severity=severity)

    return report.changed(change)
