"""Cost of typed objects: import, building, reading, type checking, and their size.

    python -m benchmarks.objects [--rounds N]

Each figure is printed with its goal. Types are checked, and sizes taken, of a wheel that is
built here and unpacked where an installation would have it.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.enhanced import enhanced_ct
from iodize.definitions import Iod
from iodize.iods import CTImage
from iodize.testing import instances
from tests.runtime.objects.walking import rebuilt

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        # Bytecode is kept, as after an installation, regardless of this environment.
        os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(folder, "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        importing(rounds)
        building(rounds)
        completing(rounds)
        decoding(rounds)
        drawing(rounds)
        opening(Path(folder), rounds)
        del os.environ["PYTHONPYCACHEPREFIX"]
        python = installed(Path(folder))
        checking(python, Path(folder), rounds)


def say(what: str, found: float, unit: str, goal: float) -> None:
    """Print a figure beside its goal."""
    missed = "" if found <= goal else "  MISSED"
    print(f"{what:<58} {found:8.2f} {unit} (goal {goal:g}){missed}", flush=True)


def best(work: Callable[[], object], rounds: int, repeat: int = 1) -> float:
    """Return the seconds that work takes, at best."""
    found = []
    for _ in range(rounds):
        started = time.perf_counter()
        for _ in range(repeat):
            work()
        found.append((time.perf_counter() - started) / repeat)
    return min(found)


def user_seconds(command: list[str], **options: Any) -> float:
    """Return the processor time that a command takes, without the system's."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def importing(rounds: int) -> None:
    """Print how long the import of one IOD takes beyond pydicom's."""
    code = (
        "import pydicom, time; started = time.perf_counter()\n"
        "from iodize.iods import CTImage\n"
        "print(time.perf_counter() - started)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        for _ in range(rounds + 1)  # the first one makes the bytecode
    ]
    milliseconds = min(float(run.stdout) for run in runs) * 1e3
    say("import of CTImage beyond pydicom's", milliseconds, "ms", 100)


CT: dict[str, Any] = {
    "PatientName": "Doe^Jane",
    "PatientID": "42",
    "PatientBirthDate": "19700131",
    "PatientSex": "F",
    "StudyInstanceUID": "1.2.3",
    "StudyDate": "20230102",
    "StudyTime": "123000",
    "StudyID": "7",
    "StudyDescription": "Thorax",
    "AccessionNumber": "A7",
    "ReferringPhysicianName": "Roe^Richard",
    "SeriesInstanceUID": "1.2.3.4",
    "SeriesNumber": 3,
    "SeriesDescription": "Lung",
    "Modality": "CT",
    "BodyPartExamined": "CHEST",
    "FrameOfReferenceUID": "1.2.3.5",
    "PositionReferenceIndicator": "",
    "Manufacturer": "Benchmark",
    "ManufacturerModelName": "Nothing",
    "SoftwareVersions": ["1", "2"],
    "InstanceNumber": 7,
    "AcquisitionNumber": 1,
    "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
    "PixelSpacing": [0.5, 0.5],
    "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
    "ImagePositionPatient": [0, 0, -12.5],
    "SliceThickness": 1.25,
    "KVP": 120,
    "Exposure": 100,
    "ConvolutionKernel": ["STANDARD"],
    "RescaleIntercept": -1024,
    "RescaleSlope": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "BitsStored": 12,
    "HighBit": 11,
    "PixelRepresentation": 0,
    "Rows": 2,
    "Columns": 2,
    "PixelData": bytes(8),
}
"""A CT image of 40 keywords."""


def building(rounds: int) -> None:
    """Print how long one object takes to build, once its class is compiled."""
    from iodize.iods import CTImage

    seconds = best(lambda: CTImage(**CT), rounds, 200)
    say(f"a CT image of {len(CT)} keywords built", seconds * 1e6, "µs", 300)


def completing(rounds: int) -> None:
    """Print what `to_dataset()` of a new object costs beyond encoding its values."""
    from iodize.iods import CTImage, EnhancedCTImage, SecondaryCaptureImage
    from iodize.objects.encoding import dataset_of

    made: list[tuple[str, Iod]] = [
        ("CT image", CTImage(**CT)),
        ("secondary capture", rebuilt(SecondaryCaptureImage.example())),
        ("enhanced CT image", rebuilt(EnhancedCTImage.example())),
    ]
    for name, instance in made:
        instance.to_dataset()
        encoded = best(lambda instance=instance: dataset_of(instance), rounds, 20)  # type: ignore[misc]
        complete = best(instance.to_dataset, rounds, 20)
        say(f"to_dataset() of a new {name}, by encoding", complete / encoded, "x", 1.5)
        same = rebuilt(instance)
        compared = best(lambda a=instance, b=same: a == b, rounds, 5)  # type: ignore[misc]
        say(f"== of a new {name}, by to_dataset()", compared / complete, "x", 3)


def decoding(rounds: int) -> None:
    """Print how reading all values of a header compares with pydicom's own decoding."""
    from io import BytesIO

    from pydicom import dcmread
    from pydicom.data import get_testdata_file

    from iodize.iods import CTImage

    data = Path(str(get_testdata_file("CT_small.dcm"))).read_bytes()

    def header() -> Any:
        return dcmread(BytesIO(data), stop_before_pixels=True)

    names = [each.keyword for each in header() if each.keyword]
    names = [name for name in names if name in CTImage._layout_of().fields]

    def pydicom() -> None:
        dataset = header()
        for name in names:
            getattr(dataset, name)

    def iodize() -> None:
        ct = CTImage.from_dataset(header())
        for name in names:
            getattr(ct, name)
        ct.to_dataset()

    iodize()
    unread = best(header, rounds, 50)
    theirs, ours = (best(work, rounds, 50) - unread for work in (pydicom, iodize))
    say(
        "all values of CT_small, read and written, by pydicom's",
        ours / theirs,
        "x",
        1.5,
    )


def drawing(rounds: int) -> None:
    """Print how long Hypothesis takes to draw 100 varied objects, on one core."""

    @settings(
        max_examples=100,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(instances(CTImage))
    def draw(image: CTImage) -> None:
        pass

    say("100 varied CT images, drawn by hypothesis", best(draw, rounds), "s", 10)


def opening(folder: Path, rounds: int) -> None:
    """Print how long 1,000 frames take to open as a typed object, beside pydicom."""
    from pydicom import dcmread

    import iodize

    path = folder / "1000.dcm"
    enhanced_ct(1000).save_as(path, enforce_file_format=True)

    def typed() -> None:
        frames: Any = iodize.read(path)
        assert len(frames.PerFrameFunctionalGroupsSequence) == 1000

    typed()
    theirs = best(lambda: dcmread(path).PerFrameFunctionalGroupsSequence, rounds)
    say(
        "1,000 frames opened as typed, by pydicom's",
        best(typed, rounds) / theirs,
        "x",
        1.2,
    )


def installed(folder: Path) -> str:
    """Print the sizes of the package, and return the Python that has it installed."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT],
        check=True,
    )
    wheel = next(folder.glob("iodize-*.whl"))
    venv.create(folder / "venv")
    bin_folder = "Scripts" if os.name == "nt" else "bin"
    python = str(folder / "venv" / bin_folder / "python")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run(
        [python, "-c", ask], capture_output=True, text=True, check=True
    )
    site = Path(done.stdout.strip())
    zipfile.ZipFile(wheel).extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    source = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    compileall.compile_dir(str(site / "iodize"), quiet=2)
    whole = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    say("wheel", wheel.stat().st_size / 1e6, "MB", 4)
    say("installed", source / 1e6, "MB", 25)
    say("installed, with bytecode", whole / 1e6, "MB", 25)
    return python


def checking(python: str, folder: Path, rounds: int) -> None:
    """Print the processor time that a cold mypy takes beyond an empty program's."""
    programs = {
        "empty": "",
        "pydicom": "import pydicom\n",
        "iodize": "from iodize.iods import CTImage\n",
    }
    found = {}
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("MYPYPATH", "PYTHONPATH")
    }
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
    command.append(f"--python-executable={python}")
    for name, text in programs.items():
        program = folder / f"{name}_program.py"
        program.write_text(text)
        taken = []
        for number in range(rounds):
            cold = f"--cache-dir={folder / 'mypy' / f'{name}{number}'}"
            taken.append(user_seconds([*command, cold, str(program)], env=environment))
        found[name] = min(taken)
    say(
        "mypy --strict beyond an empty program",
        found["iodize"] - found["empty"],
        "s",
        5,
    )
    pydicom = found["pydicom"] - found["empty"]
    print(
        f"  pydicom's: {pydicom:.2f} s, {(found['iodize'] - found['empty']) / pydicom:.1f} x"
    )


if __name__ == "__main__":
    main()
