"""Time for a validation: per file in process, and one file from a cold start.

    python -m benchmarks.validate [--rounds N] [--rival-spec DIR]

Over the sample files that pydicom ships. dicom-validator is measured beside iodize where
its data are at hand: `--rival-spec` names the folder that it keeps them in
(`<folder>/<edition>/json`), or IODIZE_DOCBOOK a folder with 2023a/part03.xml,
part04.xml and part06.xml, from which its data are made once (this takes it half a minute).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pydicom
from pydicom.data import get_testdata_file
from pydicom.filereader import dcmread

import iodize

EDITION = "2023a"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "iodize-rival"

T = TypeVar("T")
Work = Callable[[str], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rival-spec", type=Path, default=None)
    options = parser.parse_args()
    files = sample_files()
    print(f"{len(files)} files, best of {options.rounds} rounds")
    contenders: dict[str, Work] = {
        "pydicom dcmread": read_with_pydicom,
        "iodize validate": iodize_validator(),
        "iodize.validate(file)": iodize.validate,
    }
    try:
        contenders["dicom-validator"] = rival(options.rival_spec)
    except LookupError as reason:
        print(f"  dicom-validator       skipped: {reason}")
    taken = measure(contenders, files, options.rounds)
    for name, seconds in taken.items():
        print(f"  {name:<20} {seconds / len(files) * 1e3:7.3f} ms/file")
    if "dicom-validator" in taken:
        ratio = taken["dicom-validator"] / taken["iodize validate"]
        print(f"  iodize is {ratio:.1f} times as fast as dicom-validator")
    one_call(files, options.rounds, taken["iodize.validate(file)"])
    cold_start(options.rounds)


def one_call(files: list[str], rounds: int, loop: float) -> None:
    """Print the time of one call for all files, and how much longer a loop takes."""
    taken = min(seconds(iodize.validate, files) for _ in range(rounds))
    print(f"  iodize.validate(files) {taken / len(files) * 1e3:5.3f} ms/file")
    print(f"  a loop takes {loop / taken:.2f} times as long as one call")


def seconds(work: Callable[[T], object], argument: T) -> float:
    """Return the processor time of a call: other processes do not add to it."""
    start = time.process_time()
    work(argument)
    return time.process_time() - start


def sample_files() -> list[str]:
    """Return the files that pydicom ships for its own tests."""
    folder = Path(pydicom.__file__).parent / "data" / "test_files"
    return sorted(map(str, folder.glob("*.dcm")))


def measure(
    contenders: dict[str, Work], files: list[str], rounds: int
) -> dict[str, float]:
    """Return the seconds of each contender's best round; they take turns."""
    best = dict.fromkeys(contenders, float("inf"))
    for number in range(rounds + 1):
        for name, work in contenders.items():
            taken = sum(seconds(work, file) for file in files)
            if number:  # the first round warms up
                best[name] = min(best[name], taken)
    return best


def read_with_pydicom(path: str) -> None:
    with contextlib.suppress(Exception):  # some samples are broken on purpose
        dcmread(path, force=True)


def iodize_validator() -> Work:
    from iodize.validation.engine.engine import Validator

    return Validator().check


def rival(spec: Path | None) -> Work:
    """Return dicom-validator with its data loaded once, and its output thrown away.

    Raises:
        LookupError: It is not installed, or it has no data.
    """
    try:
        from dicom_validator.spec_reader.edition_reader import EditionReader
        from dicom_validator.validator.dicom_file_validator import DicomFileValidator
    except ImportError as error:
        raise LookupError("it is not installed") from error
    reader = EditionReader(spec or rival_data(EditionReader))
    if not reader.json_files_exist(EDITION):
        raise LookupError(f"no data of {EDITION} in {reader.path}")
    validator = DicomFileValidator(
        reader.load_dicom_info(EDITION), log_level=logging.ERROR, force_read=True
    )

    def check(path: str) -> None:
        with (
            contextlib.suppress(Exception),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            validator.validate(path)

    return check


def rival_data(reader_class: Callable[[Path], object]) -> Path:
    """Return the folder of dicom-validator's data, made from IODIZE_DOCBOOK if needed."""
    own = Path.home() / "dicom-validator"
    docbook = os.environ.get("IODIZE_DOCBOOK")
    if (own / EDITION / "json").is_dir():
        return own
    if docbook is None:
        raise LookupError("it has no data; see IODIZE_DOCBOOK above")
    reader = reader_class(CACHE)
    if not reader.json_files_exist(EDITION):  # type: ignore[attr-defined]
        folder = CACHE / EDITION / "docbook"
        folder.mkdir(parents=True, exist_ok=True)
        (CACHE / EDITION / "json").mkdir(exist_ok=True)
        for part in ("part03.xml", "part04.xml", "part06.xml"):
            if not (folder / part).exists():
                (folder / part).symlink_to(Path(docbook).resolve() / EDITION / part)
        with contextlib.redirect_stdout(io.StringIO()):
            reader.create_json_files(EDITION)  # type: ignore[attr-defined]
    return CACHE


def cold_start(rounds: int) -> None:
    """Print how long a whole process takes, from nothing to the report of one file."""
    file = str(get_testdata_file("CT_small.dcm", download=False))
    print("cold start, whole process")
    with tempfile.TemporaryDirectory() as folder:
        # Bytecode is kept, as after an installation, regardless of this environment.
        environment = os.environ | {"PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for name, arguments in {
            "import pydicom": ["-c", "import pydicom"],
            "iodize validate": ["-m", "iodize", "validate", file, "--format", "json"],
        }.items():
            run(arguments, environment)
            best = min(run(arguments, environment) for _ in range(rounds))
            print(f"  {name:<20} {best:7.3f} s")


def run(arguments: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, env=environment
    )
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return taken


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    main()
