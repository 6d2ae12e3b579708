"""Shared waits for the disk."""

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path

import pytest

from iodize.network.link.durability import FolderSync


class Disk:
    """Counts waits; each lasts until `free` is released."""

    def __init__(self) -> None:
        self.waits = 0
        self.free = threading.Semaphore(0)
        self.error: OSError | None = None

    def sync(self, number: int) -> None:
        """Replace `os.fsync`."""
        self.waits += 1
        if not self.free.acquire(timeout=10) or self.error is not None:
            raise self.error or TimeoutError


def started(count: int, sync: FolderSync, done: list[str]) -> list[threading.Thread]:
    """Return threads that wait for the disk."""

    def wait() -> None:
        try:
            sync.wait()
            done.append("success")
        except OSError:
            done.append("failure")

    threads = [threading.Thread(target=wait, daemon=True) for _ in range(count)]
    for each in threads:
        each.start()
    return threads


def until(condition: object) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:  # type: ignore[operator]
        time.sleep(0.01)


def test_wait_during_another_one_shares_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, done = Disk(), list[str]()
    monkeypatch.setattr(os, "fsync", disk.sync)
    sync = FolderSync(tmp_path)
    threads = started(1, sync, done)
    until(lambda: disk.waits == 1)
    threads += started(7, sync, done)
    time.sleep(0.1)
    assert disk.waits == 1
    disk.free.release()
    threads[0].join(10)
    until(lambda: disk.waits == 2)
    assert done == ["success"]  # the others began during the first wait
    disk.free.release()
    for each in threads:
        each.join(10)

    assert disk.waits == 2
    assert done == ["success"] * 8


def test_failed_wait_fails_for_all_who_share_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, done = Disk(), list[str]()
    disk.error = OSError(errno.EIO, "Input/output error")
    monkeypatch.setattr(os, "fsync", disk.sync)
    threads = started(3, FolderSync(tmp_path), done)
    until(lambda: disk.waits == 1)
    time.sleep(0.1)
    disk.free.release()
    for each in threads:
        each.join(10)

    assert done == ["failure"] * 3
    assert disk.waits == 1
