"""Fixtures of the generator's tests: the demo standard and the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..sharing import once
from .demo import Copy, Reading, read


@pytest.fixture(scope="session")
def reading(demo: Path) -> Reading:
    """The demo standard, read from its DocBook."""
    return read(demo)


@pytest.fixture
def copy(demo: Path, tmp_path: Path) -> Copy:
    """A copy of the demo standard that tests can modify."""
    return Copy(demo, tmp_path / "copy")


@pytest.fixture(scope="session")
def reading_2023a(
    real_docbook: Path, tmp_path_factory: pytest.TempPathFactory
) -> Reading:
    """Edition 2023a."""
    return once("2023a", tmp_path_factory, lambda: read(real_docbook, "2023a"))


@pytest.fixture(scope="session")
def reading_2022d(
    real_docbook: Path, tmp_path_factory: pytest.TempPathFactory
) -> Reading:
    """Edition 2022d."""
    return once("2022d", tmp_path_factory, lambda: read(real_docbook, "2022d"))
