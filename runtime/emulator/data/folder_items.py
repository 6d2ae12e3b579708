"""Data sets that somebody drops into a folder: the worklist, and what else is queried.

A file is DICOM, with or without file meta information, or DICOM JSON, one object or an
array of them. It is read when it is new or has changed.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from pydicom import dcmread
from pydicom.dataset import Dataset

from ..dimse.attribute_lists import AttributeList
from ..dimse.checking import check_attribute_list
from ..errors import IodizeError
from ..validation import codes
from ..validation.findings import Finding, Severity
from .texts import name_character_set

SUFFIXES = frozenset({".dcm", ".wl", ".json"})

Troubled = Callable[[Path, Exception], None]
"""Called with a file that cannot be read, or is not complete, and why."""


class Items:
    """The data sets in a folder."""

    def __init__(
        self,
        folder: Path,
        troubled: Troubled,
        answer: type[AttributeList] | None = None,
    ) -> None:
        """Look into a folder.

        Args:
            answer: The class of what is answered, which the files have to have the
                attributes of; it is not looked at if None.
        """
        self.folder = folder
        self._answer = answer
        self._troubled = troubled
        self._lock = threading.Lock()
        self._read: dict[Path, tuple[tuple[int, int], list[Dataset]]] = {}

    def __iter__(self) -> Iterator[Dataset]:
        """Yield what the files hold now, by their names; nobody may change it."""
        yield from self._current()

    def _current(self) -> list[Dataset]:
        with self._lock:
            found = {}
            for path in sorted(self._files()):
                try:
                    state = path.stat()
                except OSError:
                    continue  # removed in between
                mark = (state.st_mtime_ns, state.st_size)
                known = self._read.get(path)
                found[path] = (
                    known if known and known[0] == mark else (mark, self._load(path))
                )
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
                    name_character_set(dataset)  # JSON has any text
            for dataset in found:
                self._check(path, dataset)
            return found
        except Exception as error:
            # Whatever is wrong with it: the other items are served all the same.
            self._troubled(path, error)
            return []

    def _check(self, path: Path, dataset: Dataset) -> None:
        """Tell what an answer would lack; an empty attribute is made where it is asked."""
        if self._answer is None:
            return
        errors = tuple(
            each
            for each in check_attribute_list((self._answer, dataset))
            if each.severity is Severity.ERROR and each.code not in _MADE
        )
        if errors:
            self._troubled(path, IncompleteItemError(errors))


_MADE: Final = frozenset({codes.TYPE2_MISSING.name, codes.TYPE2C_MISSING.name})


class IncompleteItemError(IodizeError):
    """An item that lacks what every answer has to have."""

    hint = "complete it: it is served as it is"

    def __init__(self, errors: tuple[Finding, ...]) -> None:
        super().__init__(errors)
        self.errors = errors

    def __str__(self) -> str:
        found = "; ".join(f"{each.path}: {each.message}" for each in self.errors[:3])
        more = len(self.errors) - 3
        return f"{found}; {more} more" if more > 0 else found
