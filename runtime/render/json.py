"""A report as JSON: a contract that other programs rely on."""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..report import FileReport, Report
from ..validation.findings import Finding, Severity
from .links import link


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as JSON text."""
    data = as_data(report, lowest, explain)
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_data(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> dict[str, Any]:
    """Return a report as what JSON is made of.

    Args:
        lowest: Findings of less severity are left out, but still counted.
        explain: Whether the rules are listed that could not be decided.
    """
    return {
        **heading(report),
        "files": [
            file_data(file, report.edition, lowest, explain) for file in report.files
        ],
        "summary": summary(report),
    }


def heading(report: Report) -> dict[str, str]:
    """Return which program checked against which edition."""
    return {"iodize": __version__, "edition": report.edition}


def file_data(
    file: FileReport, edition: str, lowest: Severity, explain: bool
) -> dict[str, Any]:
    """Return what there is to say about one file."""
    data: dict[str, Any] = {
        "path": file.path,
        "sop_class_uid": file.sop_class_uid,
        "sop_instance_uid": file.sop_instance_uid,
        "iod": file.iod,
        "findings": [
            finding_data(finding, edition)
            for finding in file.findings
            if finding.severity.rank <= lowest.rank
        ],
    }
    if file.ruled:
        data["rules"] = {
            "held": file.held,
            "violated": file.violated,
            "unknown": file.unknown,
        }
    if explain:
        data["unknowns"] = [one._asdict() for one in file.unknowns]
    return data


def summary(report: Report) -> dict[str, int]:
    """Return the counts of a report."""
    return {
        "files": len(report.files),
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "skipped": report.skipped,
        "known": report.known,
    }


def finding_data(finding: Finding, edition: str) -> dict[str, Any]:
    """Return a finding; the keys after the reference may be missing."""
    data: dict[str, Any] = {
        "severity": finding.severity.value,
        "code": finding.code,
        "tag": finding.tag_text,
        "keyword": finding.keyword,
        "path": finding.path,
        "module": finding.module,
        "message": finding.message,
        "reference": finding.reference,
    }
    more = {
        "value": finding.value,
        "vr": finding.vr or None,
        "length": finding.length,
        "suggestion": finding.suggestion or None,
        "paragraph": finding.paragraph or None,
        "link": link(finding.reference, edition, finding.paragraph) or None,
    }
    data.update((key, value) for key, value in more.items() if value is not None)
    return data
