"""Report formats: text and HTML for people; JSON, SARIF, JUnit and CSV for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from ..findings.finding import Severity
    from ..findings.report import FileReport, Report
    from ..findings.tally import Tally

STREAMED = ("text", "jsonl", "csv", "github")
"""The forms that are written while files are checked."""


class Stream(Protocol):
    """A report that is written while files are checked. Lines have no line ends."""

    def head(self, tally: Tally) -> Iterator[str]:
        """Yield the lines before the first file."""

    def row(self, row: Sequence[FileReport]) -> Iterator[str]:
        """Yield the lines of the next file: one report, or one for each compared edition."""

    def tail(self, tally: Tally) -> Iterator[str]:
        """Yield the lines after the last file."""


def render(report: Report, form: str, lowest: Severity, explain: bool) -> str:
    """Return a report in one of the forms of `RENDERINGS`; only its module is loaded."""
    module = import_module(f".{form}", __package__)
    return cast(str, module.render(report, lowest, explain))
