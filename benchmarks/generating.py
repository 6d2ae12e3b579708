"""The package from the embedded facts: with nothing cached, and again."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time


def generate(out: str, cache: str) -> float:
    """Return the seconds that `iodize generate` takes, in a process of its own."""
    command = [sys.executable, "-m", "iodize", "generate", "--out", out]
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    started = time.perf_counter()
    subprocess.run(
        [*command, "--package", "dicom"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def main() -> None:
    """Print both figures."""
    with tempfile.TemporaryDirectory() as folder:
        cold = generate(f"{folder}/first", f"{folder}/cache")
        warm = generate(f"{folder}/second", f"{folder}/cache")
    print(f"iodize generate, nothing cached: {cold:.1f} s ({os.cpu_count()} cores)")
    print(f"iodize generate, layout cached:  {warm:.1f} s")


if __name__ == "__main__":
    main()
