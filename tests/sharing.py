"""Results that take long, made once for all processes of a test run."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

Made = TypeVar("Made")


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock of a file, where the system has one; others wait."""
    try:
        import fcntl
    except ModuleNotFoundError:  # each process works for itself
        yield
        return
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the processes of a test run share."""
    place = factory.getbasetemp()
    return place.parent if place.name.startswith("popen-") else place


def once(name: str, factory: pytest.TempPathFactory, make: Callable[[], Made]) -> Made:
    """Return a result, made by the first process that needs it."""
    file = shared_folder(factory) / f"{name}.pickle"
    with locked(file.with_suffix(".lock")):
        if file.exists():
            made: Made = pickle.loads(file.read_bytes())
            return made
        made = make()
        file.write_bytes(pickle.dumps(made))
        return made
