"""Reports of a validation: the findings and counted rules of each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .finding import Finding, Severity, Undecided

if TYPE_CHECKING:
    from .entities import Entities

RENDERINGS = ("text", "json", "jsonl", "sarif", "junit", "html", "csv")
"""Output formats of a report; each is a module of `iodize.render`."""


class FileReport(NamedTuple):
    """The findings and counted rules of one file."""

    path: str
    """As given by the caller; empty for a data set in memory."""
    sop_class_uid: str
    """Empty if not known."""
    iod: str
    """"CT Image"; empty if the SOP class has no IOD."""
    findings: tuple[Finding, ...]
    """In the order of the data set."""
    held: int = 0
    """Number of rules that the object satisfies."""
    violated: int = 0
    """Number of rules that it violates."""
    unknown: int = 0
    """Number of rules that could not be decided."""
    unknowns: tuple[Undecided, ...] = ()
    """The undecided rules."""
    sop_instance_uid: str = ""
    """Empty if not known."""
    entities: Entities | None = None
    """Its patient, study and series; None unless files are compared."""
    edition: str = ""
    """Edition that it was validated against, if the report has several."""

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def ruled(self) -> bool:
        """Whether rules were counted, which requires an IOD."""
        return bool(self.held or self.violated or self.unknown)


class Invocation(NamedTuple):
    """The command that made a report."""

    command: str
    """The command line."""
    date: datetime
    """The time of its start, with a time zone."""


Change = Callable[[FileReport, Finding], Finding | None]
"""Maps a finding to its replacement, or to None to drop it."""


class Traffic(NamedTuple):
    """The checked traffic of a network, including messages that a report leaves out."""

    associations: int
    messages: int


class Report:
    """The findings of one validation."""

    def __init__(
        self,
        edition: str,
        files: tuple[FileReport, ...],
        skipped: int = 0,
        known: int = 0,
        columns: tuple[str, ...] = (),
        invocation: Invocation | None = None,
        traffic: Traffic | None = None,
    ) -> None:
        self.edition = edition
        """Name of the edition: "2023a"; or several: "2022d, 2023a"."""
        self.files = files
        self.skipped = skipped
        """Number of files in folders that were skipped because they are not DICOM files."""
        self.known = known
        """Number of findings that were dropped because the baseline contains them."""
        self.columns = columns
        """Compared editions; `files` has each file once for each of them."""
        self.invocation = invocation
        """The command that made it; None if it was made by a program."""
        self.traffic = traffic
        """The associations whose messages `files` has; None for files."""

    def __repr__(self) -> str:
        errors = self.count(Severity.ERROR)
        return f"<Report: {self.number} {self.noun}s, {errors} errors>"

    @property
    def noun(self) -> str:
        """The noun for one of `files`: "file", or "message" of an association."""
        return "file" if self.traffic is None else "message"

    def edition_of(self, file: FileReport) -> str:
        """Return the edition that a file was validated against."""
        return file.edition or self.edition

    @property
    def number(self) -> int:
        """The number of validated files and data sets, or of messages."""
        if self.traffic is not None:
            return self.traffic.messages
        return len(self.files) // max(1, len(self.columns))

    def column(self, edition: str) -> Report:
        """Return the report of one of the editions that are compared."""
        files = tuple(file for file in self.files if file.edition == edition)
        return Report(edition, files, self.skipped, self.known)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files, in the order of the files."""
        return tuple(finding for file in self.files for finding in file.findings)

    @cached_property
    def _counts(self) -> Counter[Severity]:
        # Not from `findings`: a report of many files is rendered without that tuple.
        return Counter(
            finding.severity for file in self.files for finding in file.findings
        )

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return self._counts[severity]

    @property
    def status(self) -> int:
        """Exit status: 1 if there are errors, otherwise 0."""
        return 1 if self.count(Severity.ERROR) else 0

    def changed(self, change: Change) -> Report:
        """Return a report with each finding replaced by `change`, or dropped for None."""
        files = tuple(
            file._replace(
                findings=tuple(
                    finding
                    for each in file.findings
                    if (finding := change(file, each)) is not None
                )
            )
            for file in self.files
        )
        return Report(
            self.edition,
            files,
            self.skipped,
            self.known,
            self.columns,
            self.invocation,
            self.traffic,
        )

    def masked(self) -> Report:
        """Return the report with identifying values masked."""
        from .masking import masked

        return self.changed(lambda _, finding: masked(finding))

    def render(
        self,
        form: str = "text",
        lowest: Severity = Severity.INFO,
        *,
        show_values: bool = False,
        explain: bool = False,
    ) -> str:
        """Render the report.

        Args:
            form: One of `RENDERINGS`.
            lowest: Findings of lower severity are not listed, but still counted.
            show_values: Whether identifying values are shown.
            explain: Whether undecided rules are listed, in the formats that support it:
                text, JSON and HTML.
        """
        if form not in RENDERINGS:
            raise ValueError(f"{form!r} is not one of {', '.join(RENDERINGS)}")
        report = self if show_values else self.masked()
        from ..render import render

        return render(report, form, lowest, explain)
