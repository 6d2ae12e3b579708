"""Reports as CSV for spreadsheets, with one row for each finding."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from ..findings.finding import Finding, Severity
from ..findings.report import FileReport, Report
from ..findings.tally import Tally
from .links import link

COLUMNS = (
    "file",
    "sop_class_uid",
    "sop_instance_uid",
    "iod",
    "severity",
    "code",
    "tag",
    "keyword",
    "path",
    "module",
    "message",
    "reference",
    "value",
    "vr",
    "length",
    "suggestion",
    "link",
    "edition",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Characters that start a formula in spreadsheets. Values are untrusted."""


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as CSV according to RFC 4180, but with newlines as line ends."""
    stream = CsvStream(lowest)
    lines = [*stream.head(report.tally)]
    for row in report.rows():
        lines += stream.row(row)
    return "\n".join(lines)


class CsvStream:
    """CSV that is written while files are checked."""

    def __init__(self, lowest: Severity = Severity.INFO) -> None:
        self._lowest = lowest
        self._edition = ""

    def head(self, tally: Tally) -> Iterator[str]:
        """Yield the heading of the columns."""
        self._edition = tally.edition
        yield _line(COLUMNS)

    def row(self, row: Sequence[FileReport]) -> Iterator[str]:
        """Yield the lines of the findings of the next file."""
        for file in row:
            edition = file.edition or self._edition
            for finding in file.findings:
                if finding.severity.rank <= self._lowest.rank:
                    yield _line(map(_safe, _cells(file, finding, edition)))

    def tail(self, tally: Tally) -> Iterator[str]:
        """Return no lines: CSV has no summary."""
        return iter(())


def _cells(file: FileReport, finding: Finding, edition: str) -> tuple[str, ...]:
    """Return the cells of a finding in the order of `COLUMNS`."""
    return (
        file.path,
        file.sop_class_uid,
        file.sop_instance_uid,
        file.iod,
        finding.severity.value,
        finding.code,
        finding.tag_text,
        finding.keyword,
        finding.path,
        finding.module,
        finding.message,
        finding.reference,
        finding.value or "",
        finding.vr,
        "" if finding.length is None else str(finding.length),
        finding.suggestion,
        link(finding.reference, edition, finding.paragraph),
        edition,
    )


def _line(cells: Iterable[str]) -> str:
    file = StringIO()
    csv.writer(file, lineterminator="").writerow(cells)
    return file.getvalue()


def _safe(cell: str) -> str:
    """Return a cell that is not evaluated as a formula. Numbers are unchanged."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell
