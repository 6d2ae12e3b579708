"""Print every number that the README quotes: `make bench`.

Each script can be run by itself, at the top of a checkout. Scripts that require
the standard's DocBook search it in the folder of the environment variable IODIZE_DOCBOOK,
which contains 2023a/ and so on.
"""

from __future__ import annotations

import subprocess
import sys

SCRIPTS = (
    "reading",
    "generating",
    "editions",
    "comparing",
    "browsing",
    "validate",
    "command",
    "accuracy",
    "enhanced",
    "growth",
    "objects",
    "effort",
    "network",
    "films",
    "printing",
)


def main() -> int:
    """Run the scripts one after the other; return the number of those that failed."""
    failed = 0
    for script in SCRIPTS:
        print(f"== {script}", flush=True)
        run = subprocess.run([sys.executable, "-m", f"benchmarks.{script}"])
        failed += run.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
