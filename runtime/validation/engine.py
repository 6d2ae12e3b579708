"""The validator: objects in, findings out."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeAlias, cast

from pydicom.dataset import Dataset

from .. import editions
from ..editions import Edition
from ..report import FileReport, Report
from . import codes
from .elements import Problem, Reading
from .file import NotDicomError, read_file
from .findings import Finding
from .meta import check_meta
from .plan import PlanBook
from .rules import name_of
from .sop_class import identify
from .walk import FILE_META, Walk, read_dataset

Source: TypeAlias = "str | os.PathLike[str] | BinaryIO | Dataset"


class Validator:
    """Checks objects against an edition; keeps what it has compiled for the next one."""

    def __init__(self, edition: Edition | None = None) -> None:
        """Make a validator.

        Args:
            edition: The bundled one if None.
        """
        self.edition = edition or editions.bundled()
        self._book = PlanBook(self.edition)

    def check(self, source: Source) -> FileReport:
        """Return what there is to say about one file, or one data set in memory.

        A file that cannot be opened, or is no DICOM, is a finding and no exception.
        """
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
        with _pydicom_silent():
            try:
                content = read_file(file)
            except NotDicomError as error:
                return failure(path, error.problem)
            meta, length, reading, problems = content
            problems += tuple(
                check_meta(self.edition, meta.elements, length, reading.elements)
            )
            return self._report(path, meta, reading, problems)

    def _check_dataset(self, dataset: Dataset) -> FileReport:
        path = str(getattr(dataset, "filename", None) or "")
        with _pydicom_silent():
            reading = read_dataset(dataset)
            meta = read_dataset(getattr(dataset, "file_meta", None) or Dataset())
            # pydicom completes the file meta information when it writes a file.
            problems = check_meta(
                self.edition, meta.elements, None, reading.elements, complete=False
            )
            return self._report(path, meta, reading, tuple(problems), id(dataset))

    def _report(
        self,
        path: str,
        meta: Reading,
        reading: Reading,
        problems: tuple[Problem, ...],
        identity: int = 0,
    ) -> FileReport:
        """Check what was read; `identity` tells that it is a data set in memory."""
        uid, iod, problem = identify(self.edition, meta.elements, reading.elements)
        if problem is not None:
            problems += (problem,)
        walk = Walk(in_memory=identity != 0)
        plan = self._book.open if iod is None else self._book.iod(iod)
        walk.run(meta, self._book.open, prefix=FILE_META)
        walk.run(reading, plan, identity=identity)
        walk.add_about(self._book, problems)
        return FileReport(
            path, uid, "" if iod is None else name_of(iod), walk.findings()
        )


def failure(path: str, problem: Problem) -> FileReport:
    """Return the report of a file of which nothing could be read."""
    code, message, _ = problem
    finding = Finding(
        code.severity, code.name, None, "", "", "", message, code.reference
    )
    return FileReport(path, "", "", (finding,))


def validate(source: Source, edition: Edition | str | None = None) -> Report:
    """Check a file, all files of a folder, or a data set in memory.

    Args:
        source: A path, an open binary file, or a `pydicom.Dataset`.
        edition: The edition to check against, or its name; the bundled one if None.

    Raises:
        UnknownEditionError: iodize does not come with this edition.
    """
    if isinstance(edition, str):
        edition = editions.named(edition)
    if isinstance(source, str | os.PathLike):
        from .batch import check_paths

        return check_paths([os.fspath(source)], edition)
    validator = Validator(edition)
    return Report(validator.edition.name, (validator.check(source),))


@contextmanager
def _pydicom_silent() -> Iterator[None]:
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
