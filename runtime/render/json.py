"""A report as JSON: a contract that other programs rely on."""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..report import Report
from ..validation.findings import Finding, Severity


def render(report: Report, lowest: Severity = Severity.INFO) -> str:
    """Return a report as JSON text."""
    return json.dumps(as_data(report, lowest), ensure_ascii=False, indent=1)


def as_data(report: Report, lowest: Severity = Severity.INFO) -> dict[str, Any]:
    """Return a report as what JSON is made of.

    Args:
        lowest: Findings of less severity are left out, but still counted.
    """
    return {
        "iodize": __version__,
        "edition": report.edition,
        "files": [
            {
                "path": file.path,
                "sop_class_uid": file.sop_class_uid,
                "iod": file.iod,
                "findings": [
                    _finding(finding)
                    for finding in file.findings
                    if finding.severity.rank <= lowest.rank
                ],
            }
            for file in report.files
        ],
        "summary": {
            "files": len(report.files),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "skipped": report.skipped,
        },
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "tag": finding.tag_text,
        "keyword": finding.keyword,
        "path": finding.path,
        "module": finding.module,
        "message": finding.message,
        "reference": finding.reference,
    }
