"""Reports of a validation: the findings and counted rules of each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from .finding import Finding, Severity, Undecided
from .tally import Tally, Traffic

if TYPE_CHECKING:
    from .entities import Entities

RENDERINGS = ("text", "json", "jsonl", "sarif", "junit", "html", "csv", "github")
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
    transfer_syntax_uid: str = ""
    """Empty if not known."""
    manufacturer: str = ""
    """Manufacturer of the equipment; empty if not stated."""
    model: str = ""
    """Manufacturer's Model Name; empty if not stated."""

    def changed(self, change: Callable[[Finding], Finding | None]) -> FileReport:
        """Return a report with each finding replaced by `change`, or dropped for None."""
        changed = (change(each) for each in self.findings)
        return self._replace(findings=tuple(each for each in changed if each))

    def masked(self) -> FileReport:
        """Return the report with identifying values masked."""
        if not self.findings:
            return self
        from .masking import identifies, masked

        if not any(map(identifies, self.findings)):
            return self
        return self.changed(masked)

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


class Report:
    """The findings of one validation."""

    def __init__(
        self,
        edition: str,
        files: tuple[FileReport, ...],
        skipped: int = 0,
        known: int = 0,
        columns: tuple[str, ...] = (),
        archives: int = 0,
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
        self.archives = archives
        """Number of skipped files that are archives."""
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
        return self.tally.noun

    def edition_of(self, file: FileReport) -> str:
        """Return the edition that a file was validated against."""
        return file.edition or self.edition

    @property
    def number(self) -> int:
        """The number of validated files and data sets, or of messages."""
        return self.tally.number

    def column(self, edition: str) -> Report:
        """Return the report of one of the editions that are compared."""
        files = tuple(file for file in self.files if file.edition == edition)
        return Report(edition, files, self.skipped, self.known)

    def rows(self) -> Iterable[tuple[FileReport, ...]]:
        """Return the reports of each file: one, or one for each compared edition."""
        return zip(*[iter(self.files)] * max(1, len(self.columns)), strict=True)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files, in the order of the files."""
        return tuple(finding for file in self.files for finding in file.findings)

    @cached_property
    def _tally(self) -> Tally:
        tally = Tally(self.edition, self.columns)
        for file in self.files:
            tally.add(file)
        return tally

    @property
    def tally(self) -> Tally:
        """The counts of the files and findings."""
        tally = self._tally
        tally.skipped, tally.archives = self.skipped, self.archives
        tally.known, tally.traffic = self.known, self.traffic
        return tally

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return self._tally.count(severity)

    @property
    def status(self) -> int:
        """Exit status: 2 if a file could not be checked, 1 if there are errors, else 0."""
        return self._tally.status

    def changed(self, change: Change) -> Report:
        """Return a report with each finding replaced by `change`, or dropped for None."""
        return self.with_files(
            file.changed(partial(change, file)) for file in self.files
        )

    def masked(self) -> Report:
        """Return the report with identifying values masked."""
        return self.with_files(file.masked() for file in self.files)

    def with_files(self, files: Iterable[FileReport]) -> Report:
        """Return a report of the same run with other reports of its files."""
        return Report(
            self.edition,
            tuple(files),
            self.skipped,
            self.known,
            self.columns,
            self.archives,
            self.invocation,
            self.traffic,
        )

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
