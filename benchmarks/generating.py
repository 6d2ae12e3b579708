"""`generated/` from the facts, first and again, and the time that black takes for its files."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def checkout(folder: Path) -> Path:
    """Create a checkout that contains only the facts."""
    folder.mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "standard_xml", folder / "standard_xml")
    return folder


def seconds(folder: Path, cache: str, *command: str, status: int = 0) -> float:
    """Return the processor time of a module as a program, which ends with a status."""
    before = _used()
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "IODIZE_CACHE": cache, "BLACK_CACHE_DIR": cache},
        check=False,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode != status:
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}")
    return _used() - before


def _used() -> float:
    """Return the processor time of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the figures, and their ratios."""
    with tempfile.TemporaryDirectory() as place:
        folder, cache = checkout(Path(place, "checkout")), f"{place}/cache"
        cold = seconds(folder, cache, "iodize", "generate")
        warm = seconds(folder, cache, "iodize", "generate")
        checking = seconds(folder, cache, "iodize", "generate", "--check")
        settings = ("--config", os.devnull, "--include", r"\.py$")
        check = ("black", "--check", "--quiet", *settings, "generated")
        # It ends with 1, as it would reformat lists of terms.
        formatting = seconds(folder, cache, *check, status=1)
    print(f"iodize generate, nothing cached: {cold:.1f} s of processor time")
    print(f"black of the same files: {formatting:.1f} s")
    print(f"ratio: {cold / formatting:.2f}")
    print(f"iodize generate again: {warm:.1f} s, ratio: {warm / cold:.2f}")
    print(f"iodize generate --check: {checking:.1f} s, ratio: {checking / cold:.2f}")


if __name__ == "__main__":
    main()
