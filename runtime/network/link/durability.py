"""Waiting for the disk, together with others who wait for it."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path


class FolderSync:
    """Waits until the disk has the names of a folder.

    Associations that store at the same time share a wait: one that begins after a file
    has its name covers that file, whoever began it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._change = threading.Condition()
        self._begun = self._done = 0
        self._failed = 0
        self._is_running = False

    def wait(self) -> None:
        """Return once the disk has the names that were given before.

        Raises:
            OSError: It does not take them.
        """
        if os.name == "nt":
            return  # folders cannot be opened there
        with self._change:
            mine = self._begun + 1  # what goes on has begun too early for us
            failed = self._failed
            while self._done < mine:
                if self._is_running:
                    self._change.wait()
                else:
                    self._lead()
                if self._failed != failed:
                    # A kernel tells of an error once: another try may say all is well.
                    raise OSError(errno.EIO, "the disk does not keep the folder")

    def _lead(self) -> None:
        """Wait for the disk, on behalf of all that came before."""
        self._is_running = True
        self._begun += 1
        number = self._begun
        self._change.release()
        try:
            _sync(self.folder)
        except BaseException:
            self._change.acquire()
            self._failed += 1
            raise
        else:
            self._change.acquire()
            self._done = number
        finally:
            self._is_running = False
            self._change.notify_all()


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
