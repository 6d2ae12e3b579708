"""The folder of the standard's DocBook, for tests and benchmarks that require it."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "IODIZE_DOCBOOK"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "standard"
"""Default folder without the variable: beside the checkout."""


def folder() -> Path:
    """Return the folder that is to hold the editions, one folder for each."""
    return Path(os.environ.get(VARIABLE) or BESIDE)
