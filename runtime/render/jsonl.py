"""Reports as JSON lines: one line for each file, and a summary as the last one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..findings.finding import Severity
from ..findings.report import FileReport, Report
from ..findings.tally import Tally
from .json import file_data, heading, summary


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as lines. The line of a file equals its entry in the JSON report."""
    stream = JsonlStream(lowest, explain)
    lines = [*stream.head(report.tally)]
    for row in report.rows():
        lines += stream.row(row)
    return "\n".join([*lines, *stream.tail(report.tally)])


class JsonlStream:
    """JSON lines that are written while files are checked."""

    def __init__(self, lowest: Severity = Severity.INFO, explain: bool = False) -> None:
        self._lowest = lowest
        self._explain = explain
        self._edition = ""

    def head(self, tally: Tally) -> Iterator[str]:
        """Return no lines: the report begins with the first file."""
        self._edition = tally.edition
        return iter(())

    def row(self, row: Sequence[FileReport]) -> Iterator[str]:
        """Yield the lines of the next file: one, or one for each edition."""
        for file in row:
            edition = file.edition or self._edition
            data = file_data(file, edition, self._lowest, self._explain)
            yield json.dumps(data, ensure_ascii=False)

    def tail(self, tally: Tally) -> Iterator[str]:
        """Yield the line of the summary."""
        yield json.dumps({**heading(tally), "summary": summary(tally)})
