"""Objects are stored once, found again, and survive a crash."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from uuid import uuid4

import pytest
from pydicom import dcmread
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from iodize import example
from iodize.emulator.data.archive import Archive, StoreResult
from iodize.emulator.data.database import Database
from iodize.emulator.data.folder_layout import FolderLayout
from iodize.emulator.data.schema import SCHEMA


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    layout = FolderLayout(tmp_path / "data")
    database = Database(layout.index, SCHEMA)
    yield Archive(database, layout)
    database.close()


def receive(archive: Archive, dataset: Dataset) -> StoreResult:
    path = archive.layout.incoming / f"{uuid4()}.dcm"
    dataset.save_as(path, enforce_file_format=True, overwrite=True)
    return archive.store(path, dataset, ExplicitVRLittleEndian)


def test_stored_object_is_found_unchanged(archive: Archive) -> None:
    scan = example.build("CTImage")

    assert receive(archive, scan) == StoreResult(True)

    (entry,) = archive.entries([scan.SOPInstanceUID])
    assert dcmread(entry.file).to_json_dict() == scan.to_json_dict()
    assert entry.sop_class == scan.SOPClassUID
    assert not list(archive.layout.incoming.iterdir())


def test_parent_of_new_folder_is_synced(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new series in a known study changes the folder of the study."""
    synced: list[str] = []
    monkeypatch.setattr(
        "iodize.emulator.data.archive.sync_folder",
        lambda folder: synced.append(folder.name),
    )
    for series in ("1.2.1", "1.2.1", "1.2.2"):
        scan = example.build("CTImage")
        scan.StudyInstanceUID, scan.SeriesInstanceUID = "1.2", series
        scan.SOPInstanceUID = generate_uid()
        synced.append("|")
        receive(archive, scan)

    assert " ".join(synced) == "| 1.2.1 1.2 objects | 1.2.1 | 1.2.2 1.2"


@pytest.mark.parametrize(
    ("tag", "vr", "value"),
    [
        (0x00280010, "US", b"abc"),
        (0x00189087, "FD", b"abcd"),
        (0x00281052, "ZZ", b"ab"),
    ],
)
def test_object_with_invalid_value_is_stored(
    archive: Archive, tag: int, vr: str, value: bytes
) -> None:
    scan = example.build("CTImage")
    path = archive.layout.incoming / f"{uuid4()}.dcm"
    scan.save_as(path, enforce_file_format=True, overwrite=True)
    scan[tag] = RawDataElement(BaseTag(tag), vr, len(value), value, 0, False, True)

    assert archive.store(path, scan, ExplicitVRLittleEndian) == StoreResult(True)


def test_resent_object_is_stored_once(archive: Archive) -> None:
    scan = example.build("CTImage")
    receive(archive, scan)

    assert receive(archive, scan) == StoreResult(False, same=True)
    assert archive.count() == 1


def test_object_with_known_uid_does_not_replace_the_first(
    archive: Archive,
) -> None:
    scan = example.build("CTImage")
    receive(archive, scan)
    scan.PatientComments = "another"

    assert receive(archive, scan) == StoreResult(False, same=False)
    (entry,) = archive.entries([scan.SOPInstanceUID])
    assert "PatientComments" not in dcmread(entry.file)


def test_concurrent_senders_lose_no_object(archive: Archive) -> None:
    """They send the same study, and so share its rows and folders."""
    scan = example.build("CTImage")

    def send(number: int) -> StoreResult:
        mine = deepcopy(scan)
        mine.SOPInstanceUID = mine.file_meta.MediaStorageSOPInstanceUID = generate_uid(
            entropy_srcs=[str(number)]
        )
        mine.SeriesInstanceUID = f"1.2.3.{number % 7}"
        return receive(archive, mine)

    with ThreadPoolExecutor(20) as threads:
        results = list(threads.map(send, range(200)))

    assert results == [StoreResult(True)] * 200
    assert archive.count() == 200
    assert len(list(archive.layout.objects.rglob("*.dcm"))) == 200
    assert archive.database.read("SELECT count(*) FROM studies") == [(1,)]
    assert archive.database.read("SELECT count(*) FROM series") == [(7,)]


def test_non_patient_object_has_no_series(archive: Archive) -> None:
    protocol = example.build("HangingProtocol")

    assert receive(archive, protocol).new
    (entry,) = archive.select("instances.series IS NULL")
    assert entry.uid == protocol.SOPInstanceUID


def test_file_without_row_of_a_crashed_run_is_replaced(archive: Archive) -> None:
    scan = example.build("CTImage")
    target = archive.layout.instance(
        scan.StudyInstanceUID, scan.SeriesInstanceUID, scan.SOPInstanceUID
    )
    target.parent.mkdir(parents=True)
    target.write_bytes(b"incomplete")

    assert receive(archive, scan) == StoreResult(True)
    (entry,) = archive.entries([scan.SOPInstanceUID])
    assert dcmread(entry.file).SOPInstanceUID == scan.SOPInstanceUID


def test_studies_without_patient_id_are_of_different_patients(
    archive: Archive,
) -> None:
    for number in (1, 2):
        scan = example.build("CTImage")
        scan.PatientID = ""
        scan.StudyInstanceUID = f"1.2.{number}"
        scan.SeriesInstanceUID = f"1.2.{number}.1"
        scan.SOPInstanceUID = f"1.2.{number}.1.1"
        receive(archive, scan)

    assert archive.database.read("SELECT count(*) FROM patients") == [(2,)]
