"""Storage of instances as files of a folder."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from iodize.data_sets import transfer
from iodize.dimse.services.sides import Refused
from iodize.network import FailedStatusError, StorageProvider, connect, serve
from iodize.network.link.durability import FolderSync

from ..samples import CT, PATIENCE, association_with
from ..wire import command_pdu, data_pdu, raw_association, read_pdu

FILE = Path(str(get_testdata_file("CT_small.dcm")))


def small(uid: str = "", **values: Any) -> Dataset:
    """Return a small data set."""
    dataset = Dataset()
    dataset.SOPClassUID = CT
    dataset.SOPInstanceUID = uid or generate_uid()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.mark.parametrize(
    ("duplicates", "stays", "code"),
    [("replace", "2", 0), ("keep", "1", 0), ("refuse", "1", 0x0111)],
)
def test_duplicate_instance_is_handled_as_configured(
    duplicates: Any, stays: str, code: int, tmp_path: Path
) -> None:
    provider = StorageProvider(tmp_path, duplicates=duplicates)
    with association_with([provider], CT, check="off") as association:
        association.store(small("1.2.3", PatientID="1"))
        try:
            found = association.store(small("1.2.3", PatientID="2")).code
        except FailedStatusError as error:
            found = error.code

    assert found == code
    assert [each.name for each in tmp_path.iterdir()] == ["1.2.3.dcm"]
    assert dcmread(tmp_path / "1.2.3.dcm").PatientID == stays


def test_full_disk_is_a_failure_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """write() to /dev/full fails as it does on a full disk."""

    def full(path: Path, flags: int, mode: int) -> int:
        os.close(open_(path, flags, mode))
        return open_("/dev/full", os.O_WRONLY)

    open_ = os.open

    with association_with([StorageProvider(tmp_path)], CT, check="off") as association:
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", full)
            with pytest.raises(FailedStatusError) as failed:
                association.store(FILE)
        assert list(tmp_path.iterdir()) == []
        association.store(FILE)  # with space again

    assert failed.value.code == 0xA700
    assert len(list(tmp_path.glob("*.dcm"))) == 1


def test_failed_fsync_is_a_failure_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(number: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", failing)
    with (
        association_with([StorageProvider(tmp_path)], CT, check="off") as association,
        pytest.raises(FailedStatusError) as failed,
    ):
        association.store(FILE)

    assert failed.value.code == 0xA700
    assert list(tmp_path.iterdir()) == []


def test_success_follows_the_synchronization_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    with association_with([StorageProvider(tmp_path)], CT, check="off") as association:
        association.store(FILE)
        assert len(synced) == 2  # the file, then its name

    synced.clear()
    lax = StorageProvider(tmp_path, durable=False)
    with association_with([lax], CT, check="off") as association:
        association.store(FILE)
    assert synced == []


def test_refused_file_is_removed(tmp_path: Path) -> None:
    def index(path: Path, call: Any) -> None:
        raise Refused(0xA700, "no room in the index")

    provider = StorageProvider(tmp_path, stored=index)
    with (
        association_with([provider], CT, check="off") as association,
        pytest.raises(FailedStatusError),
    ):
        association.store(FILE)

    assert list(tmp_path.iterdir()) == []


def test_refused_duplicate_keeps_the_first_file(
    tmp_path: Path,
) -> None:
    """The first one was acknowledged."""
    refusing = threading.Event()

    def index(path: Path, call: Any) -> None:
        if refusing.is_set():
            raise Refused(0xA700, "no room in the index")

    again = dcmread(FILE)
    again.PatientID = "another"
    provider = StorageProvider(tmp_path, stored=index)
    with association_with([provider], CT, check="off") as association:
        association.store(FILE)
        refusing.set()
        with pytest.raises(FailedStatusError):
            association.store(again)
        (stored,) = tmp_path.iterdir()
        assert dcmread(stored).PatientID == dcmread(FILE).PatientID
        refusing.clear()
        association.store(again)

    assert list(tmp_path.iterdir()) == [stored]
    assert dcmread(stored).PatientID == "another"


@pytest.mark.parametrize("duplicates", ["replace", "keep", "refuse"])
def test_failed_synchronization_of_the_folder_leaves_no_file(
    duplicates: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a retry would succeed with a file that is not on disk."""

    def fail(disk: FolderSync) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(FolderSync, "wait", fail)
    provider = StorageProvider(tmp_path, duplicates=duplicates)
    with (
        association_with([provider], CT, check="off") as association,
        pytest.raises(FailedStatusError) as failed,
    ):
        association.store(FILE)

    assert failed.value.code == 0xA700
    assert list(tmp_path.iterdir()) == []


TRICKS = [
    "../../escaped",
    "/etc/passwd",
    "..",
    ".",
    "1.2.3/../../x",
    "1.2.3\\..\\x",
    "C:1.2",
    "",
    "1." * 40 + "1",
    "1.2.3 ",
    "~root",
    "con",
]


@pytest.mark.parametrize("uid", TRICKS)
def test_no_uid_is_a_path_outside_the_folder(uid: str, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    store = {
        "CommandField": 1,
        "MessageID": 1,
        "AffectedSOPClassUID": CT,
        "AffectedSOPInstanceUID": uid,
        "CommandDataSetType": 1,
    }
    with (
        serve(0, [StorageProvider(folder)]) as server,
        raw_association(server.port, CT) as connection,
    ):
        connection.sendall(command_pdu(store) + data_pdu(bytes(16), 2))
        kind, content = read_pdu(connection)

    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    if uid.strip() == "1.2.3":  # the padding is removed
        assert files == [folder / "1.2.3.dcm"]
    else:
        assert kind == 4
        assert b"\0\0\0\x09\x02\0\0\0\x17\x01" in content  # Status 0117
        assert files == []


def test_file_head_is_read_by_pydicom(tmp_path: Path) -> None:
    path = tmp_path / "head.dcm"
    path.write_bytes(transfer.file_head(CT, "1.2.3", ExplicitVRLittleEndian))
    meta = dcmread(path).file_meta

    assert meta.MediaStorageSOPInstanceUID == "1.2.3"
    assert meta.FileMetaInformationGroupLength == path.stat().st_size - 144
    with path.open("rb") as file:
        assert transfer.read_file_head(file)[0x0010] == ExplicitVRLittleEndian
        assert file.tell() == path.stat().st_size


@pytest.mark.slow
def test_fifty_concurrent_associations_lose_no_instance(tmp_path: Path) -> None:
    """50 associations with 100 instances each."""
    acknowledged: list[str] = []
    failures: list[Exception] = []

    def send(port: int) -> None:
        try:
            with connect(
                "127.0.0.1", port, [CT], check="off", timeout=PATIENCE
            ) as association:
                for _ in range(100):
                    dataset = small()
                    association.store(dataset)
                    acknowledged.append(str(dataset.SOPInstanceUID))
        except Exception as error:
            failures.append(error)

    with serve(0, [StorageProvider(tmp_path)], timeout=PATIENCE) as server:
        senders = [
            threading.Thread(target=send, args=(server.port,), daemon=True)
            for _ in range(50)
        ]
        for each in senders:
            each.start()
        deadline = time.monotonic() + 300
        for each in senders:
            each.join(max(0, deadline - time.monotonic()))

    assert failures == []
    assert len(acknowledged) == 5000
    stored = {path.stem: path for path in tmp_path.iterdir()}
    assert set(acknowledged) == set(stored)
    assert all(
        dcmread(path).SOPInstanceUID == uid for uid, path in list(stored.items())[::50]
    )


LARGE = """
import sys
from pathlib import Path
from iodize.network import StorageProvider, Timeouts, connect, serve
with serve(0, [StorageProvider(sys.argv[2], durable=False)]) as server:
    with connect("127.0.0.1", server.port, ["1.2.840.10008.5.1.4.1.1.2"]) as association:
        association.store(sys.argv[1])
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""
"""Prints its peak in kilobytes; getrusage would include the process of the test."""


@pytest.mark.slow
def test_two_gigabytes_need_little_memory(tmp_path: Path) -> None:
    """Both sides in one process, with at most 200 MB."""
    size = 1 << 31
    uid = generate_uid()
    sent, folder = tmp_path / "large.dcm", tmp_path / "stored"
    with sent.open("wb") as file:
        file.write(transfer.file_head(CT, uid, ExplicitVRLittleEndian))
        file.write(transfer.encode(small(uid), ExplicitVRLittleEndian))
        file.write(b"\xe0\x7f\x10\0OW\0\0" + size.to_bytes(4, "little"))
        file.truncate(file.tell() + size)  # a hole: zeros that need no disk space

    done = subprocess.run(
        [sys.executable, "-c", LARGE, str(sent), str(folder)],
        capture_output=True,
        text=True,
        timeout=500,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < 200 << 10  # kilobytes
    stored = folder / f"{uid}.dcm"
    assert stored.stat().st_size == sent.stat().st_size
    stored.unlink()
