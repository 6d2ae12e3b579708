"""A baseline: the findings that are known, so that only new ones are reported.

A finding is known by its object (the SOP Instance UID, else the path of the file), its
code and its path in the object: it stays known where files move and messages change.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from .. import __version__
from ..report import FileReport, Report
from ..validation.findings import Finding
from .errors import ConfigurationError

Known: TypeAlias = Mapping[str, Counter[str]]
"""By object: how often each code and path occurs."""


def identity(file: FileReport) -> str:
    """Return what an object is recognized by."""
    return file.sop_instance_uid or file.path


def fingerprint(finding: Finding) -> str:
    """Return what a finding of an object is recognized by: "type2-missing KVP"."""
    return f"{finding.code} {finding.path}".rstrip()


def write(report: Report, path: Path) -> int:
    """Write the findings of a report as a baseline; return how many they are.

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
    path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    return sum(map(len, objects.values()))


def read(path: Path) -> Known:
    """Return the findings of a baseline.

    Raises:
        OSError: It cannot be read.
        ConfigurationError: It is no baseline.
    """
    try:
        objects = json.loads(path.read_text("utf-8"))["objects"]
        return {
            name: Counter(str(one) for one in found) for name, found in objects.items()
        }
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ConfigurationError(
            str(path), "no baseline", "make one with --write-baseline FILE"
        ) from error


def new(report: Report, known: Known) -> Report:
    """Return the report without the findings that a baseline has.

    Where a finding is known once and found twice, one of the two is new.
    """
    left = {name: Counter(found) for name, found in known.items()}
    hidden = 0

    def change(file: FileReport, finding: Finding) -> Finding | None:
        nonlocal hidden
        found = left.get(identity(file))
        if found is None or not found[fingerprint(finding)]:
            return finding
        found[fingerprint(finding)] -= 1
        hidden += 1
        return None

    changed = report.changed(change)
    changed.known = report.known + hidden
    return changed
