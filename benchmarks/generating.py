"""`generated/` from the snapshot of the facts, and the time that black takes for its files."""

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


def seconds(folder: Path, cache: str, *command: str, status: int = 0) -> float:
    """Return the seconds that a module takes as a program, which ends with a status."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": cache, "BLACK_CACHE_DIR": cache},
        check=False,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode != status:
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}")
    return time.perf_counter() - started


def main() -> None:
    """Print both figures, and their ratio."""
    with tempfile.TemporaryDirectory() as place:
        folder, cache = checkout(Path(place, "checkout")), f"{place}/cache"
        generating = seconds(folder, cache, "iodize", "generate")
        settings = ("--config", os.devnull, "--include", r"\.py$")
        check = ("black", "--check", "--quiet", *settings, "generated")
        # It ends with 1, as it would reformat lists of terms.
        formatting = seconds(folder, cache, *check, status=1)
    print(f"iodize generate: {generating:.1f} s ({os.cpu_count()} cores)")
    print(f"black of the same files: {formatting:.1f} s")
    print(f"ratio: {generating / formatting:.2f}")


if __name__ == "__main__":
    main()
