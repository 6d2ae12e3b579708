"""Counts of the files of a run and of their findings, for summaries and the exit status."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from . import codes
from .finding import Severity

if TYPE_CHECKING:
    from .report import FileReport

UNCHECKED: Final = frozenset(
    code.name for code in (codes.FILE_UNREADABLE, codes.NOT_CHECKED, codes.ARCHIVE)
)
"""Codes of files that could not be checked, which the exit status states."""


class Traffic(NamedTuple):
    """The checked traffic of a network, including messages that a report leaves out."""

    associations: int
    messages: int


class Tally:
    """The counts of a run; files are added one after the other."""

    def __init__(self, edition: str, columns: tuple[str, ...] = ()) -> None:
        self.edition = edition
        """Name of the edition: "2023a"; or several: "2022d, 2023a"."""
        self.columns = columns
        """Compared editions; each file is added once for each of them."""
        self.skipped = 0
        """Number of files in folders that were skipped because they are not DICOM files."""
        self.archives = 0
        """Number of those that are archives."""
        self.known = 0
        """Number of findings that were dropped because the baseline contains them."""
        self.traffic: Traffic | None = None
        """The associations whose messages are counted; None for files."""
        self._files = 0
        self._counts: Counter[tuple[str, Severity]] = Counter()
        self._unchecked = False

    def add(self, file: FileReport) -> None:
        """Count the findings of a file."""
        self._files += 1
        edition = file.edition if self.columns else ""
        for finding in file.findings:
            self._counts[edition, finding.severity] += 1
            if finding.code in UNCHECKED and finding.severity is Severity.ERROR:
                self._unchecked = True

    @property
    def number(self) -> int:
        """The number of files and data sets, or of messages."""
        if self.traffic is not None:
            return self.traffic.messages
        return self._files // max(1, len(self.columns))

    @property
    def noun(self) -> str:
        """The noun for what is counted: "file", or "message" of an association."""
        return "file" if self.traffic is None else "message"

    def count(self, severity: Severity, edition: str | None = None) -> int:
        """Count the findings of a severity; of all editions, or of a compared one."""
        if edition is not None:
            return self._counts[edition, severity]
        return sum(self._counts[each, severity] for each in self.columns or ("",))

    @property
    def status(self) -> int:
        """Exit status: 2 if a file could not be checked, 1 if there are errors, else 0."""
        if self._unchecked:
            return 2
        return 1 if self.count(Severity.ERROR) else 0
