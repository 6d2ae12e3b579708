"""Validation of files against both editions: the findings that differ, and their causes."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..findings import codes
from ..findings.finding import Finding, Severity
from ..findings.report import FileReport
from ..rules.origins import name_of
from ..tables.editions import Edition
from ..validation.runs.batch import check_paths
from .changes import Change, Effect
from .comparison import Comparison


class Explained(NamedTuple):
    """A finding in one of the editions only, with the changes that can cause it."""

    finding: Finding
    causes: tuple[Change, ...]
    """Empty if no change of the tables explains it."""


class FileDifference(NamedTuple):
    """The findings of a file that differ."""

    path: str
    iod: str
    """Name of the IOD; empty if it is unknown in both editions."""
    gone: tuple[Explained, ...]
    """Findings in the old edition only."""
    new: tuple[Explained, ...]
    """Findings in the new edition only."""


class FilesComparison(NamedTuple):
    """The files with different findings."""

    old: str
    """Name of the old edition."""
    new: str
    checked: int
    """Number of files."""
    skipped: int
    """Number of files in folders that are not DICOM."""
    files: tuple[FileDifference, ...]


def compare_files(
    paths: Iterable[str | os.PathLike[str]],
    old: Edition,
    new: Edition,
    comparison: Comparison,
    *,
    jobs: int = 1,
) -> FilesComparison:
    """Validate files against two editions, and return the findings that differ.

    Args:
        paths: Files, or folders that are searched for DICOM files.
        comparison: The changes that may cause differences.
        jobs: Number of processes.
    """
    paths = [*paths]
    before, after = (
        check_paths(paths, edition, jobs).masked() for edition in (old, new)
    )
    causes = _Causes(comparison, old, new)
    found = []
    for one, other in zip(before.files, after.files, strict=True):
        gone, added = _only_first(one, other), _only_first(other, one)
        if gone or added:
            iod = causes.iod_of(other)
            found.append(
                FileDifference(
                    one.path,
                    other.iod or one.iod,
                    tuple(Explained(f, causes.of(f, iod, gained=False)) for f in gone),
                    tuple(Explained(f, causes.of(f, iod, gained=True)) for f in added),
                )
            )
    return FilesComparison(
        old.name, new.name, len(after.files), after.skipped, tuple(found)
    )


def _only_first(one: FileReport, other: FileReport) -> list[Finding]:
    """Return the findings of a report that the other one does not have."""
    counted = Counter(map(_identity, other.findings))
    found = []
    for finding in one.findings:
        identity = _identity(finding)
        if counted[identity]:
            counted[identity] -= 1
        else:
            found.append(finding)
    return found


def _identity(finding: Finding) -> tuple[object, ...]:
    """Return the facts that identify a finding; texts and tables of editions may differ."""
    return finding.severity, finding.code, finding.path, finding.tag


_OF_DICTIONARY = frozenset({codes.ATTRIBUTE_UNKNOWN.name, codes.ATTRIBUTE_RETIRED.name})
_OF_MODULES = frozenset(
    {codes.MODULE_MISSING.name, codes.MODULE_INCOMPLETE.name, codes.GROUP_MISSING.name}
)
"""Codes of findings about a module or functional group as a whole."""
_INDEX = re.compile(r"\[\d+\]")
Test = Callable[[Change], bool]


class _Causes:
    """Search for the changes that explain a finding."""

    def __init__(self, comparison: Comparison, old: Edition, new: Edition) -> None:
        self._changes = comparison.changes
        self._old, self._new = old, new

    def iod_of(self, file: FileReport) -> tuple[str, str]:
        """Return the keyword of the IOD, and the UID of the SOP class."""
        uid = file.sop_class_uid
        classes = self._new.sop_classes, self._old.sop_classes
        return next((c[uid] for c in classes if uid in c), ""), uid

    def of(
        self, finding: Finding, iod: tuple[str, str], gained: bool
    ) -> tuple[Change, ...]:
        """Return the changes of the most specific kind that explain a finding."""
        for test in self._tests(finding, iod):
            found = [c for c in self._changes if _reaches(c, iod[0]) and test(c)]
            if found:
                return tuple(_of_direction(found, finding, gained))
        return ()

    def _tests(self, finding: Finding, iod: tuple[str, str]) -> Iterator[Test]:
        """Yield tests, the most specific one first."""
        steps = tuple(_INDEX.sub("", finding.path).split("."))
        tag, table = finding.tag, finding.reference.rpartition("Table ")[2]
        if finding.code in _OF_DICTIONARY:
            yield lambda c: c.tag == tag and c.subject.kind == "element"
        if tag is not None:
            yield lambda c: (
                c.tag == tag
                and bool(table)
                and c.subject.table == table
                and steps[-len(c.path) :] == c.path
            )
            yield lambda c: (
                c.tag == tag
                and c.subject.part == "PS3.3"
                and steps[-len(c.path) :] == c.path
            )
            yield lambda c: c.tag == tag and c.subject.kind == "element"
        modules = {finding.module, *self._modules_with(tag, iod[0])} - {""}
        if modules:
            yield lambda c: c.subject.kind == "iod" and c.label in modules
        if finding.module:
            yield lambda c: (
                c.kind in ("macro-included", "macro-excluded", "macro-condition")
                and finding.module in c.label
            )
        yield lambda c: (
            c.subject.part == "PS3.3"
            and bool(c.path)
            and c.path == steps[: len(c.path)]
        )
        if finding.code in _OF_MODULES:
            yield lambda c: (
                c.subject.name == finding.module
                and c.subject.kind in ("module", "functional-group", "macro")
                and c.effect is not Effect.NEUTRAL
            )
        yield lambda c: c.subject.keyword == iod[1] and c.subject.kind in (
            "sop-class",
            "uid",
        )

    def _modules_with(self, tag: int | None, iod: str) -> Iterator[str]:
        """Yield the names of modules and functional groups of an IOD with an attribute."""
        for edition in (self._old, self._new):
            if iod in edition.part("iods").__all__:
                definition = edition.iod(iod)
                for use in (
                    *definition.module_uses,
                    *definition.functional_group_uses,
                ):
                    if tag in use.definition.attributes():
                        yield name_of(use.definition)


def _reaches(change: Change, iod: str) -> bool:
    """Return True if a change applies to objects of an IOD, or to all objects."""
    return not change.reach.iods or not iod or iod in change.reach.iods


def _of_direction(
    changes: Sequence[Change], finding: Finding, gained: bool
) -> Sequence[Change]:
    """Prefer changes whose effect agrees: errors are gained by stricter rules."""
    if finding.severity is not Severity.ERROR:
        return changes
    expected = Effect.STRICTER if gained else Effect.LOOSER
    agreeing = [c for c in changes if c.effect in (expected, Effect.EITHER)]
    return agreeing or changes
