"""The first `iodize validate --edition` of a fetched edition, and later ones.

The first one generates the package.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from iodize import example
from tests.docbook import VARIABLE, folder

EDITION = "2022d"
REPEATED = 5


def iodize(cache: Path, *arguments: str) -> float:
    """Return the seconds that a command takes, in a process of its own."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "iodize", *arguments],
        env={**os.environ, "IODIZE_CACHE": str(cache)},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def main() -> None:
    """Print the figures."""
    docbook = folder()
    if not (docbook / EDITION / "part03.xml").is_file():
        print(f"no DocBook of {EDITION} in {docbook}: set {VARIABLE}")
        return
    with tempfile.TemporaryDirectory() as temporary:
        cache = Path(temporary, "cache")
        file = str(Path(temporary, "ct.dcm"))
        example.build("CTImage").save_as(file, enforce_file_format=True)
        validate = ("validate", file, "--edition", EDITION)
        copied = iodize(cache, "fetch", EDITION, "--from-file", str(docbook))
        first = iodize(cache, *validate)
        later = min(iodize(cache, *validate) for _ in range(REPEATED))
        bundled = min(iodize(cache, "validate", file) for _ in range(REPEATED))
    print(f"iodize fetch --from-file, parts checked:    {copied:.1f} s")
    print(f"first validate --edition:                   {first:.1f} s")
    print(f"later validate --edition:                   {later:.2f} s")
    print(f"validate against the bundled edition:       {bundled:.2f} s")


if __name__ == "__main__":
    main()
