"""The generated stubs hold under mypy's strict rules, all of them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from iodize.editions.locking import exclusive

from ..sharing import shared_folder
from .checkers import MYPY_CACHE, PACKAGE


@pytest.mark.slow
def test_mypy_finds_nothing_wrong_with_the_stubs(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    cache = shared_folder(tmp_path_factory) / MYPY_CACHE
    options = ["--strict", f"--cache-dir={cache}", "--config-file="]
    with exclusive(cache.with_suffix(".lock")):
        done = subprocess.run(
            [sys.executable, "-m", "mypy", *options, "-p", "iodize.generated"],
            capture_output=True,
            text=True,
            env={**os.environ, "MYPYPATH": str(PACKAGE.parent)},
        )

    assert done.stdout.startswith("Success"), done.stdout + done.stderr
