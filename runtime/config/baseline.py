"""Baselines: known findings, so that only new ones are reported.

A finding is identified by its object (the SOP Instance UID, or else the path of the
file), its code and its path in the object. It remains known if files are moved or
messages are reworded.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from ..atomic import write_text
from ..findings.finding import Finding
from ..findings.report import FileReport, Report
from ..version import __version__
from .errors import ConfigurationError

Known: TypeAlias = Mapping[str, Counter[str]]
"""Number of occurrences of each code and path, by object."""


def identity(file: FileReport) -> str:
    """Return the identifier of an object."""
    return file.sop_instance_uid or file.path


def fingerprint(finding: Finding) -> str:
    """Return the identifier of a finding in its object: "type2-missing KVP"."""
    return f"{finding.code} {finding.path}".rstrip()


def write(report: Report, path: Path) -> int:
    """Write the findings of a report as a baseline, and return their number.

    Raises:
        OSError: The file cannot be written.
    """
    objects: dict[str, list[str]] = {}
    for file in report.files:
        if file.findings:
            found = objects.setdefault(identity(file), [])
            found += map(fingerprint, file.findings)
    data = {
        "iodize": __version__,
        "edition": report.edition,
        "objects": {name: sorted(found) for name, found in sorted(objects.items())},
    }
    write_text(path, json.dumps(data, indent=1) + "\n")
    return sum(map(len, objects.values()))


def read(path: Path) -> Known:
    """Return the findings of a baseline.

    Raises:
        OSError: The file cannot be read.
        ConfigurationError: The file is not a baseline.
    """
    try:
        objects = json.loads(path.read_text("utf-8"))["objects"]
        return {
            name: Counter(str(one) for one in found) for name, found in objects.items()
        }
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ConfigurationError(
            str(path), "is not a baseline", "create one with --write-baseline FILE"
        ) from error


def new(report: Report, known: Known) -> Report:
    """Return the report without the findings of a baseline.

    If a finding is in the baseline once and in the report twice, one of the two is new.
    """
    # If editions are compared, each has the findings of the baseline once.
    left = {
        (edition, name): Counter(found)
        for edition in report.columns or ("",)
        for name, found in known.items()
    }
    hidden = 0

    def change(file: FileReport, finding: Finding) -> Finding | None:
        nonlocal hidden
        edition = file.edition if report.columns else ""
        found = left.get((edition, identity(file)))
        if found is None or not found[fingerprint(finding)]:
            return finding
        found[fingerprint(finding)] -= 1
        hidden += 1
        return None

    changed = report.changed(change)
    changed.known = report.known + hidden
    return changed
