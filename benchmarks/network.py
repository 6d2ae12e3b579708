"""Cost of messages: instances and matches per second, and their checking.

    python -m benchmarks.network [--objects N] [--rounds N]

Each figure is compared with another implementation in the same run: pynetdicom, on which
iodize is based, and DCMTK's storescu, storescp and wlmscpfs, where they are installed.
Both sides run on this machine, in separate processes. Files are written to memory
(/dev/shm) if it exists; durable storage waits for the disk, which is measured too. On a
shared machine, the processor time of each side is more reliable than the objects per
second.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid

from .servers import ENVIRONMENT, Running, python, running

ROOT = Path(__file__).resolve().parent.parent
CT = "1.2.840.10008.5.1.4.1.1.2"
WORKLIST = "1.2.840.10008.5.1.4.31"
ITEMS = 300


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
        checking(Path(folder), files[:100], options.rounds)
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


# Senders: each returns the seconds that it takes to send all files on one association.


def send_iodize(port: int, files: list[Path]) -> float:
    """Send with iodize."""
    from iodize.network import connect

    with connect("127.0.0.1", port, [CT]) as association:
        started = time.perf_counter()
        for path in files:
            association.store(path)
        return time.perf_counter() - started


def send_asynchronously(port: int, files: list[Path]) -> float:
    """Send with iodize, eight at a time."""
    from iodize.network import connect

    with connect("127.0.0.1", port, [CT], asynchronous_window=(8, 1)) as association:
        started = time.perf_counter()
        for sent in association.store_all(files):
            assert sent.error is None, sent
        return time.perf_counter() - started


def send_side_by_side(port: int, files: list[Path]) -> float:
    """Send with iodize, on eight associations."""
    started = time.perf_counter()
    parts = [files[number::8] for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda part: send_iodize(port, part), parts))
    return time.perf_counter() - started


def send_pynetdicom(port: int, files: list[Any]) -> float:
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
        "iodize, 8 at a time": send_asynchronously,
        "iodize, 8 associations": send_side_by_side,
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
            with running(command) as server:
                for sender, send in senders.items():
                    seconds, own, theirs = least(send, server, files, rounds)
                    say(
                        f"C-STORE, {sender} to {receiver}",
                        len(files) / seconds,
                        "objects/s",
                        f"{size / seconds:6.1f} MB/s; processor: sender {own:5.2f},"
                        f" receiver {theirs:5.2f} ms/object",
                    )
    finally:
        shutil.rmtree(disk, ignore_errors=True)


def least(
    send: Callable[[int, list[Any]], float],
    server: Running,
    files: list[Any],
    rounds: int,
) -> tuple[float, float, float]:
    """Return seconds for all, and ms of processor time for one of each side."""
    found = []
    for _ in range(rounds):
        own, theirs = sum(os.times()[:4]), server.seconds()
        seconds = send(server.port, files)
        own, theirs = sum(os.times()[:4]) - own, server.seconds() - theirs
        found.append((seconds, own, theirs))
    # A round that the sender gave up is ignored; the processor time of a child is counted
    # when its parent has noticed its end, which may be in the next round.
    whole = [each for each in found if each[0] < float("inf")] or found
    seconds, own = (min(each[number] for each in whole) for number in (0, 1))
    theirs = min((each[2] for each in whole if each[2] > 0), default=float("nan"))
    return seconds, 1e3 * own / len(files), 1e3 * theirs / len(files)


def checking(folder: Path, files: list[Path], rounds: int) -> None:
    """Print what checking costs the sender of objects in memory."""
    from iodize import read
    from iodize.network import connect

    def sending(check: Literal["raise", "warn", "off"]) -> Any:
        def send(port: int, instances: list[Any]) -> float:
            with connect("127.0.0.1", port, [CT], check=check) as association:
                for each in instances:
                    association.store(each)
            return 0

        return send

    senders = {
        "pynetdicom": send_pynetdicom,
        "iodize, check=off": sending("off"),
        "iodize, check=raise": sending("raise"),
    }
    kinds: dict[str, Callable[[Path], Any]] = {
        "data sets": lambda path: dcmread(path),
        "data sets, decoded": _decoded,
        "typed objects": lambda path: read(path),
        "files": lambda path: path,
    }
    with running(python("iodize", folder / "checked", durable=False)) as server:
        for kind, load in kinds.items():
            for sender, send in senders.items():
                if kind == "typed objects" and sender == "pynetdicom":
                    continue
                own = min(
                    least(send, server, [load(path) for path in files], 1)[1]
                    for _ in range(rounds)
                )
                say(f"C-STORE of {kind}, {sender}", own, "ms/object", "of the sender")


def _decoded(path: Path) -> Dataset:
    dataset = dcmread(path)
    for element in dataset.iterall():
        assert element.value is element.value
    return dataset


def finding(folder: Path, rounds: int) -> None:
    """Print matches per second of worklists, checked and unchecked."""
    items = worklist(folder / "worklist", ITEMS)
    receivers = {
        f"iodize, check={check}": python("worklist", items, check=check)
        for check in ("warn", "off")
    }
    receivers["pynetdicom"] = python("pynetdicom worklist", items)
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
        with running(command) as server:
            for asker, ask in askers.items():
                found, own, theirs = 0.0, float("inf"), float("inf")
                for _ in range(rounds):
                    before = sum(os.times()[:4]), server.seconds()
                    found = max(found, ask(server.port))
                    own = min(own, sum(os.times()[:4]) - before[0])
                    theirs = min(theirs, server.seconds() - before[1])
                note = (
                    f"processor: asker {1e3 * own / ITEMS:5.2f},"
                    f" answerer {1e3 * theirs / ITEMS:5.2f} ms/item"
                )
                say(f"C-FIND, {asker} at {receiver}", found, "items/s", note)


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
