"""Validates one source against the editions of a selection."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...config.choice import chosen
from ...config.settings import Settings
from ...editions.released import in_force
from ...editions.selection import Mode, Selection
from ...encoding.readings import Problem
from ...findings import codes
from ...findings.codes import Code
from ...findings.finding import Finding, Severity
from ...findings.report import FileReport, Report
from ...render.wording import counted
from ...tables import editions
from ...tables.editions import Edition
from ..engine.engine import Validator, failure
from .dating import date_of_source

if TYPE_CHECKING:
    from ...config.profile import Profile
    from ..arguments import Source


class Options(NamedTuple):
    """Options of the validators of all processes."""

    facts: Mapping[str, bool]
    profiles: Sequence[Profile]
    consistency: bool
    explain: bool

    def validator(self, edition: Edition) -> Validator:
        """Return a validator for an edition."""
        return Validator(edition, **self._asdict())


class Plan(NamedTuple):
    """Arguments from which another process makes the same checker."""

    mode: Mode
    packages: tuple[str, ...]
    """The packages of the editions."""
    options: Options
    settings: Settings

    def checker(self) -> Checker:
        """Return the checker."""
        found = tuple(editions.load(package) for package in self.packages)
        return Checker(Selection(self.mode, found), self.options, self.settings)


class Checker:
    """Validates sources against a selection of editions.

    Args:
        settings: Their codes and severities determine which objects have errors.

    Raises:
        ConfigurationError: A profile contains an attribute that an edition lacks.
    """

    def __init__(
        self, selection: Selection, options: Options, settings: Settings
    ) -> None:
        self.selection = selection
        self._options = options
        self._settings = settings
        self._validators = {
            edition.name: options.validator(edition) for edition in selection.editions
        }
        self._editions = {edition.name: edition for edition in selection.editions}

    @property
    def plan(self) -> Plan:
        """Arguments from which another process makes the same checker."""
        packages = tuple(edition.package for edition in self.selection.editions)
        return Plan(self.selection.mode, packages, self._options, self._settings)

    def edition_of(self, file: FileReport) -> Edition:
        """Return the edition that a file was validated against."""
        return self._editions.get(file.edition) or self.selection.editions[0]

    def check(self, source: Source) -> tuple[FileReport, ...]:
        """Return the report of a source; one for each edition if they are compared."""
        mode, found = self.selection
        if mode is Mode.ONE:
            return (self._check(source, found[0]),)
        if mode is Mode.EACH:
            return tuple(self._named(source, edition) for edition in found)
        return (self._dated(source) if mode is Mode.AUTO else self._accepted(source),)

    def _check(self, source: Source, edition: Edition) -> FileReport:
        try:
            return self._validators[edition.name].check(source)
        except Exception as error:
            # A bug of iodize must not prevent the check of other files.
            message = f"{type(error).__name__}: {error}"
            path = source if isinstance(source, str) else ""
            return failure(path, Problem(codes.NOT_CHECKED, message))

    def _named(self, source: Source, edition: Edition) -> FileReport:
        start = _position(source)
        report = self._check(source, edition)._replace(edition=edition.name)
        if start is not None:
            source.seek(start)  # type: ignore[union-attr]  # an open file
        return report

    def _dated(self, source: Source) -> FileReport:
        """Validate against the newest edition that was in force when the object was made."""
        found = self.selection.editions
        made = date_of_source(source)
        if made is None:
            bundled = [each for each in found if each.package == editions.BUNDLED]
            edition = (bundled or found)[-1]
            note = f"no date; validated against {edition.name}"
            return _noted(self._named(source, edition), codes.EDITION_ASSUMED, note)
        before = [each for each in found if in_force(each.name) <= made]
        if before:
            return self._named(source, before[-1])
        oldest = found[0]
        note = f"made on {made}, before {oldest.name}, the oldest available edition"
        return _noted(self._named(source, oldest), codes.EDITION_ASSUMED, note)

    def _accepted(self, source: Source) -> FileReport:
        """Validate against the newest edition without errors, else with the fewest."""
        reports = []
        for edition in reversed(self.selection.editions):
            report = self._named(source, edition)
            if report.iod and not self._errors(report):
                return report
            reports.append(report)
        # An edition without the SOP class has no errors because it checks nothing.
        known = [report for report in reports if report.iod] or reports
        best = min(known, key=self._errors)
        if not self._errors(best):
            return best
        numbers = ", ".join(
            f"{report.edition}: {counted(self._errors(report), 'error')}"
            for report in known
        )
        return _noted(
            best, codes.EDITION_REJECTED, f"no edition accepts it ({numbers})"
        )

    def _errors(self, file: FileReport) -> int:
        """Return the number of errors after the severities of the settings."""
        report = chosen(Report(file.edition, (file,)), self._settings)
        return report.count(Severity.ERROR)


def _position(source: Source) -> int | None:
    """Return the position of an open file."""
    if isinstance(source, str | os.PathLike) or not hasattr(source, "seek"):
        return None
    return int(source.tell())


def _noted(file: FileReport, code: Code, message: str) -> FileReport:
    """Return a report with a note about its edition as the first finding."""
    note = Finding(code.severity, code.name, None, "", "", "", message, code.reference)
    return file._replace(findings=(note, *file.findings))
