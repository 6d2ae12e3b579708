"""Findings of messages of another tool, collected as lines."""

from __future__ import annotations

from iodize.findings.finding import Finding
from iodize.network.link.checks import CheckedMessage


class CollectedFindings(list[str]):
    """Findings, each as one line: "N-SET of Printer: Modality: is missing"."""

    def __call__(self, message: CheckedMessage, findings: tuple[Finding, ...]) -> None:
        self.extend(
            f"{message}: {finding.path or finding.keyword}: {finding.message}"
            for finding in findings
        )
