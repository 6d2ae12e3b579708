"""`iodize diff` from 2022d to 2023a: a new process, with and without bytecode, and warm.

Needs the DocBook of 2022d, from which its package is generated first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from iodize.compare import compare
from iodize.tables import editions
from tests.docbook import VARIABLE, folder

OLD, NEW = "2022d", "2023a"
PACKAGE = f"dicom_{OLD}"
LIMIT = 5.0
"""Seconds that a comparison in a new process may take."""


def generate(out: Path) -> None:
    """Write the package of the old edition."""
    command = [sys.executable, "-m", "iodize", "generate", "--edition", OLD]
    subprocess.run(
        [*command, "--from", folder(), "--out", out, "--package", PACKAGE],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def process(place: Path, *options: str) -> float:
    """Return the seconds of `iodize diff` in a new process."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "iodize", "diff", PACKAGE, NEW, *options],
        cwd=place,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def without_bytecode(place: Path) -> None:
    """Remove the compiled files of the package."""
    for cache in [*(place / PACKAGE).rglob("__pycache__")]:
        shutil.rmtree(cache)


def warm(place: Path) -> float:
    """Return the seconds of a comparison in this process, with both editions loaded."""
    sys.path.insert(0, str(place))
    old, new = editions.load(PACKAGE), editions.bundled()
    compare(old, new)
    started = time.perf_counter()
    compare(old, new)
    return time.perf_counter() - started


def main() -> int:
    """Print the figures; return 1 if a comparison exceeds the limit."""
    if not (folder() / OLD).is_dir():
        print(f"no DocBook of {OLD}: set {VARIABLE}")
        return 0
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        generate(place)
        without_bytecode(place)
        first = process(place)
        later = median(process(place) for _ in range(5))
        api = median(process(place, "--api") for _ in range(3))
        loaded = warm(place)
    cores = os.cpu_count()
    print(f"iodize diff, 2022d not compiled: {first:.1f} s ({cores} cores)")
    print(f"iodize diff, compiled:           {later:.1f} s")
    print(f"iodize diff --api:               {api:.1f} s")
    print(f"compare, both loaded:            {loaded:.2f} s")
    return int(max(later, api) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
