"""An emulator with a printer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ...running import RunningEmulator, running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "print") as server:
        yield server
