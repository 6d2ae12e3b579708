"""What a validation reports: the findings of each file, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from .validation.findings import Finding, Severity, Undecided

if TYPE_CHECKING:
    from .validation.entities import Entities

RENDERINGS = ("text", "json", "jsonl", "sarif", "junit", "html", "csv")
"""The forms that a report can be rendered in; each is a module of `iodize.render`."""


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
    held: int = 0
    """How many rules the object keeps."""
    violated: int = 0
    """How many it breaks."""
    unknown: int = 0
    """How many could not be decided."""
    unknowns: tuple[Undecided, ...] = ()
    """Those that could not be decided."""
    sop_instance_uid: str = ""
    """Empty where nothing says it."""
    entities: Entities | None = None
    """What it says of its patient, study and series, where files are compared."""

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def ruled(self) -> bool:
        """Whether the rules were counted: they are where an IOD was found."""
        return bool(self.held or self.violated or self.unknown)


Change = Callable[[FileReport, Finding], Finding | None]
"""What makes another finding of one, or leaves it out."""


class Report:
    """The findings of one validation."""

    def __init__(
        self,
        edition: str,
        files: tuple[FileReport, ...],
        skipped: int = 0,
        known: int = 0,
    ) -> None:
        self.edition = edition
        """The edition that was checked against: "2023a"."""
        self.files = files
        self.skipped = skipped
        """How many files of folders were passed over, because they are no DICOM."""
        self.known = known
        """How many findings were left out, because the baseline has them."""

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

    def changed(self, change: Change) -> Report:
        """Return a report of what `change` makes of each finding; None leaves it out."""
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
        return Report(self.edition, files, self.skipped, self.known)

    def masked(self) -> Report:
        """Return the report without the values that may tell who somebody is."""
        from .validation.confidential import masked

        return self.changed(lambda _, finding: masked(finding))

    def render(
        self,
        form: str = "text",
        lowest: Severity = Severity.INFO,
        *,
        show_values: bool = False,
        explain: bool = False,
    ) -> str:
        """Return the report in one of its forms.

        Args:
            form: One of `RENDERINGS`.
            lowest: Findings of less severity are left out, but still counted.
            show_values: Whether values are shown that may tell who somebody is.
            explain: Whether the rules are listed that could not be decided, in the
                forms that have a place for them: text, JSON and HTML.
        """
        if form not in RENDERINGS:
            raise ValueError(f"{form!r} is none of {', '.join(RENDERINGS)}")
        report = self if show_values else self.masked()
        module = import_module(f"{__package__}.render.{form}")
        return cast(str, module.render(report, lowest, explain))
