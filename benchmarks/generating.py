"""`generated/` from the snapshot of the facts: with nothing cached, and again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def checkout(folder: Path) -> Path:
    """Create a checkout that contains only the facts."""
    folder.mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "standard_xml", folder / "standard_xml")
    return folder


def generate(folder: Path, cache: str) -> float:
    """Return the seconds that `iodize generate` takes, in a process of its own."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "iodize", "generate"],
        cwd=checkout(folder),
        env={**os.environ, "XDG_CACHE_HOME": cache},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def main() -> None:
    """Print both figures."""
    with tempfile.TemporaryDirectory() as folder:
        cold = generate(Path(folder, "first"), f"{folder}/cache")
        warm = generate(Path(folder, "second"), f"{folder}/cache")
    print(f"iodize generate, nothing cached: {cold:.1f} s ({os.cpu_count()} cores)")
    print(f"iodize generate, layout cached:  {warm:.1f} s")


if __name__ == "__main__":
    main()
