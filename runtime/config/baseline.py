"""Baselines: known findings, so that only new ones are reported.

A finding is identified by its object (the SOP Instance UID, or else the path of the
file), its code and its path in the object. It remains known if files are moved or
messages are reworded.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
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


class Remaining:
    """The findings of a baseline that the files of a run have not used yet.

    If a finding is in the baseline once and in the files twice, one of the two is new.

    Args:
        columns: Compared editions; each has the findings of the baseline once.
    """

    def __init__(self, known: Known, columns: Sequence[str] = ()) -> None:
        self._columns = columns
        self._left = {
            (edition, name): Counter(found)
            for edition in columns or ("",)
            for name, found in known.items()
        }
        self.dropped = 0
        """Number of findings that were dropped."""

    def new(self, file: FileReport) -> FileReport:
        """Return the report of the next file without known findings."""
        edition = file.edition if self._columns else ""
        left = self._left.get((edition, identity(file)))
        if left is None:
            return file

        def change(finding: Finding) -> Finding | None:
            name = fingerprint(finding)
            if not left[name]:
                return finding
            left[name] -= 1
            self.dropped += 1
            return None

        return file.changed(change)


def new(report: Report, known: Known) -> Report:
    """Return the report without the findings of a baseline."""
    remaining = Remaining(known, report.columns)
    changed = report.with_files([remaining.new(file) for file in report.files])
    changed.known = report.known + remaining.dropped
    return changed
