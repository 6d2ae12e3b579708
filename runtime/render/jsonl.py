"""Reports as JSON lines: one line for each file, and a summary as the last one."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..findings.finding import Severity
from ..findings.report import Report
from .json import file_data, heading, summary


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as lines. The line of a file equals its entry in the JSON report."""
    return "\n".join(lines(report, lowest, explain))


def lines(report: Report, lowest: Severity, explain: bool) -> Iterator[str]:
    """Yield the lines."""
    for file in report.files:
        data = file_data(file, report.edition_of(file), lowest, explain)
        yield json.dumps(data, ensure_ascii=False)
    yield json.dumps({**heading(report), "summary": summary(report)})
