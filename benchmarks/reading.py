"""DocBook to model: time and memory of one core, beside dicom-validator's reader."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.docbook import VARIABLE, folder

EDITION = "2023a"


def read_with_iodize(root: Path) -> None:
    """Read Parts 3, 4 and 6 into the model."""
    from iodize.generator.report import Report
    from iodize.generator.sources import from_docbook

    from_docbook(root, EDITION, {}, {7}, Report())


def read_with_dicom_validator(root: Path) -> None:
    """Read the same parts with dicom-validator, into an empty cache."""
    from dicom_validator.spec_reader.edition_reader import EditionReader

    with tempfile.TemporaryDirectory() as cache:
        target = Path(cache) / EDITION / "docbook"
        target.mkdir(parents=True)
        for part in (3, 4, 6):
            name = f"part{part:02}.xml"
            shutil.copy(root / EDITION / name, target / name)
        (Path(cache) / "editions.json").write_text(f'["{EDITION}"]')
        EditionReader(cache).get_edition_path(EDITION, recreate_json=True)


READERS: dict[str, Callable[[Path], None]] = {
    "iodize": read_with_iodize,
    "dicom-validator": read_with_dicom_validator,
}


def measure(reader: str, root: Path) -> tuple[float, int]:
    """Return seconds and peak MB of a reader in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading", reader, str(root)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{reader} failed:\n{run.stderr}")
    seconds, memory = run.stdout.split()[-2:]
    return float(seconds), int(memory)


def main() -> None:
    """Print the figures, or measure one reader where it is named."""
    if len(sys.argv) == 3:
        started = time.perf_counter()
        READERS[sys.argv[1]](Path(sys.argv[2]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{time.perf_counter() - started:.2f} {peak}")
        return
    root = folder()
    if not (root / EDITION / "part03.xml").is_file():
        print(f"skipped: no DocBook; name its folder with {VARIABLE}")
        return
    figures = {reader: measure(reader, root) for reader in READERS}
    for reader, (seconds, memory) in figures.items():
        print(f"{reader:16} Parts 3, 4, 6 of {EDITION}: {seconds:6.1f} s, {memory} MB")
    ratio = figures["dicom-validator"][0] / figures["iodize"][0]
    print(f"iodize is {ratio:.1f} times as fast")


if __name__ == "__main__":
    main()
