"""What the tests of the generator share: the demo standard, and the real one, read."""

from __future__ import annotations

from pathlib import Path

import pytest

from .demo import Copy, Reading, read


@pytest.fixture(scope="session")
def reading(demo: Path) -> Reading:
    """The demo standard, read from its DocBook."""
    return read(demo)


@pytest.fixture
def copy(demo: Path, tmp_path: Path) -> Copy:
    """A copy of the demo standard, to be spoilt."""
    return Copy(demo, tmp_path / "copy")


@pytest.fixture(scope="session")
def reading_2023a(real_docbook: Path) -> Reading:
    """Edition 2023a, with the PS3.7 of 2025e."""
    part07 = real_docbook / "2025e" / "part07.xml"
    return read(real_docbook, "2023a", {7: part07})


@pytest.fixture(scope="session")
def reading_2022d(real_docbook: Path) -> Reading:
    """Edition 2022d, with the PS3.7 of 2025e."""
    part07 = real_docbook / "2025e" / "part07.xml"
    return read(real_docbook, "2022d", {7: part07})
