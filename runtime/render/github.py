"""Reports as commands of GitHub Actions, which shows them as annotations of a change.

Source: GitHub, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..findings.finding import Severity
from ..findings.report import FileReport, Report
from ..findings.tally import Tally
from .repeated import Group, grouped
from .wording import advised, place, totals

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as commands, and its counts as the last line."""
    stream = GithubStream(lowest)
    lines = [line for row in report.rows() for line in stream.row(row)]
    return "\n".join([*lines, *stream.tail(report.tally)])


class GithubStream:
    """Commands that are written while files are checked: one for equal findings of a file."""

    def __init__(self, lowest: Severity = Severity.INFO) -> None:
        self._lowest = lowest

    def head(self, tally: Tally) -> Iterator[str]:
        """Return no lines: the report begins with the first file."""
        return iter(())

    def row(self, row: Sequence[FileReport]) -> Iterator[str]:
        """Yield the commands of the next file."""
        for file in row:
            for group in grouped(file.findings):
                if group.key.severity.rank <= self._lowest.rank:
                    yield _command(file, group)

    def tail(self, tally: Tally) -> Iterator[str]:
        """Yield the counts."""
        yield totals(tally)


def _command(file: FileReport, group: Group) -> str:
    finding = group.first
    where = place(finding._replace(path=group.path))
    times = f"{group.count} times" if group.count > 1 else ""
    edition = f"edition {file.edition}" if file.edition else ""
    described = ". ".join(
        filter(None, (advised(finding), finding.reference, times, edition))
    )
    text = ": ".join(filter(None, (where, described)))
    properties = {"file": file.path, "title": f"iodize {finding.code}"}
    listed = ",".join(
        f"{name}={_property(value)}" for name, value in properties.items() if value
    )
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
