"""What a validation reports: the findings of each file, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from .validation.findings import Finding, Severity

RENDERINGS = ("text", "json")
"""The forms that a report can be rendered in."""


class FileReport(NamedTuple):
    """What there is to say about one file."""

    path: str
    """As it was given; empty for a data set in memory."""
    sop_class_uid: str
    """Empty where nothing says it."""
    iod: str
    """"CT Image"; empty where the SOP class leads to none."""
    findings: tuple[Finding, ...]
    """In the order of the data set."""

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


class Report:
    """The findings of one validation."""

    def __init__(
        self, edition: str, files: tuple[FileReport, ...], skipped: int = 0
    ) -> None:
        self.edition = edition
        """The edition that was checked against: "2023a"."""
        self.files = files
        self.skipped = skipped
        """How many files of folders were passed over, because they are no DICOM."""

    def __repr__(self) -> str:
        return f"<Report: {len(self.files)} files, {self.count(Severity.ERROR)} errors>"

    @property
    def findings(self) -> Iterator[Finding]:
        """The findings of all files."""
        return (finding for file in self.files for finding in file.findings)

    @cached_property
    def _counts(self) -> Counter[Severity]:
        return Counter(finding.severity for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return self._counts[severity]

    @property
    def status(self) -> int:
        """The exit status that stands for the report: 0 no error, 1 errors."""
        return 1 if self.count(Severity.ERROR) else 0

    def render(self, form: str = "text", lowest: Severity = Severity.INFO) -> str:
        """Return the report as text or JSON.

        Args:
            form: One of `RENDERINGS`.
            lowest: Findings of less severity are left out, but still counted.
        """
        if form == "json":
            from .render.json import render

            return render(self, lowest)
        from .render.text import render_plain

        return render_plain(self, lowest)
