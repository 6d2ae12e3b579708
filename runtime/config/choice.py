"""Selecting findings by code, and changing their severity."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ..findings import codes
from ..findings.finding import Finding, Severity
from ..findings.report import FileReport, Report
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
"""Codes that `select` never drops, because a file that was not checked must not look like
a valid one. `ignore` drops them."""


def chosen(report: Report, settings: Settings) -> Report:
    """Return the report with the selection and severities of the settings applied."""
    if settings == replace(settings, select=(), ignore=(), severity={}):
        return report

    @cache
    def verdict(name: str, severity: Severity) -> Severity | None:
        """Return the severity of a code; None if it is dropped."""
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
