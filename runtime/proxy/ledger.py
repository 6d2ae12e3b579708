"""Collects observations into a report like that of `iodize validate`."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..findings.finding import Severity
from ..findings.report import FileReport, Report
from ..findings.tally import Traffic
from .observation import Observation

KEPT: Final = 100_000
"""Maximum number of findings in a report; a proxy may run for weeks."""


class Ledger:
    """Collects observations."""

    def __init__(self) -> None:
        self._titles: dict[int, str] = {}
        self._reports: dict[int, list[FileReport]] = {}
        self._counts: Counter[int] = Counter()
        self._kept = 0
        self.dropped = 0
        """Number of findings beyond `KEPT`, which are counted only."""
        self._dropped_errors = False

    @property
    def associations(self) -> int:
        return len(self._titles)

    def add(self, observation: Observation) -> None:
        """Add an observation."""
        number = observation.association
        self._titles.setdefault(number, "")
        self._counts[number] += 1
        if observation.name == "A-ASSOCIATE-RQ" and not self._titles[number]:
            self._titles[number] = observation.detail
        if not observation.findings:
            return
        if self._kept >= KEPT:
            self.dropped += len(observation.findings)
            errors = observation.report.count(Severity.ERROR)
            self._dropped_errors = self._dropped_errors or bool(errors)
            return
        self._kept += len(observation.findings)
        self._reports.setdefault(number, []).append(observation.report)

    def report(self, edition: str) -> Report:
        """Return the report: each association, then its observations with findings."""
        files: list[FileReport] = []
        for number, title in sorted(self._titles.items()):
            observed = f"{self._counts[number]} observed"
            detail = ", ".join(filter(None, (title, observed)))
            files.append(FileReport(f"association {number}: {detail}", "", "", ()))
            files += self._reports.get(number, ())
        traffic = Traffic(self.associations, sum(self._counts.values()))
        return Report(edition, tuple(files), traffic=traffic)

    def status(self, edition: str) -> int:
        """Return the exit status: 1 if there are errors, including dropped ones."""
        return 1 if self._dropped_errors else self.report(edition).status
