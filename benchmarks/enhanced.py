"""Time for a multi-frame object: an enhanced CT of 100, 1,000 and 5,000 frames.

    python -m benchmarks.enhanced [--frames N ...] [--rounds N] [--jobs N] [--spec DIR]

The object is a Legacy Converted Enhanced CT Image as a converter makes it: what all frames
share once, and for each frame its own groups with the attributes that were different in
the single images. 1,000 frames are 33 MB. Side by side: pydicom reading and walking it,
dciodvfy of Debian's dicom3tools and dicom-validator, each where it is installed; `--spec` is
the folder of dicom-validator's data (see validate.py).
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
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from pydicom import Dataset, dcmread
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from benchmarks.validate import rival

LEGACY_ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.2"
CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
ROOT = "1.2.826.0.1.3680043.10.1561"
SIDE = 128
"""Rows and columns: 32 KB a frame."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--frames", type=int, nargs="+", default=[100, 1000, 5000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--spec", type=Path, default=None)
    parser.add_argument("--memory", metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print_memory(options.memory)
        return
    with tempfile.TemporaryDirectory() as folder:
        # Bytecode is kept, as after an installation, regardless of this environment.
        os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(folder, "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for frames in options.frames:
            path = os.path.join(folder, f"{frames}.dcm")
            enhanced_ct(frames).save_as(path, enforce_file_format=True)
            compare(path, frames, options.rounds, options.spec)
        scaling(folder, options.jobs)


def enhanced_ct(frames: int) -> FileDataset:
    """Return a Legacy Converted Enhanced CT Image with noise-free pixels."""
    dataset = FileDataset("", {}, preamble=bytes(128), file_meta=FileMetaDataset())
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = UID(LEGACY_ENHANCED_CT)
    dataset.file_meta.MediaStorageSOPInstanceUID = UID(f"{ROOT}.1")
    dataset.update(attributes(HEADER))
    dataset.NumberOfFrames = frames
    dataset.AcquisitionContextSequence = []
    dataset.SharedFunctionalGroupsSequence = [shared_groups()]
    dataset.PerFrameFunctionalGroupsSequence = [
        frame_groups(number) for number in range(1, frames + 1)
    ]
    dataset.PixelData = bytes(SIDE * SIDE * 2 * frames)
    return dataset


def attributes(values: Mapping[str, object]) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


HEADER: dict[str, object] = {
    "SpecificCharacterSet": "ISO_IR 100",
    "ImageType": ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"],
    "InstanceCreationDate": "20230102",
    "InstanceCreationTime": "120000",
    "SOPClassUID": LEGACY_ENHANCED_CT,
    "SOPInstanceUID": f"{ROOT}.1",
    "StudyDate": "20230101",
    "ContentDate": "20230101",
    "AcquisitionDateTime": "20230101120000",
    "StudyTime": "120000",
    "ContentTime": "120000",
    "AccessionNumber": "",
    "Modality": "CT",
    "Manufacturer": "Benchmark",
    "ReferringPhysicianName": "",
    "VolumetricProperties": "VOLUME",
    "VolumeBasedCalculationTechnique": "NONE",
    "PixelPresentation": "MONOCHROME",
    "PresentationLUTShape": "IDENTITY",
    "PatientName": "Frames^Many",
    "PatientID": "FRAMES",
    "PatientBirthDate": "",
    "PatientSex": "O",
    "BodyPartExamined": "CHEST",
    "PatientPosition": "HFS",
    "StudyInstanceUID": f"{ROOT}.2",
    "SeriesInstanceUID": f"{ROOT}.3",
    "StudyID": "",
    "SeriesNumber": 1,
    "InstanceNumber": 1,
    "FrameOfReferenceUID": f"{ROOT}.4",
    "PositionReferenceIndicator": "",
    "SamplesPerPixel": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "Rows": SIDE,
    "Columns": SIDE,
    "BitsAllocated": 16,
    "BitsStored": 16,
    "HighBit": 15,
    "PixelRepresentation": 1,
    "BurnedInAnnotation": "NO",
    "LossyImageCompression": "00",
}


def shared_groups() -> Dataset:
    """Return the shared functional groups."""
    plane = {"ImageOrientationPatient": [1, 0, 0, 0, 1, 0]}
    frame = {
        "FrameType": ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"],
        "PixelPresentation": "MONOCHROME",
        "VolumetricProperties": "VOLUME",
        "VolumeBasedCalculationTechnique": "NONE",
    }
    converted = {
        "ScanOptions": "HELICAL MODE",
        "KVP": "120",
        "DataCollectionDiameter": "500",
        "ReconstructionDiameter": "350",
        "GantryDetectorTilt": "0",
        "ConvolutionKernel": "STANDARD",
        "AcquisitionNumber": 1,
    }
    return attributes(
        {
            "PlaneOrientationSequence": [attributes(plane)],
            "CTImageFrameTypeSequence": [attributes(frame)],
            "UnassignedSharedConvertedAttributesSequence": [attributes(converted)],
        }
    )


def frame_groups(number: int) -> Dataset:
    """Return the functional groups of one frame."""
    position = -number * 1.25
    content = {
        "FrameAcquisitionNumber": 1,
        "FrameAcquisitionDateTime": f"20230101{120000 + number % 60}",
        "StackID": "1",
        "InStackPositionNumber": number,
    }
    source = {
        "ReferencedSOPClassUID": CT_IMAGE,
        "ReferencedSOPInstanceUID": f"{ROOT}.5.{number}",
    }
    pixels = {"SliceThickness": "1.25", "PixelSpacing": ["0.6836", "0.6836"]}
    values = {
        "RescaleIntercept": "-1024",
        "RescaleSlope": "1",
        "RescaleType": "HU",
    }
    window = {"WindowCenter": ["40", "-600"], "WindowWidth": ["400", "1500"]}
    converted = {
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
        "InstanceCreationTime": f"{120000 + number % 60}",
        "AcquisitionDate": "20230101",
        "ContentTime": f"{120000 + number % 60}.{number:06}",
        "DistanceSourceToDetector": "949.147",
        "TableHeight": f"{150 + number % 7}.5",
        "ExposureTime": 500 + number % 50,
        "XRayTubeCurrent": 200 + number % 100,
        "Exposure": 100 + number % 40,
        "FilterType": "BODY FILTER",
        "GeneratorPower": "36000",
        "FocalSpots": "1.2",
        "InstanceNumber": number,
        "SliceLocation": f"{position:.2f}",
        "SmallestImagePixelValue": 0,
        "LargestImagePixelValue": 0,
    }
    return attributes(
        {
            "FrameContentSequence": [attributes(content)],
            "PlanePositionSequence": [
                attributes({"ImagePositionPatient": ["-175", "-175", f"{position}"]})
            ],
            "PixelMeasuresSequence": [attributes(pixels)],
            "FrameVOILUTSequence": [attributes(window)],
            "PixelValueTransformationSequence": [attributes(values)],
            "ConversionSourceAttributesSequence": [attributes(source)],
            "UnassignedPerFrameConvertedAttributesSequence": [attributes(converted)],
        }
    )


def compare(path: str, frames: int, rounds: int, spec: Path | None) -> None:
    """Print the best time of each contender, and the memory that iodize takes."""
    print(f"{frames} frames, {os.path.getsize(path) / 1e6:.0f} MB, best of {rounds}")
    for name, work in contenders(path, spec).items():
        work()
        print(f"  {name:<28} {min(timed(work) for _ in range(rounds)):7.3f} s")
    arguments = [sys.executable, "-m", "benchmarks.enhanced", "--memory", path]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    print(f"  memory of iodize             {done.stdout.strip():>7} MB")


def contenders(path: str, spec: Path | None) -> dict[str, Callable[[], object]]:
    from iodize.validation.engine.engine import Validator

    validator = Validator()
    found: dict[str, Callable[[], object]] = {
        "iodize validate, in process": lambda: validator.check(path),
        "iodize validate, command": lambda: run(
            [sys.executable, "-m", "iodize", "validate", "--format", "json", path]
        ),
        "pydicom reading and walking": lambda: dcmread(path).walk(lambda *_: None),
    }
    if dciodvfy := shutil.which("dciodvfy"):
        found["dciodvfy, command"] = lambda: run([dciodvfy, path])
    try:
        check = rival(spec)
        found["dicom-validator, in process"] = lambda: check(path)
    except LookupError as reason:
        print(f"  dicom-validator skipped: {reason}")
    return found


def run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def print_memory(path: str) -> None:
    """Print the megabytes that a process holds at most while it checks one file."""
    from iodize.validation.engine.engine import Validator

    Validator().check(path)
    print(most_memory() // 1024)


def most_memory() -> int:
    """Return the kilobytes that this process held at most."""
    try:
        with open("/proc/self/status") as status:
            # Not ru_maxrss, which begins with what the parent process held.
            lines = dict(line.split(":", 1) for line in status)
        return int(lines["VmHWM"].split()[0])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def scaling(folder: str, jobs: int) -> None:
    """Print how long 16 files of 200 frames take with one process, and with several."""
    from iodize.validation.runs.batch import check_paths

    source = os.path.join(folder, "jobs", "0.dcm")
    os.mkdir(os.path.dirname(source))
    enhanced_ct(200).save_as(source, enforce_file_format=True)
    for number in range(1, 16):
        shutil.copy(source, os.path.join(folder, "jobs", f"{number}.dcm"))
    print("16 files of 200 frames")
    for number in sorted({1, jobs}):
        taken = timed(partial(check_paths, [os.path.dirname(source)], jobs=number))
        print(f"  --jobs {number:<21} {taken:7.3f} s")


if __name__ == "__main__":
    main()
