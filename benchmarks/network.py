"""What messages cost: instances and matches per second, and their checking.

    python -m benchmarks.network [--objects N] [--rounds N]

Each figure stands beside that of another implementation in the same run: pynetdicom, on
which iodize stands, and DCMTK's storescu, storescp and wlmscpfs, where they are installed.
Both sides run on this machine, in processes of their own. Files are written to memory
(/dev/shm) where there is such a place; durable storage waits for the disk, which is
measured too.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid

ROOT = Path(__file__).resolve().parent.parent
CT = "1.2.840.10008.5.1.4.1.1.2"
WORKLIST = "1.2.840.10008.5.1.4.31"
ENVIRONMENT = {**os.environ, "TCP_NODELAY": "1"}  # DCMTK asks it whether to delay

SERVERS = {
    "iodize": """
import sys
from iodize.network import StorageProvider, serve
serve(int(sys.argv[1]), [StorageProvider(sys.argv[2], durable={durable})]).wait()
""",
    "pynetdicom": """
import socket, sys
from pynetdicom import AE, evt, _config
from pynetdicom.sop_class import CTImageStorage
_config.LOG_HANDLER_LEVEL = "none"
def store(event):
    with open(sys.argv[2] + "/" + event.request.AffectedSOPInstanceUID, "wb") as file:
        file.write(event.encoded_dataset())
    return 0
def opened(event):
    event.assoc.dul.socket.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
ae = AE()
ae.maximum_pdu_size = 1 << 17
ae.add_supported_context(CTImageStorage)
handlers = [(evt.EVT_C_STORE, store), (evt.EVT_CONN_OPEN, opened)]
ae.start_server(("127.0.0.1", int(sys.argv[1])), evt_handlers=handlers)
""",
    "worklist": """
import sys
from pydicom import dcmread
from pathlib import Path
from iodize.network import serve
from iodize.services import ModalityWorklist
items = [dcmread(path) for path in sorted(Path(sys.argv[2]).glob("*/*.wl"))]
class Worklist(ModalityWorklist.Provider):
    def find(self, query, call):
        for item in items:
            yield ModalityWorklist.Answer.from_dataset(item)
serve(int(sys.argv[1]), [Worklist()], check={check!r}).wait()
""",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--objects", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    logging.getLogger("iodize.network").addHandler(logging.NullHandler())
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        files = objects(Path(folder) / "sent", options.objects)
        storing(Path(folder), files, options.rounds)
        finding(Path(folder), options.rounds)


def say(what: str, found: float, unit: str, note: str = "") -> None:
    """Print a figure."""
    print(f"{what:<58} {found:9.1f} {unit} {note}".rstrip(), flush=True)


def objects(folder: Path, count: int) -> list[Path]:
    """Write CT images of 39 KB, each with a UID of its own."""
    folder.mkdir()
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    paths = []
    for number in range(count):
        uid = generate_uid()
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = uid
        path = folder / f"{number:05}.dcm"
        dataset.save_as(path, enforce_file_format=True)
        paths.append(path)
    return paths


@contextlib.contextmanager
def running(command: Callable[[int], list[str]], **options: str) -> Iterator[int]:
    """Run a server as long as it is needed, and give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        command(port),
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", port), timeout=1),
            ):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def python(program: str, folder: Path, **options: object) -> Callable[[int], list[str]]:
    """Return the command of a program of SERVERS."""
    folder.mkdir(parents=True, exist_ok=True)
    text = SERVERS[program]
    for name, value in options.items():
        text = text.replace(f"{{{name}}}", str(value)).replace(
            f"{{{name}!r}}", repr(value)
        )
    return lambda port: [sys.executable, "-c", text, str(port), str(folder)]


# Senders: each returns the seconds that it takes to send all files on one association.


def send_iodize(port: int, files: list[Path]) -> float:
    """Send with iodize."""
    from iodize.network import connect

    with connect("127.0.0.1", port, [CT]) as association:
        started = time.perf_counter()
        for path in files:
            association.store(path)
        return time.perf_counter() - started


def send_pynetdicom(port: int, files: list[Path]) -> float:
    """Send with pynetdicom, its connection without delay."""
    from pynetdicom import AE, _config

    _config.LOG_HANDLER_LEVEL = "none"
    ae = AE()
    ae.dimse_timeout = 5
    ae.add_requested_context(CT, ExplicitVRLittleEndian)
    association = ae.associate("127.0.0.1", port, max_pdu=1 << 17)
    transport = association.dul.socket
    assert transport is not None
    assert transport.socket is not None
    transport.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    started = time.perf_counter()
    for path in files:
        if association.send_c_store(path).get("Status") != 0:
            return float("inf")  # its reactor has taken the response, as it may
    seconds = time.perf_counter() - started
    association.release()
    return seconds


def send_storescu(port: int, files: list[Path]) -> float:
    """Send with DCMTK; the start of its process counts."""
    started = time.perf_counter()
    subprocess.run(
        ["storescu", "-R", "127.0.0.1", str(port), *map(str, files)],
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def storing(folder: Path, files: list[Path], rounds: int) -> None:
    """Print instances per second of every sender to every receiver."""
    size = sum(path.stat().st_size for path in files) / 1e6
    disk = Path(tempfile.mkdtemp(dir=ROOT, prefix=".benchmark-"))
    receivers = {
        "iodize": python("iodize", folder / "iodize", durable=False),
        "iodize, durable, on disk": python("iodize", disk, durable=True),
        "pynetdicom": python("pynetdicom", folder / "pynetdicom"),
    }
    senders: dict[str, Callable[[int, list[Path]], float]] = {
        "iodize": send_iodize,
        "pynetdicom": send_pynetdicom,
    }
    if shutil.which("storescp"):
        (folder / "storescp").mkdir()
        receivers["storescp"] = lambda port: [
            "storescp", "--fork", "-od", str(folder / "storescp"), str(port),
        ]  # fmt: skip
        senders["storescu"] = send_storescu
    try:
        for receiver, command in receivers.items():
            with running(command) as port:
                for sender, send in senders.items():
                    seconds = min(send(port, files) for _ in range(rounds))
                    say(
                        f"C-STORE, {sender} to {receiver}",
                        len(files) / seconds,
                        "objects/s",
                        f"{size / seconds:6.1f} MB/s",
                    )
    finally:
        shutil.rmtree(disk, ignore_errors=True)


def finding(folder: Path, rounds: int) -> None:
    """Print matches per second of worklists, checked and unchecked."""
    items = worklist(folder / "worklist", 300)
    receivers = {
        f"iodize, check={check}": python("worklist", items, check=check)
        for check in ("warn", "off")
    }
    if shutil.which("wlmscpfs"):
        receivers["wlmscpfs"] = lambda port: [
            "wlmscpfs", "-dfp", str(items), str(port),
        ]  # fmt: skip
    askers: dict[str, Callable[[int], float]] = {
        "iodize, check=raise": lambda port: find_iodize(port, "raise"),
        "iodize, check=off": lambda port: find_iodize(port, "off"),
        "pynetdicom": find_pynetdicom,
    }
    for receiver, command in receivers.items():
        with running(command) as port:
            for asker, ask in askers.items():
                found = max(ask(port) for _ in range(rounds))
                say(f"C-FIND, {asker} at {receiver}", found, "items/s")


def find_iodize(port: int, check: Literal["raise", "off"]) -> float:
    """Return the items that iodize gets in a second, each an object."""
    from iodize.network import connect
    from iodize.services import ModalityWorklist

    with connect(
        "127.0.0.1", port, [ModalityWorklist], called_ae="RIS", check=check
    ) as association:
        started = time.perf_counter()
        found = sum(1 for _ in association.find(ModalityWorklist.Query()))
        return found / (time.perf_counter() - started)


def find_pynetdicom(port: int) -> float:
    """Return the items that pynetdicom gets in a second, each a data set."""
    from pynetdicom import AE

    from iodize.services import ModalityWorklist

    query = ModalityWorklist.Query().to_dataset()
    ae = AE()
    ae.add_requested_context(WORKLIST, ExplicitVRLittleEndian)
    association = ae.associate("127.0.0.1", port, ae_title="RIS")
    started = time.perf_counter()
    found = sum(
        1 for _, item in association.send_c_find(query, WORKLIST) if item is not None
    )
    seconds = time.perf_counter() - started
    association.release()
    return found / seconds


def worklist(folder: Path, count: int) -> Path:
    """Write the files of a worklist, as wlmscpfs wants them."""
    place = folder / "RIS"
    place.mkdir(parents=True)
    (place / "lockfile").touch()
    for number in range(count):
        step = Dataset()
        step.Modality = "CT"
        step.ScheduledStationAETitle = "CT1"
        step.ScheduledProcedureStepStartDate = "20260101"
        step.ScheduledProcedureStepStartTime = "0800"
        step.ScheduledPerformingPhysicianName = "Roe^Richard"
        step.ScheduledProcedureStepDescription = "Thorax"
        step.ScheduledProcedureStepID = f"S{number}"
        item = Dataset()
        item.AccessionNumber = f"A{number}"
        item.PatientName = f"Doe^{number}"
        item.PatientID = str(number)
        item.PatientBirthDate = "19700101"
        item.PatientSex = "F"
        item.ReferringPhysicianName = ""
        item.StudyInstanceUID = generate_uid()
        item.RequestedProcedureID = f"R{number}"
        item.RequestedProcedureDescription = "Thorax"
        item.ScheduledProcedureStepSequence = [step]
        item.file_meta = FileMetaDataset()
        item.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        item.file_meta.MediaStorageSOPClassUID = UID(WORKLIST)
        item.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        item.save_as(place / f"{number:04}.wl", enforce_file_format=True)
    return folder


if __name__ == "__main__":
    main()
