"""Results that take long, made once for all processes of a test run."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from iodize.editions.locking import exclusive

Made = TypeVar("Made")


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the processes of a test run share."""
    place = factory.getbasetemp()
    return place.parent if place.name.startswith("popen-") else place


def once(name: str, factory: pytest.TempPathFactory, make: Callable[[], Made]) -> Made:
    """Return a result, made by the first process that needs it."""
    file = shared_folder(factory) / f"{name}.pickle"
    with exclusive(file.with_suffix(".lock")):
        if file.exists():
            made: Made = pickle.loads(file.read_bytes())
            return made
        made = make()
        file.write_bytes(pickle.dumps(made))
        return made
