"""Data sets that somebody drops into a folder: the worklist, and what else is queried.

A file is DICOM, with or without file meta information, or DICOM JSON, one object or an
array of them. It is read when it is new or has changed.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydicom import dcmread
from pydicom.dataset import Dataset

SUFFIXES = frozenset({".dcm", ".wl", ".json"})

Troubled = Callable[[Path, Exception], None]
"""Called with a file that cannot be read."""


class Items:
    """The data sets in a folder."""

    def __init__(self, folder: Path, troubled: Troubled) -> None:
        self.folder = folder
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
        return [path for path in self.folder.iterdir() if path.suffix in SUFFIXES]

    def _load(self, path: Path) -> list[Dataset]:
        try:
            if path.suffix != ".json":
                return [dcmread(path, force=True, stop_before_pixels=True)]
            content: Any = json.loads(path.read_text("utf-8"))
            objects = content if isinstance(content, list) else [content]
            return [Dataset.from_json(each) for each in objects]
        except Exception as error:
            # Whatever is wrong with it: the other items are served all the same.
            self._troubled(path, error)
            return []
