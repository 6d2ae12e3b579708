"""Shared waits until the disk has the names of a folder."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

from ...atomic import sync_folder


class FolderSync:
    """Waits until the disk has the names of a folder.

    Associations that store concurrently share a wait: one that begins after a file has
    its name covers that file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._change = threading.Condition()
        self._begun = self._done = 0
        self._failed = 0
        self._is_running = False

    def wait(self) -> None:
        """Wait until all names given before the call are written to the disk.

        Raises:
            OSError: The disk reports an error.
        """
        if os.name == "nt":
            return  # folders cannot be opened there
        with self._change:
            mine = self._begun + 1  # a wait in progress began before the call
            failed = self._failed
            while self._done < mine:
                if self._is_running:
                    self._change.wait()
                else:
                    self._lead()
                if self._failed != failed:
                    # A kernel reports an error once: another attempt may succeed.
                    raise OSError(errno.EIO, "the folder could not be synchronized")

    def _lead(self) -> None:
        """Wait for the disk, also for the other callers."""
        self._is_running = True
        self._begun += 1
        number = self._begun
        self._change.release()
        try:
            sync_folder(self.folder)
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
