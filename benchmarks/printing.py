"""Images per second to a printer, compared with DCMTK's dcmpsprt and dcmprscu.

    python -m benchmarks.printing [--size N] [--rounds N]

The printer is DCMTK's dcmprscp, in a process of its own. A film has 12 CT images of 12 bits
with a window. iodize converts and sends them in one process; dcmpsprt writes the converted
images to files, which dcmprscu sends.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import generate_uid

from .servers import ENVIRONMENT

BOXES = 12
PRINTER = "PRINTER"
CONFIGURATION = """
[[GENERAL]]
[PRINT]
Directory = spool
[DATABASE]
Directory = database
[LUT]
Directory = lut
[APPLICATION]
LogDirectory = log
[[COMMUNICATION]]
[{name}]
Type = {type}
Hostname = localhost
Port = {port}
Aetitle = {name}
MaxPDU = 131072
Supports12Bit = true
DisplayFormat = 3,4
FilmSizeID = 14INX17IN
MediumType = BLUE FILM
MagnificationType = CUBIC
MaxDensity = 320
FilmDestination = PROCESSOR
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=512, help="rows and columns")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if shutil.which("dcmprscp") is None:
        raise SystemExit("dcmprscp of DCMTK is not installed")
    logging.getLogger("iodize.network").addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as folder:
        files = images(Path(folder), options.size)
        with printer(Path(folder) / "printer") as port:
            for check in ("raise", "off"):
                seconds = min(ours(port, files, check) for _ in range(options.rounds))
                say(f"iodize, check={check}: convert and send", BOXES / seconds)
        with printer(Path(folder) / "other") as port:
            place = configured(Path(folder) / "client", "PRINTER", port)
            found = [theirs(place, files) for _ in range(options.rounds)]
            say("dcmpsprt and dcmprscu: convert and send", BOXES / min(map(sum, found)))
            say("dcmprscu: send", BOXES / min(sent for _, sent in found))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'iodize: peak memory':<58} {peak:9.1f} MB")


def say(what: str, found: float) -> None:
    """Print a figure."""
    print(f"{what:<58} {found:9.1f} images/s", flush=True)


def images(folder: Path, size: int) -> list[Path]:
    """Write CT images with a window."""
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    repeats = -(-size // dataset.Rows)
    pixels = np.tile(dataset.pixel_array, (repeats, repeats))[:size, :size]
    dataset.Rows = dataset.Columns = size
    dataset.PixelData = pixels.tobytes()
    dataset.WindowCenter, dataset.WindowWidth = 40, 400
    paths = []
    for number in range(BOXES):
        uid = generate_uid()
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = uid
        paths.append(folder / f"{number}.dcm")
        dataset.save_as(paths[-1], enforce_file_format=True)
    return paths


def configured(folder: Path, kind: str, port: int) -> Path:
    """Create the folders and the configuration of DCMTK's print tools."""
    for name in ("spool", "database", "lut", "log"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    text = CONFIGURATION.format(name=PRINTER, type=kind, port=port)
    (folder / "print.cfg").write_text(text)
    return folder


@contextlib.contextmanager
def printer(folder: Path) -> Iterator[int]:
    """Run dcmprscp on a free port."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    configured(folder, "LOCALPRINTER", port)
    process = subprocess.Popen(
        ["dcmprscp", "-q", "-c", "print.cfg", "-p", PRINTER],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", port)),
            ):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def ours(port: int, files: list[Path], check: str) -> float:
    """Return the seconds for a film with iodize."""
    from iodize.printing import print_images

    start = time.perf_counter()
    result = print_images(
        ("127.0.0.1", port),
        files,
        layout="3x4",
        called_ae=PRINTER,
        check=check,  # type: ignore[arg-type]
    )
    assert len(result.films) == 1
    assert not result.warnings, result.warnings
    return time.perf_counter() - start


def theirs(folder: Path, files: list[Path]) -> tuple[float, float]:
    """Return the seconds for a film with dcmpsprt and dcmprscu."""

    def run(*command: str) -> float:
        start = time.perf_counter()
        options = ["-q", "-c", "print.cfg", "-p", PRINTER]
        subprocess.run(
            [command[0], *options, *command[1:]],
            cwd=folder,
            env=ENVIRONMENT,
            check=True,
        )
        return time.perf_counter() - start

    before = set(folder.glob("database/SP_*.dcm"))
    converted = run("dcmpsprt", "-l", "3", "4", *map(str, files))
    (stored,) = set(folder.glob("database/SP_*.dcm")) - before
    return converted, run("dcmprscu", str(stored))


if __name__ == "__main__":
    main()
