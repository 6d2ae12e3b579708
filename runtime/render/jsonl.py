"""A report as JSON lines: one for each file, and a last one that sums up."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..report import Report
from ..validation.findings import Severity
from .json import file_data, heading, summary


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as lines; each file's is its entry in the JSON report."""
    return "\n".join(lines(report, lowest, explain))


def lines(report: Report, lowest: Severity, explain: bool) -> Iterator[str]:
    """Yield the lines."""
    for file in report.files:
        data = file_data(file, report.edition, lowest, explain)
        yield json.dumps(data, ensure_ascii=False)
    yield json.dumps({**heading(report), "summary": summary(report)})
