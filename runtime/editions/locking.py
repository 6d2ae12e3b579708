"""Locks between processes, so that only one of them builds an edition."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _try(file: BinaryIO) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait(file: BinaryIO) -> None:
        while not _try(file):  # LK_LOCK gives up after ten seconds
            time.sleep(0.2)

    def _release(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _release(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def exclusive(
    path: Path, waiting: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Hold a lock on a file; the system releases it if the process ends.

    Threads exclude each other too. The file is created, and is not removed.

    Args:
        waiting: Called before waiting for another process.

    Raises:
        OSError: The file cannot be created.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if not _try(file):
            waiting()
            _wait(file)
        try:
            yield
        finally:
            _release(file)
