"""Grouping of findings over files: findings that are alike, and files with the same ones.

Findings are alike if they have the same code, attribute and requirement. Their messages,
values and numbers of items may differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..findings.finding import Finding, Severity, Undecided
from ..findings.report import FileReport, Report

Kind = tuple[Severity, str, str, int | None, str, str]
"""Severity, code, path without numbers of items, tag, module and reference."""

_CLEAN = len(Severity)
"""The rank of a file without findings, after those of the severities."""


class Alike:
    """Findings of one kind, in one or several files."""

    def __init__(self, first: Finding) -> None:
        self.first = first
        self.occurrences = 0
        self.files = 0
        """Number of files with at least one of them."""
        self.same_path = True
        self.same_message = True
        self.same_value = True

    def add(self, finding: Finding) -> None:
        """Count another finding of the kind."""
        first = self.first
        self.occurrences += 1
        self.same_path = self.same_path and finding.path == first.path
        self.same_message = self.same_message and finding.message == first.message
        value = (finding.vr, finding.length, finding.value)
        self.same_value = self.same_value and value == (
            first.vr,
            first.length,
            first.value,
        )

    @property
    def path(self) -> str:
        """The path, without numbers of items if they differ."""
        return self.first.path if self.same_path else without_items(self.first.path)


class FileGroup(NamedTuple):
    """Files of one IOD with findings of the same kinds."""

    files: list[FileReport]
    kinds: dict[Kind, Alike]
    """The findings, the most severe first."""

    @property
    def rank(self) -> int:
        """Rank of the most severe finding."""
        return min((kind[0].rank for kind in self.kinds), default=_CLEAN)


def file_groups(report: Report, lowest: Severity) -> list[FileGroup]:
    """Group the files of a report, those with the most severe findings first.

    Args:
        lowest: The lowest severity of the findings to include.
    """
    groups: dict[object, FileGroup] = {}
    for file in report.files:
        shown = [each for each in file.findings if each.severity.rank <= lowest.rank]
        kinds = [kind_of(each) for each in shown]
        own = frozenset(kinds)
        key = (file.iod or file.sop_class_uid, file.edition, own)
        group = groups.get(key)
        if group is None:
            group = groups[key] = FileGroup([], {})
        group.files.append(file)
        for kind, finding in zip(kinds, shown, strict=True):
            alike = group.kinds.get(kind)
            if alike is None:
                alike = group.kinds[kind] = Alike(finding)
            alike.add(finding)
        for kind in own:
            group.kinds[kind].files += 1
    return sorted(map(_sorted, groups.values()), key=lambda group: group.rank)


def _sorted(group: FileGroup) -> FileGroup:
    kinds = sorted(group.kinds.items(), key=lambda entry: entry[0][0].rank)
    return group._replace(kinds=dict(kinds))


class Spread(NamedTuple):
    """One kind of finding over all files."""

    kind: Kind
    alike: list[tuple[int, Alike]]
    """The findings of each group of files, with its number from 1."""

    @property
    def files(self) -> int:
        return sum(alike.files for _, alike in self.alike)

    @property
    def occurrences(self) -> int:
        return sum(alike.occurrences for _, alike in self.alike)


def by_kind(groups: Iterable[FileGroup]) -> list[Spread]:
    """Return the kinds of findings: by severity and code, then by number of files."""
    spread: dict[Kind, Spread] = {}
    for number, group in enumerate(groups, start=1):
        for kind, alike in group.kinds.items():
            spread.setdefault(kind, Spread(kind, [])).alike.append((number, alike))
    return sorted(
        spread.values(), key=lambda one: (one.kind[0].rank, one.kind[1], -one.files)
    )


def unknown_rules(files: Iterable[FileReport]) -> Iterator[Undecided]:
    """Yield the undecided rules of files; those that differ in numbers of items once."""
    seen = set()
    for file in files:
        for rule in file.unknowns:
            path = without_items(rule.path)
            key = (path, rule.asks, rule.reference, rule.reasons)
            if key not in seen:
                seen.add(key)
                yield rule


def kind_of(finding: Finding) -> Kind:
    """Return the kind of a finding."""
    return (
        finding.severity,
        finding.code,
        without_items(finding.path),
        finding.tag,
        finding.module,
        finding.reference,
    )


@lru_cache(maxsize=4096)
def without_items(path: str) -> str:
    """Remove the numbers of items from a path: "BeamSequence[].BeamNumber"."""
    return _NUMBER.sub("[]", path)


_NUMBER = re.compile(r"\[\d+\]")
