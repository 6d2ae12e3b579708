"""Reports as SARIF 2.1.0 for code scanning services.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from ..findings.advice import ADVICE
from ..findings.codes import CODES
from ..findings.finding import Finding, Severity
from ..findings.report import FileReport, Report
from ..version import __version__
from .links import link, standard
from .wording import sentence

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as the text of a SARIF file."""
    shown = [
        (number, file, finding)
        for number, file in enumerate(report.files)
        for finding in file.findings
        if finding.severity.rank <= lowest.rank
    ]
    names = sorted({finding.code for _, _, finding in shown})
    rules = {name: number for number, name in enumerate(names)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "iodize",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": standard(report.edition),
                "rules": [_rule(name, report.edition) for name in names],
                "properties": {"edition": report.edition},
            }
        },
        "artifacts": [
            {
                "location": {"uri": _uri(file.path)},
                "mimeType": "application/dicom",
                "roles": ["analysisTarget"],
            }
            for file in report.files
        ],
        "results": [
            _result(number, file, finding, rules[finding.code], report.edition_of(file))
            for number, file, finding in shown
        ],
        "columnKind": "unicodeCodePoints",
    }
    if report.invocation is not None:
        run["invocations"] = [
            {
                "commandLine": report.invocation.command,
                "startTimeUtc": _utc(report.invocation.date),
                "executionSuccessful": True,
            }
        ]
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _utc(date: datetime) -> str:
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _rule(name: str, edition: str) -> dict[str, Any]:
    code, advice = CODES[name], ADVICE[name]
    address = link(code.reference, edition)
    source = f"[{code.reference}]({address})" if address else code.reference
    sections = {
        "Why it matters": advice.why,
        "Example": advice.example,
        "How to mend it": advice.mend,
        "Source": source,
    }
    rule: dict[str, Any] = {
        "id": name,
        "name": "".join(map(str.capitalize, name.split("-"))),
        "shortDescription": {"text": code.explanation},
        "fullDescription": {"text": f"{code.explanation} {advice.why}"},
        "help": {
            "text": f"{advice.why} {advice.mend}",
            "markdown": "\n\n".join(
                f"**{title}**: {text}" for title, text in sections.items() if text
            ),
        },
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }
    if address:
        rule["helpUri"] = address
    return rule


def _result(
    number: int, file: FileReport, finding: Finding, rule: int, edition: str
) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(file.path), "index": number},
            # The file has no lines, but services drop results without a region.
            "region": {"startLine": 1},
        }
    }
    if finding.path:
        location["logicalLocations"] = [
            {"fullyQualifiedName": finding.path, "kind": "member"}
        ]
    place = f"{finding.path}: " if finding.path else ""
    properties = {
        "tag": finding.tag_text,
        "keyword": finding.keyword,
        "module": finding.module,
        "reference": finding.reference,
        "link": link(finding.reference, edition, finding.paragraph),
        "value": finding.value,
        "vr": finding.vr,
        "length": finding.length,
        "suggestion": finding.suggestion,
        "edition": file.edition,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": place + sentence(finding)},
        "locations": [location],
        "partialFingerprints": {
            "iodize/v1": ":".join(
                (
                    file.sop_instance_uid or file.path,
                    finding.code,
                    finding.path,
                    *filter(None, (file.edition,)),
                )
            )
        },
        "properties": {key: value for key, value in properties.items() if value},
    }


def _uri(path: str) -> str:
    """Return a path as a URI reference. Relative paths remain relative."""
    plain = path.replace(os.sep, "/")
    address = quote(plain, errors="surrogateescape")
    return f"file://{address}" if plain.startswith("/") else address
