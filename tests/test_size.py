"""The wheel and its installation stay small."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.source
def test_wheel_and_installation_are_within_their_limits(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.size"],
        cwd=root,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "wheel" in done.stdout
