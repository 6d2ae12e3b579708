"""Instances as files: all of them or nothing, in their folder or nowhere."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from iodize.dimse.providers import Refused
from iodize.network import FailedStatusError, StorageProvider, connect, data_sets, serve
from iodize.network.durability import FolderSync

from .samples import CT
from .test_operations import PATIENCE, between
from .wire import command_pdu, data_pdu, raw_association, read_pdu

FILE = Path(str(get_testdata_file("CT_small.dcm")))


def small(uid: str = "", **values: Any) -> Dataset:
    """Return a data set of few bytes."""
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
def test_an_instance_that_comes_twice(
    duplicates: Any, stays: str, code: int, tmp_path: Path
) -> None:
    provider = StorageProvider(tmp_path, duplicates=duplicates)
    with between([provider], CT, check="off") as association:
        association.store(small("1.2.3", PatientID="1"))
        try:
            found = association.store(small("1.2.3", PatientID="2")).code
        except FailedStatusError as error:
            found = error.code

    assert found == code
    assert [each.name for each in tmp_path.iterdir()] == ["1.2.3.dcm"]
    assert dcmread(tmp_path / "1.2.3.dcm").PatientID == stays


def test_a_full_disk_is_a_failure_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/dev/full takes nothing: write() fails as it does on a full disk."""

    def full(suffix: str, prefix: str, folder: Path) -> tuple[int, str]:
        name = folder / f"{prefix}full{suffix}"
        name.touch()
        return os.open("/dev/full", os.O_WRONLY), str(name)

    with between([StorageProvider(tmp_path)], CT, check="off") as association:
        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "mkstemp", full)
            with pytest.raises(FailedStatusError) as failed:
                association.store(FILE)
        assert list(tmp_path.iterdir()) == []
        association.store(FILE)  # there is room again

    assert failed.value.code == 0xA700
    assert len(list(tmp_path.glob("*.dcm"))) == 1


def test_a_disk_that_fails_to_keep_is_a_failure_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(number: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", failing)
    with (
        between([StorageProvider(tmp_path)], CT, check="off") as association,
        pytest.raises(FailedStatusError) as failed,
    ):
        association.store(FILE)

    assert failed.value.code == 0xA700
    assert list(tmp_path.iterdir()) == []


def test_success_is_told_after_the_disk_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    with between([StorageProvider(tmp_path)], CT, check="off") as association:
        association.store(FILE)
        assert len(synced) == 2  # the file, then its name

    synced.clear()
    lax = StorageProvider(tmp_path, durable=False)
    with between([lax], CT, check="off") as association:
        association.store(FILE)
    assert synced == []


def test_what_refuses_a_stored_file_removes_it(tmp_path: Path) -> None:
    def index(path: Path, call: Any) -> None:
        raise Refused(0xA700, "no room in the index")

    provider = StorageProvider(tmp_path, stored=index)
    with (
        between([provider], CT, check="off") as association,
        pytest.raises(FailedStatusError),
    ):
        association.store(FILE)

    assert list(tmp_path.iterdir()) == []


def test_what_refuses_an_instance_that_comes_again_keeps_the_first_one(
    tmp_path: Path,
) -> None:
    """Whoever sent that one was told that it is stored."""
    refusing = threading.Event()

    def index(path: Path, call: Any) -> None:
        if refusing.is_set():
            raise Refused(0xA700, "no room in the index")

    again = dcmread(FILE)
    again.PatientID = "another"
    provider = StorageProvider(tmp_path, stored=index)
    with between([provider], CT, check="off") as association:
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
def test_a_name_that_the_disk_does_not_keep_is_given_to_nothing(
    duplicates: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Success for who sends it again would be for a file that a crash takes."""

    def fail(disk: FolderSync) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(FolderSync, "wait", fail)
    provider = StorageProvider(tmp_path, duplicates=duplicates)
    with (
        between([provider], CT, check="off") as association,
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
def test_no_uid_leads_out_of_the_folder(uid: str, tmp_path: Path) -> None:
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
    if uid.strip() == "1.2.3":  # padded, and no trick
        assert files == [folder / "1.2.3.dcm"]
    else:
        assert kind == 4
        assert b"\0\0\0\x09\x02\0\0\0\x17\x01" in content  # Status 0117
        assert files == []


def test_the_head_of_a_file_is_what_pydicom_reads(tmp_path: Path) -> None:
    path = tmp_path / "head.dcm"
    path.write_bytes(data_sets.file_head(CT, "1.2.3", ExplicitVRLittleEndian))
    meta = dcmread(path).file_meta

    assert meta.MediaStorageSOPInstanceUID == "1.2.3"
    assert meta.FileMetaInformationGroupLength == path.stat().st_size - 144
    with path.open("rb") as file:
        assert data_sets.read_file_head(file)[0x0010] == ExplicitVRLittleEndian
        assert file.tell() == path.stat().st_size


@pytest.mark.slow
def test_nothing_is_lost_of_fifty_associations_at_once(tmp_path: Path) -> None:
    """50 associations, 100 objects each; all are on disk, whole."""
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
"""Prints its peak in kilobytes; that of getrusage would count the test's own process."""


@pytest.mark.slow
def test_two_gigabytes_pass_through_little_memory(tmp_path: Path) -> None:
    """Both sides in one process, which never needs more than 200 MB."""
    size = 1 << 31
    uid = generate_uid()
    sent, folder = tmp_path / "large.dcm", tmp_path / "stored"
    with sent.open("wb") as file:
        file.write(data_sets.file_head(CT, uid, ExplicitVRLittleEndian))
        file.write(data_sets.encode(small(uid), ExplicitVRLittleEndian))
        file.write(b"\xe0\x7f\x10\0OW\0\0" + size.to_bytes(4, "little"))
        file.truncate(file.tell() + size)  # a hole: zeros that take no room

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
