"""Data sets in the files of a folder, which queries match: the worklist and others.

A file is DICOM, with or without file meta information, or DICOM JSON with one object or
an array. It is read again when it has changed.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from pydicom import dcmread
from pydicom.dataset import Dataset

from ...dimse.checking import check_attribute_list
from ...dimse.services.attribute_lists import AttributeList
from ...errors import IodizeError
from ...findings import codes
from ...findings.finding import Finding, Severity
from .character_sets import ensure_character_set

SUFFIXES = frozenset({".dcm", ".wl", ".json"})

OnProblem = Callable[[Path, Exception], None]
"""Called with a file that is unreadable or incomplete, and the error."""

Version = tuple[int, int]
"""Modification time, in nanoseconds, and size of a file."""


class FolderItems:
    """The data sets in a folder.

    Args:
        answer: Class of the answers to queries; files are validated against it. They are
            not validated if None.
    """

    def __init__(
        self,
        folder: Path,
        on_problem: OnProblem,
        answer: type[AttributeList] | None = None,
    ) -> None:
        self.folder = folder
        self._answer = answer
        self._on_problem = on_problem
        self._lock = threading.Lock()
        self._read: dict[Path, tuple[Version, list[Dataset]]] = {}

    def __iter__(self) -> Iterator[Dataset]:
        """Yield the current data sets, in the order of file names; do not change them."""
        yield from self._current()

    def _current(self) -> list[Dataset]:
        with self._lock:
            found = {}
            for path in sorted(self._files()):
                try:
                    state = path.stat()
                except OSError:
                    continue  # removed since the folder was listed
                version = (state.st_mtime_ns, state.st_size)
                known = self._read.get(path)
                if known is None or known[0] != version:
                    known = (version, self._load(path))
                found[path] = known
            self._read = found
            return [dataset for _, datasets in found.values() for dataset in datasets]

    def _files(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return [
            path for path in self.folder.iterdir() if path.suffix.lower() in SUFFIXES
        ]

    def _load(self, path: Path) -> list[Dataset]:
        try:
            found: list[Dataset]
            if path.suffix.lower() != ".json":
                found = [dcmread(path, force=True, stop_before_pixels=True)]
            else:
                content: Any = json.loads(path.read_text("utf-8"))
                objects = content if isinstance(content, list) else [content]
                found = [Dataset.from_json(each) for each in objects]
                for dataset in found:
                    ensure_character_set(dataset)  # JSON is UTF-8
            for dataset in found:
                self._check(path, dataset)
            return found
        except Exception as error:
            # One broken file must not keep the others from being served.
            self._on_problem(path, error)
            return []

    def _check(self, path: Path, dataset: Dataset) -> None:
        """Report errors of an answer with this item, except for attributes added empty."""
        if self._answer is None:
            return
        errors = tuple(
            each
            for each in check_attribute_list((self._answer, dataset))
            if each.severity is Severity.ERROR and each.code not in _ADDED
        )
        if errors:
            self._on_problem(path, IncompleteItemError(errors))


_ADDED: Final = frozenset({codes.TYPE2_MISSING.name, codes.TYPE2C_MISSING.name})


class IncompleteItemError(IodizeError):
    """An item lacks attributes that an answer must have."""

    hint = "complete it; it is served unchanged"

    def __init__(self, errors: tuple[Finding, ...]) -> None:
        super().__init__(errors)
        self.errors = errors

    def __str__(self) -> str:
        found = "; ".join(f"{each.path}: {each.message}" for each in self.errors[:3])
        more = len(self.errors) - 3
        return f"{found}; {more} more" if more > 0 else found
