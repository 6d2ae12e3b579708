"""Installs dcmjs-dimse, at the versions of the lock file, into the user's cache.

`python3 tests/interop/network/node/install.py` requires only npm and its registry;
`.ci/run` calls it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).parent
_SECONDS = 180


def folder() -> Path:
    """Return the installation folder of the packages of the lock file."""
    lock = (SCRIPTS / "package-lock.json").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "iodize-tests" / f"dcmjs-{hashlib.sha256(lock).hexdigest()[:12]}"


def is_installed() -> bool:
    return (folder() / "node_modules" / "dcmjs-dimse" / "package.json").is_file()


def install() -> None:
    """Install the packages unless they are there.

    Raises:
        subprocess.SubprocessError: npm failed, or took too long.
        OSError: There is no npm.
    """
    if is_installed():
        return
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SCRIPTS / name, place)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=place,
        check=True,
        timeout=_SECONDS,
    )


if __name__ == "__main__":
    try:
        install()
    except (OSError, subprocess.SubprocessError) as error:
        sys.exit(f"dcmjs-dimse is not installed: {error}")
