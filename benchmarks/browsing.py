"""The pages of `iodize browse`: time and size."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 60
"""Seconds that the pages of an edition may take."""


def main() -> int:
    """Print the figures; return 1 if the pages take longer than the limit."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "site")
        command = [sys.executable, "-m", "iodize", "browse", "--out", str(folder)]
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - started
        files = [path for path in folder.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        index = (folder / "search.js").stat().st_size
    print(f"iodize browse: {seconds:.1f} s (at most {LIMIT} s)")
    print(f"{len(files)} files, {size / 1e6:.1f} MB; search index {index / 1e3:.0f} kB")
    return int(seconds > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
