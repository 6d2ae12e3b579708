"""The generated stubs hold under mypy's strict rules, all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .checkers import PACKAGE


@pytest.mark.slow
def test_mypy_finds_nothing_wrong_with_the_stubs(tmp_path: Path) -> None:
    options = ["--strict", f"--cache-dir={tmp_path}", "--config-file="]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "-p", "iodize.generated"],
        capture_output=True,
        text=True,
        env={**os.environ, "MYPYPATH": str(PACKAGE.parent)},
    )

    assert done.stdout.startswith("Success"), done.stdout + done.stderr
