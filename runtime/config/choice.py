"""Selecting findings by code, and changing their severity."""

from __future__ import annotations

from ..findings import codes
from ..findings.finding import Finding, Severity
from ..findings.report import FileReport, Report
from .settings import Settings

ALWAYS = frozenset(
    code.name
    for code in (
        codes.FILE_UNREADABLE,
        codes.ARCHIVE,
        codes.FILE_EMPTY,
        codes.NOT_CHECKED,
        codes.NOT_DICOM,
        codes.NO_DATA_SET,
    )
)
"""Codes that `select` never drops, because a file that was not checked must not look like
a valid one. `ignore` drops them."""


class Choice:
    """The selection and the severities of settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._changes = bool(settings.select or settings.ignore or settings.severity)
        self._verdicts: dict[tuple[str, Severity], Severity | None] = {}

    def of(self, file: FileReport) -> FileReport:
        """Return the report of a file with the selection and the severities applied."""
        return file.changed(self._change) if self._changes else file

    def _change(self, finding: Finding) -> Finding | None:
        key = finding.code, finding.severity
        if key not in self._verdicts:
            self._verdicts[key] = self._verdict(*key)
        severity = self._verdicts[key]
        return None if severity is None else finding._replace(severity=severity)

    def _verdict(self, name: str, severity: Severity) -> Severity | None:
        """Return the severity of a code; None if it is dropped."""
        settings = self._settings
        selected = not settings.select or name.startswith(settings.select)
        if not selected and name not in ALWAYS:
            return None
        if settings.ignore and name.startswith(settings.ignore):
            return None
        named = [one for one in settings.severity if name.startswith(one)]
        return settings.severity[max(named, key=len)] if named else severity


def chosen(report: Report, settings: Settings) -> Report:
    """Return the report with the selection and severities of the settings applied."""
    choice = Choice(settings)
    return report.with_files(map(choice.of, report.files))
