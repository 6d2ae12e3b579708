"""Reports as JSON: a stable format for other programs."""

from __future__ import annotations

import json
from typing import Any

from ..findings.finding import Finding, Severity
from ..findings.report import FileReport, Report
from ..findings.tally import Tally
from ..version import __version__
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
    """Return a report as JSON objects.

    Args:
        lowest: The lowest severity to include. All findings are counted.
        explain: Whether to list the rules with an unknown condition.
    """
    return {
        **heading(report),
        "files": [
            file_data(file, report.edition_of(file), lowest, explain)
            for file in report.files
        ],
        "summary": summary(report),
    }


def heading(report: Report | Tally) -> dict[str, str]:
    """Return the version of iodize and the edition."""
    return {"iodize": __version__, "edition": report.edition}


def file_data(
    file: FileReport, edition: str, lowest: Severity, explain: bool
) -> dict[str, Any]:
    """Return the report of one file."""
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
    if file.edition:
        data["edition"] = file.edition
    if file.ruled:
        data["rules"] = {
            "held": file.held,
            "violated": file.violated,
            "unknown": file.unknown,
        }
    if explain:
        data["unknowns"] = [one._asdict() for one in file.unknowns]
    return data


def summary(report: Report | Tally) -> dict[str, int]:
    """Return the counts of a report."""
    return {
        "files": report.number,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "skipped": report.skipped,
        "known": report.known,
    }


def finding_data(finding: Finding, edition: str) -> dict[str, Any]:
    """Return a finding. The keys after the reference are optional."""
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
