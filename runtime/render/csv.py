"""Reports as CSV for spreadsheets, with one row for each finding."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from ..findings.finding import Severity
from ..findings.report import Report
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
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_safe, row) for row in rows(report, lowest))
    return file.getvalue().removesuffix("\n")


def rows(report: Report, lowest: Severity) -> Iterator[tuple[str, ...]]:
    """Yield the rows in the order of `COLUMNS`."""
    for file in report.files:
        edition = report.edition_of(file)
        for finding in file.findings:
            if finding.severity.rank > lowest.rank:
                continue
            yield (
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


def _safe(cell: str) -> str:
    """Return a cell that is not evaluated as a formula. Numbers are unchanged."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell
