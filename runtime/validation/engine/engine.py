"""The validator: objects in, findings out."""

from __future__ import annotations

import gc
import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from pydicom.dataset import Dataset

from .. import editions
from ..editions import Edition
from ..report import FileReport
from . import codes
from .conditional import Conditions
from .consistency import entities_of
from .elements import Problem, Reading
from .file import TRANSFER_SYNTAX, NotDicomError, read_file
from .findings import Finding, Severity, Undecided
from .judging import Facts
from .meta import check_meta
from .plan import PlanBook
from .rules import name_of
from .sop_class import SOP_INSTANCE, identify
from .structure.subject import Subject
from .text import text_of
from .view import Names
from .walk import FILE_META, Walk, read_dataset

if TYPE_CHECKING:
    from ..checking import Source
    from ..config.profile import Profile
    from .profiles import ProfileChecks


class Validator:
    """Checks objects against an edition; keeps what it has compiled for the next one."""

    def __init__(
        self,
        edition: Edition | None = None,
        *,
        facts: Mapping[str, bool] | None = None,
        profiles: Sequence[Profile] = (),
        consistency: bool = False,
        explain: bool = False,
    ) -> None:
        """Make a validator.

        Args:
            edition: The bundled one if None.
            facts: What objects do not tell, by the names of `conditions.facts.FACTS`.
            profiles: Rules that are checked on top of the standard's.
            consistency: Whether reports tell what `consistency.check_together` compares.
            explain: Whether reports tell each rule that could not be decided, and why;
                they count them anyway.

        Raises:
            ConfigurationError: A profile names an attribute that the edition lacks.
        """
        self.edition = edition or editions.bundled()
        self.facts: Mapping[str, bool] = facts or {}
        self._book = PlanBook(self.edition)
        self._facts = Facts(self.edition, self.facts)
        self._names = Names(self.edition)
        self._consistency = consistency
        self._explain = explain
        self._profiles: ProfileChecks | None = None
        if profiles:
            from . import profiles as checks

            self._profiles = checks.ProfileChecks(profiles, self.edition)

    def check(self, source: Source) -> FileReport:
        """Return what there is to say about one file, or one data set in memory.

        A file that cannot be opened, or is no DICOM, is a finding and no exception.
        """
        with _garbage_kept():
            return self._check(source)

    def _check(self, source: Source) -> FileReport:
        if isinstance(source, Dataset):
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
        with pydicom_silent():
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
        with pydicom_silent():
            reading = read_dataset(dataset)
            meta = read_dataset(getattr(dataset, "file_meta", None) or Dataset())
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
        """Check what was read; `identity` tells that it is a data set in memory."""
        uid, iod, problem = identify(self.edition, meta.elements, reading.elements)
        if problem is not None:
            problems += (problem,)
        walk = Walk(in_memory=identity != 0)
        plan = self._book.open if iod is None else self._book.iod(iod)
        walk.run(meta, self._book.open, prefix=FILE_META)
        syntax = text_of(meta.elements.get(TRANSFER_SYNTAX))
        subject = Subject(self.edition, iod, syntax, path, data)
        # Of a file that is cut off nobody knows what its conditions would have found.
        told = (*problems, *reading.problems)
        cut = any(problem.code is codes.TRUNCATED for problem in told)
        conditions = None
        if iod is not None and not cut:
            conditions = Conditions(walk, self._facts, self._names, iod)
        walk.run(
            reading, plan, subject=subject, identity=identity, conditions=conditions
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
        )


def failure(path: str, problem: Problem) -> FileReport:
    """Return the report of a file of which nothing could be read."""
    code, message, _ = problem
    finding = Finding(
        code.severity, code.name, None, "", "", "", message, code.reference
    )
    return FileReport(path, "", "", (finding,))


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Keep Python from looking for garbage among the thousands of items just read."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def pydicom_silent() -> Iterator[None]:
    """Keep pydicom from printing what the findings say anyway."""
    logger = logging.getLogger("pydicom")
    before = logger.disabled
    logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before
