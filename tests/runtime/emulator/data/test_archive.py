"""Objects are kept, found again, and never lie outside the folder."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from iodize import example
from iodize.peer.archive import Archive, Kept
from iodize.peer.database import Database
from iodize.peer.places import Places
from iodize.peer.schema import SCHEMA


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    places = Places(tmp_path / "data")
    database = Database(places.index, SCHEMA)
    yield Archive(database, places)
    database.close()


def receive(archive: Archive, dataset: Dataset) -> Kept:
    path = archive.incoming()
    dataset.save_as(path, enforce_file_format=True, overwrite=True)
    return archive.keep(path, dataset, ExplicitVRLittleEndian)


def test_an_object_is_found_as_it_was_sent(archive: Archive) -> None:
    scan = example.build("CTImage")

    assert receive(archive, scan) == Kept(True)

    (entry,) = archive.entries([scan.SOPInstanceUID])
    assert dcmread(entry.file).to_json_dict() == scan.to_json_dict()
    assert entry.sop_class == scan.SOPClassUID
    assert not list(archive.places.incoming.iterdir())


def test_the_folder_above_a_new_one_is_synced_too(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new series in a known study: its name is in the study's folder."""
    synced: list[str] = []
    monkeypatch.setattr(
        "iodize.peer.archive.sync_folder", lambda folder: synced.append(folder.name)
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
def test_a_value_that_is_none_of_its_vr_keeps_no_object_out(
    archive: Archive, tag: int, vr: str, value: bytes
) -> None:
    scan = example.build("CTImage")
    path = archive.incoming()
    scan.save_as(path, enforce_file_format=True, overwrite=True)
    scan[tag] = RawDataElement(BaseTag(tag), vr, len(value), value, 0, False, True)

    assert archive.keep(path, scan, ExplicitVRLittleEndian) == Kept(True)


def test_the_same_object_again_is_no_second_one(archive: Archive) -> None:
    scan = example.build("CTImage")
    receive(archive, scan)

    assert receive(archive, scan) == Kept(False, same=True)
    assert archive.count() == 1


def test_another_object_of_the_same_uid_does_not_replace_the_first(
    archive: Archive,
) -> None:
    scan = example.build("CTImage")
    receive(archive, scan)
    scan.PatientComments = "another"

    assert receive(archive, scan) == Kept(False, same=False)
    (entry,) = archive.entries([scan.SOPInstanceUID])
    assert "PatientComments" not in dcmread(entry.file)


@pytest.mark.parametrize(
    "uid",
    [
        "../../escaped",
        "/etc/passwd",
        "..",
        ".",
        "1..2",
        "1.2.3/../../4",
        "a" * 300,
        "1\x00",
    ],
)
@pytest.mark.filterwarnings("ignore:.*:UserWarning")
def test_no_uid_leads_out_of_the_folder(archive: Archive, uid: str) -> None:
    places = archive.places

    for parts in ((uid, "1", "1"), ("1", uid, "1"), ("1", "1", uid), (uid, uid, uid)):
        path = places.instance(*parts)
        assert path.resolve().is_relative_to(places.objects.resolve())
        assert len(path.relative_to(places.objects).parts) == 3


def test_many_senders_at_once_lose_nothing(archive: Archive) -> None:
    """They send the same study, so that they meet in its rows and folders."""
    scan = example.build("CTImage")

    def send(number: int) -> Kept:
        mine = deepcopy(scan)
        mine.SOPInstanceUID = mine.file_meta.MediaStorageSOPInstanceUID = generate_uid(
            entropy_srcs=[str(number)]
        )
        mine.SeriesInstanceUID = f"1.2.3.{number % 7}"
        return receive(archive, mine)

    with ThreadPoolExecutor(20) as threads:
        results = list(threads.map(send, range(200)))

    assert results == [Kept(True)] * 200
    assert archive.count() == 200
    assert len(list(archive.places.objects.rglob("*.dcm"))) == 200
    assert archive.database.read("SELECT count(*) FROM studies") == [(1,)]
    assert archive.database.read("SELECT count(*) FROM series") == [(7,)]


def test_objects_without_a_patient_are_kept_too(archive: Archive) -> None:
    protocol = example.build("HangingProtocol")

    assert receive(archive, protocol).new
    (entry,) = archive.select("instances.series IS NULL")
    assert entry.uid == protocol.SOPInstanceUID
