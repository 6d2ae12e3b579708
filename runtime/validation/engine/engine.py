"""The validator: returns the findings about an object."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from ...data_sets.in_memory import is_data_set, read_dataset
from ...encoding.character_sets import decoded, encodings_of
from ...encoding.files import TRANSFER_SYNTAX, NotDicomError, read_file
from ...encoding.readings import Elements, Problem, Reading
from ...encoding.single_values import text_of
from ...findings import codes
from ...findings.finding import FILE_META, Finding, Severity, Undecided
from ...findings.report import FileReport
from ...tables import editions
from ...tables.editions import Edition
from ..conditions.checks import Conditions, condition_book
from ..plan.plan import Plan, plan_book
from ..plan.rule import name_of
from ..plan.scope import SPECIFIC_CHARACTER_SET
from ..structure.checks import Structure
from ..structure.subject import Subject
from ..walk.walk import Walk
from .consistency import entities_of
from .file_meta import check_meta
from .sop_class import SERIES_INSTANCE, SOP_INSTANCE, identify

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ...config.profile import Profile
    from ...tables.descriptions import Iod
    from ..arguments import Source
    from ..walk.profile_checks import ProfileChecks


_MANUFACTURER: Final = 0x00080070
_MODEL: Final = 0x00081090


class Validator:
    """Validates objects against an edition.

    Rules are compiled once for all validators of an edition, on first use.

    Threads may share a validator and call `check` at the same time, with different sources:
    an open file or a data set must not be used elsewhere while it is checked. The state of
    the process (warning filters, loggers, settings of pydicom) is not changed.

    Args:
        edition: The bundled edition if None.
        facts: User-supplied facts, by the names of `iodize.conditions.facts.FACTS`.
        profiles: Rules to check in addition to those of the standard.
        consistency: Whether reports contain the attributes that
            `consistency.check_together` compares.
        explain: Whether reports list each undecided rule with its reason; the number of
            such rules is always reported.

    Raises:
        ConfigurationError: A profile contains an attribute that the edition lacks.
    """

    def __init__(
        self,
        edition: Edition | None = None,
        *,
        facts: Mapping[str, bool] | None = None,
        profiles: Sequence[Profile] = (),
        consistency: bool = False,
        explain: bool = False,
    ) -> None:
        self.edition = edition or editions.bundled()
        self.facts: Mapping[str, bool] = facts or {}
        self._book = plan_book(self.edition)
        self._conditions = condition_book(self.edition, self.facts)
        self._consistency = consistency
        self._explain = explain
        self._profiles: ProfileChecks | None = None
        if profiles:
            from ..walk import profile_checks as checks

            self._profiles = checks.ProfileChecks(profiles, self._conditions.names.tags)

    def check(self, source: Source) -> FileReport:
        """Validate one file or one data set in memory.

        A file that cannot be opened or is not DICOM is reported as a finding.
        """
        if is_data_set(source):
            return self._check_dataset(source)
        if isinstance(source, str | os.PathLike):
            path = os.fspath(source)
            try:
                with open(path, "rb") as file:
                    return self._check_file(file, path)
            except OSError as error:
                problem = Problem(codes.FILE_UNREADABLE, error.strerror or str(error))
                return failure(path, problem)
        opened = cast(BinaryIO, source)
        return self._check_file(opened, str(getattr(source, "name", "")))

    def _check_file(self, file: BinaryIO, path: str) -> FileReport:
        try:
            content = read_file(file)
        except NotDicomError as error:
            return failure(path, error.problem)
        meta, length, reading, problems, data = content
        problems += tuple(
            check_meta(self.edition, meta.elements, length, reading.elements)
        )
        return self._report(path, meta, reading, problems, data)

    def _check_dataset(self, dataset: Dataset) -> FileReport:
        path = str(getattr(dataset, "filename", None) or "")
        reading = read_dataset(dataset)
        file_meta: Dataset | None = getattr(dataset, "file_meta", None)
        meta = Reading({}, ()) if file_meta is None else read_dataset(file_meta)
        # pydicom completes the file meta information when it writes a file.
        problems = check_meta(
            self.edition, meta.elements, None, reading.elements, complete=False
        )
        return self._report(path, meta, reading, tuple(problems), None, id(dataset))

    def _report(
        self,
        path: str,
        meta: Reading,
        reading: Reading,
        problems: tuple[Problem, ...],
        data: BinaryIO | None,
        identity: int = 0,
    ) -> FileReport:
        """Check an object; `identity` is the `id` of a data set in memory, otherwise 0."""
        uid, iod, problem = identify(self.edition, meta.elements, reading.elements)
        if problem is not None:
            problems += (problem,)
        walk = Walk(in_memory=identity != 0)
        plan = self._plan(iod, problem, reading.elements)
        walk.run(meta, self._book.open, prefix=FILE_META)
        syntax = text_of(meta.elements.get(TRANSFER_SYNTAX))
        conditions = None
        # Where reading stopped, attributes that conditions depend on may be missing.
        if plan is not self._book.open and reading.cut is None:
            conditions = Conditions(walk, self._conditions, iod, meta.elements)
        evaluation = None if conditions is None else conditions.evaluation
        subject = Subject(self.edition, iod, syntax, path, data, evaluation)
        structure = Structure(walk, subject)
        walk.run(
            reading,
            plan,
            checks=(structure,) if conditions is None else (structure, conditions),
            evaluation=evaluation,
            identity=identity,
        )
        walk.add_about(self._book, problems)
        if self._profiles is not None:
            self._profiles.check(walk, self._book, reading.elements, uid, iod)
        findings = walk.findings()
        violated = sum(finding.severity is Severity.ERROR for finding in findings)
        judged = 0 if conditions is None else walk.rules + conditions.held
        pending = () if conditions is None else conditions.pending
        unknowns: tuple[Undecided, ...] = ()
        if conditions is not None:
            if self._explain:
                unknowns = tuple(conditions.undecided())
            conditions.close()
        return FileReport(
            path,
            uid,
            "" if iod is None else name_of(iod),
            findings,
            held=max(judged - violated, 0),
            violated=violated if conditions is not None else 0,
            unknown=len(pending),
            unknowns=unknowns,
            sop_instance_uid=text_of(reading.elements.get(SOP_INSTANCE)),
            entities=(
                entities_of(self.edition, iod, reading.elements)
                if self._consistency and iod is not None
                else None
            ),
            transfer_syntax_uid=syntax,
            manufacturer=_name(reading.elements, _MANUFACTURER),
            model=_name(reading.elements, _MODEL),
        )

    def _plan(
        self, iod: type[Iod] | None, problem: Problem | None, elements: Elements
    ) -> Plan:
        """Return the plan of an object; of a later edition, that of the common modules."""
        if iod is not None:
            return self._book.iod(iod)
        if problem is not None and problem.code is codes.SOP_CLASS_UNKNOWN:
            return self._book.common(SERIES_INSTANCE in elements)
        return self._book.open


@cache
def validator_of(edition: Edition) -> Validator:
    """Return the shared validator of an edition, without options."""
    return Validator(edition)


def _name(elements: Elements, tag: int) -> str:
    """Return a value of VR LO; empty if there is none."""
    element = elements.get(tag)
    if (
        element is None
        or not isinstance(element.value, bytes)
        or element.value.isascii()
    ):
        return text_of(element)
    encodings = encodings_of(elements.get(SPECIFIC_CHARACTER_SET))
    return (decoded(element.value, encodings, "LO") or "").strip(" \0")


def failure(path: str, problem: Problem) -> FileReport:
    """Return the report of a file that could not be read."""
    code, message, _ = problem
    finding = Finding(
        code.severity, code.name, None, "", "", "", message, code.reference
    )
    return FileReport(path, "", "", (finding,))
