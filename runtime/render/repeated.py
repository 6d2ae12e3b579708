"""Findings that are the same in many items or files, and their counts.

Findings are the same if they have the same code, at the same place of the same table; the
numbers of the items may differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from typing import Final, NamedTuple

from ..findings.finding import Finding, Severity
from ..findings.report import FileReport

FIRST: Final = 3
"""Maximum number of places, files and messages to list."""

_INDEX: Final = re.compile(r"\[(\d+)\]")


class Key(NamedTuple):
    """The parts that equal findings share."""

    severity: Severity
    code: str
    tag: int | None
    pattern: str
    """The path without the numbers of items: "RequestAttributesSequence[].(0040,0009)"."""
    module: str
    reference: str


def key_of(finding: Finding) -> Key:
    """Return the key of a finding."""
    path = finding.path
    return Key(
        finding.severity,
        finding.code,
        finding.tag,
        _INDEX.sub("[]", path) if "[" in path else path,
        finding.module,
        finding.reference,
    )


class Group:
    """Equal findings of one file."""

    def __init__(self, key: Key, first: Finding) -> None:
        self.key = key
        self.first = first
        self.count = 1
        self.different = [first]
        """The first findings with different messages, at most `FIRST`."""
        self._varying: set[int] = set()
        """Positions of the numbers of items that differ."""
        self._places = [first.path]

    def add(self, finding: Finding) -> None:
        """Add another finding."""
        self.count += 1
        if finding.path != self.first.path:
            self._varying.update(
                position
                for position, (one, other) in enumerate(
                    zip(_indices(finding), _indices(self.first), strict=True)
                )
                if one != other
            )
            if len(self._places) < FIRST and finding.path not in self._places:
                self._places.append(finding.path)
        if len(self.different) < FIRST and all(
            each.message != finding.message for each in self.different
        ):
            self.different.append(finding)

    @property
    def path(self) -> str:
        """The path, with [*] for the numbers of items that differ."""
        if not self._varying:
            return self.first.path
        numbers = count()
        return _INDEX.sub(
            lambda match: "[*]" if next(numbers) in self._varying else match[0],
            self.first.path,
        )

    @property
    def items(self) -> tuple[str, ...]:
        """The numbers of the first items: "[0]", "[0][2]"; empty if there is one place."""
        if not self._varying:
            return ()
        return tuple(
            "".join(
                f"[{index}]"
                for number, index in enumerate(_INDEX.findall(path))
                if number in self._varying
            )
            for path in self._places
        )


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Return the groups of equal findings of a file, by severity and then by number."""
    groups: dict[Key, Group] = {}
    for finding in findings:
        key = key_of(finding)
        group = groups.get(key)
        if group is None:
            groups[key] = Group(key, finding)
        else:
            group.add(finding)
    # A stable sort: otherwise in the order of the data set.
    return sorted(
        groups.values(), key=lambda each: (each.key.severity.rank, -each.count)
    )


def _indices(finding: Finding) -> list[str]:
    return _INDEX.findall(finding.path)


class Occurrences:
    """Places of equal findings in a run."""

    def __init__(self, first: Finding) -> None:
        self.first = first
        self.files = 0
        self.count = 0
        self.paths: list[str] = []
        """The first files, at most `FIRST`."""
        self.messages: set[str] = set()
        """The messages that were listed, at most `FIRST`."""


class Scanner(NamedTuple):
    """The equipment that made an object."""

    manufacturer: str
    model: str


class ScannerCounts:
    """Counts of the files of one scanner."""

    def __init__(self) -> None:
        self.files = 0
        self.with_errors = 0
        self.errors = 0


class CodeCounts:
    """Counts of the findings of one code and severity."""

    def __init__(self) -> None:
        self.files = 0
        self.count = 0


class Statistics:
    """The findings of a run by what they have in common, by code and by scanner."""

    def __init__(self) -> None:
        self.occurrences: dict[Key, Occurrences] = {}
        self.codes: dict[tuple[Severity, str], CodeCounts] = {}
        self.scanners: dict[Scanner, ScannerCounts] = {}

    def add(self, file: FileReport, groups: Iterable[Group]) -> None:
        """Count the groups of the next file."""
        scanner = Scanner(file.manufacturer, file.model)
        if scanner not in self.scanners:
            self.scanners[scanner] = ScannerCounts()
        of_scanner = self.scanners[scanner]
        of_scanner.files += 1
        errors = 0
        numbers: dict[tuple[Severity, str], int] = {}
        for group in groups:
            found = self.occurrences.get(group.key)
            if found is None:
                found = self.occurrences[group.key] = Occurrences(group.first)
            found.files += 1
            found.count += group.count
            if len(found.paths) < FIRST:
                found.paths.append(file.path)
            kind = group.key.severity, group.key.code
            numbers[kind] = numbers.get(kind, 0) + group.count
            errors += group.count * (group.key.severity is Severity.ERROR)
        of_scanner.errors += errors
        of_scanner.with_errors += errors > 0
        for kind, number in numbers.items():
            of_code = self.codes.setdefault(kind, CodeCounts())
            of_code.files += 1
            of_code.count += number

    def listed(self, group: Group) -> list[Finding]:
        """Return the findings of a group to list: those whose message is new.

        After `FIRST` messages, further ones count as listed.
        """
        found = self.occurrences[group.key]
        new = [
            each
            for each in group.different
            if each.message not in found.messages and len(found.messages) < FIRST
        ]
        new = new[: FIRST - len(found.messages)]
        found.messages.update(each.message for each in new)
        return new
