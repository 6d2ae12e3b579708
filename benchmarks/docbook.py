"""Where the DocBook of the standard is, for the benchmarks that need it."""

from __future__ import annotations

import os
from pathlib import Path

EDITION = "2023a"
BESIDE = Path(__file__).parents[2] / "shared" / "standard"


def folder() -> Path | None:
    """Return the folder that holds the editions; None where there is none."""
    root = Path(os.environ.get("IODIZE_DOCBOOK", BESIDE))
    return root if (root / EDITION / "part03.xml").is_file() else None
