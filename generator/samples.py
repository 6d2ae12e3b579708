"""Builds and validates an example of every IOD of a generated package.

Run as a program, this module prints the counts for a package as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

TIMEOUT = 600
"""Seconds for the examples of a package."""


class Samples(NamedTuple):
    """The result for a package."""

    iods: int
    built: int
    conformant: int
    failures: tuple[tuple[str, str], ...]
    """The IODs without a conformant example, each with a reason."""

    def lines(self, verbose: bool) -> list[str]:
        """Return the counts, and the failures if verbose."""
        counts = (
            f"examples: {self.built} of {self.iods} IODs built,"
            f" {self.conformant} without errors"
        )
        shown = self.failures if verbose or not self.iods else ()
        return [counts, *(f"  {iod}: {reason}" for iod, reason in shown)]


def samples_of(package: Path) -> Samples | None:
    """Build the examples of a package in a process of its own; None if it has no IODs.

    Args:
        package: The folder of a `preview`.
    """
    if not (package / "iods" / "__init__.py").is_file():
        return None
    command = [sys.executable, "-B", "-m", __name__, str(package)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        return _failed(f"not finished after {TIMEOUT} s")
    try:
        iods, built, conformant, failures = json.loads(done.stdout)
    except ValueError:
        last = [*done.stderr.splitlines(), f"exit status {done.returncode}"][-1]
        return _failed(last)
    return Samples(iods, built, conformant, tuple(map(tuple, failures)))


def _failed(reason: str) -> Samples:
    return Samples(0, 0, 0, (("package", reason),))


def _build(package: Path) -> Samples:
    from iodize import example, validate
    from iodize.findings.finding import Severity
    from iodize.tables import editions

    sys.path.insert(0, str(package.parent))
    edition = editions.load(package.name)
    built = conformant = 0
    failures = []
    names = edition.part("iods").__all__
    for name in names:
        try:
            dataset = example.build(edition.iod(name))
        except Exception as error:  # any failure is reported, and others are tried
            failures.append((name, f"{type(error).__name__}: {error}"))
            continue
        built += 1
        errors = [
            finding
            for finding in validate(dataset, edition=edition).findings
            if finding.severity is Severity.ERROR
        ]
        if errors:
            failures.append((name, f"{errors[0].path}: {errors[0].message}"))
        else:
            conformant += 1
    return Samples(len(names), built, conformant, tuple(failures))


if __name__ == "__main__":
    print(json.dumps(_build(Path(sys.argv[1]))))
