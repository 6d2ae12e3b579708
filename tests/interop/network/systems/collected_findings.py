"""What this side finds wrong with messages of a peer."""

from __future__ import annotations

from iodize.validation.findings import Finding


class Heard(list[str]):
    """Findings, each as one line: "N-SET of Printer: Modality: is missing"."""

    def __call__(self, message: str, findings: tuple[Finding, ...]) -> None:
        self.extend(
            f"{message}: {finding.path or finding.keyword}: {finding.message}"
            for finding in findings
        )
