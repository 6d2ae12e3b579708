"""A report as CSV, one row for each finding: for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from ..report import Report
from ..validation.findings import Severity
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
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula: values are anybody's."""


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as CSV: RFC 4180, but with the line ends of text files."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_safe, row) for row in rows(report, lowest))
    return file.getvalue().removesuffix("\n")


def rows(report: Report, lowest: Severity) -> Iterator[tuple[str, ...]]:
    """Yield the rows in the order of `COLUMNS`."""
    for file in report.files:
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
                link(finding.reference, report.edition, finding.paragraph),
            )


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet computes; numbers stay numbers."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell
