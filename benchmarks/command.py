"""Time of `iodize validate` for a folder of small files, compared with the time in process.

    python -m benchmarks.command [--copies N] [--rounds N] [--rival-spec DIR]

The folder has copies of the sample files that pydicom ships. Times are those of the processor,
user and system together, so that other processes of the machine matter little. With one job, the
command may take 1.2 times as long as `iodize.validate` in a new process, and its start: the time
for one file. The whole process of dicom-validator is measured for the same folder if it is
installed with its data (see `benchmarks.validate`), and compared with the command as it is: also
in elapsed time, as the command uses several processes for more copies.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from .validate import rival_data, sample_files

LIMIT = 1.2
"""Times that the command may take as long as in process, besides its start."""

SHARE = 1 / 5
"""Part of the time of dicom-validator that the command should take."""

COMMAND = ("-m", "iodize", "validate")

IN_PROCESS = """
import sys, time, iodize
iodize.validate(sys.argv[1])
for _ in range(2):
    start = time.process_time()
    iodize.validate(sys.argv[2])
    print(time.process_time() - start)
"""
"""Prints the time of a folder twice: rules are compiled the first time."""

RIVAL = """
import sys
from pathlib import Path
from benchmarks.validate import rival
rival(Path(sys.argv[1]))(sys.argv[2])
"""


class Duration(NamedTuple):
    """The seconds of a process."""

    processor: float
    elapsed: float

    def __str__(self) -> str:
        return f"{self.processor:7.3f} s, elapsed {self.elapsed:.3f} s"


def main() -> int:
    """Print the figures; return 1 if the command exceeds a limit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--copies", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rival-spec", type=Path, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        # Bytecode is kept, as after an installation, regardless of this environment.
        os.environ["PYTHONPYCACHEPREFIX"] = str(place / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        files = copies(place / "files", options.copies)
        first = str(files[0])
        folder = str(place / "files")
        rounds = options.rounds
        inside, warm = best_inside(first, folder, rounds)
        start = best([*COMMAND, first], rounds).processor
        single = best([*COMMAND, "--jobs", "1", folder], rounds).processor
        command = best([*COMMAND, folder], rounds)
        rival = rival_time(folder, options.rival_spec)
    number = len(files)
    print(f"{number} files, best of {rounds} rounds, processor time")
    print(f"  iodize.validate, in process   {inside / number * 1e3:7.3f} ms/file")
    print(f"  the same again                {warm / number * 1e3:7.3f} ms/file")
    print(f"  iodize validate, one file     {start:7.3f} s")
    print(f"  the folder, with --jobs 1     {single:7.3f} s")
    allowed = LIMIT * inside + start
    print(f"  limit: {LIMIT} x in process + start {allowed:5.3f} s")
    failed = single > allowed
    print(f"  iodize validate, the folder   {command}")
    if rival is None:
        print("  dicom-validator: not installed with its data")
    else:
        print(f"  dicom-validator, the folder   {rival}")
        of_processor = command.processor / rival.processor
        elapsed = command.elapsed / rival.elapsed
        print(
            f"  iodize takes {of_processor:.2f} of its time of the processor, and"
            f" {elapsed:.2f} of its elapsed time; aim: {SHARE:.2f}"
        )
    return int(failed)


def copies(folder: Path, number: int) -> list[Path]:
    """Write copies of the sample files, and return their paths."""
    for copy in range(number):
        place = folder / str(copy)
        place.mkdir(parents=True)
        for file in sample_files():
            shutil.copy(file, place)
    return sorted(folder.rglob("*.dcm"))


def best(arguments: list[str], rounds: int) -> Duration:
    """Return the shortest times of a process, after one that writes bytecode."""
    times = [run(arguments) for _ in range(rounds + 1)][1:]
    return Duration(*map(min, zip(*times, strict=True)))


def best_inside(first: str, folder: str, rounds: int) -> tuple[float, float]:
    """Return the seconds to validate a folder in a process that validated one file before.

    The second number is that of another time in the same process.
    """
    command = [sys.executable, "-c", IN_PROCESS, first, folder]
    times = []
    for _ in range(rounds):
        done = subprocess.run(command, capture_output=True, check=True)
        times.append([*map(float, done.stdout.split())])
    return min(cold for cold, _ in times), min(warm for _, warm in times)


def run(arguments: list[str]) -> Duration:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True)
    elapsed = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Duration(processor, elapsed)


def rival_time(folder: str, spec: Path | None) -> Duration | None:
    """Return the times of dicom-validator's process; None if it is not installed."""
    try:
        from dicom_validator.spec_reader.edition_reader import EditionReader

        path = spec or rival_data(EditionReader)
    except (ImportError, LookupError):
        return None
    # Its own command first requests the published editions from a server.
    return run(["-c", RIVAL, str(path), folder])


if __name__ == "__main__":
    sys.exit(main())
