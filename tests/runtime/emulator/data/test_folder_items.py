"""Files of a folder are read when they are new or have changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from iodize.emulator.data.folder_items import FolderItems
from iodize.emulator.data.sample_worklist import fill, scheduled_step
from iodize.services import ModalityWorklist


def items_of(folder: Path) -> tuple[FolderItems, list[str]]:
    problems: list[str] = []
    return FolderItems(folder, lambda path, error: problems.append(path.name)), problems


def test_dicom_and_json_are_read(tmp_path: Path) -> None:
    step = scheduled_step(0, datetime(2026, 1, 2, 8))
    step.file_meta = FileMetaDataset()
    step.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    step.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.31")
    step.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    step.save_as(tmp_path / "1.WL", enforce_file_format=True)
    (tmp_path / "2.json").write_text(step.to_json(), "utf-8")
    (tmp_path / "3.json").write_text(f"[{step.to_json()}, {step.to_json()}]", "utf-8")
    (tmp_path / "notes.txt").write_text("not an item", "utf-8")
    items, problems = items_of(tmp_path)

    assert [item.PatientName for item in items] == ["Roe^Jane"] * 4
    assert problems == []


def test_broken_file_is_reported_and_the_others_are_served(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    (tmp_path / "broken.json").write_text("{", "utf-8")
    items, problems = items_of(tmp_path)

    assert len(list(items)) == 1
    assert len(list(items)) == 1
    assert problems == ["broken.json"]  # reported once, not for each query


def test_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "1.json"
    path.write_text(_named("A"), "utf-8")
    items, _ = items_of(tmp_path)
    assert [item.PatientID for item in items] == ["A"]

    path.write_text(_named("BCD"), "utf-8")
    assert [item.PatientID for item in items] == ["BCD"]

    path.unlink()
    assert list(items) == []


@pytest.mark.parametrize(
    ("declared", "name", "served"),
    [
        (None, "山田^太郎", "ISO_IR 192"),
        ("ISO_IR 100", "山田^太郎", "ISO_IR 192"),
        ("ISO_IR 100", "Müller^Käthe", "ISO_IR 100"),
        (None, "Roe^Jane", None),
    ],
)
def test_json_text_is_served_in_a_character_set_that_can_encode_it(
    tmp_path: Path, declared: str | None, name: str, served: str | None
) -> None:
    """PS3.18 F.2: JSON is UTF-8."""
    step = scheduled_step(0, datetime(2026, 1, 2, 8))
    step.PatientName, step.SpecificCharacterSet = name, declared
    (tmp_path / "1.json").write_text(step.to_json(), "utf-8")
    (item,) = items_of(tmp_path)[0]

    assert (item.get("SpecificCharacterSet") or None) == served


def test_missing_folder_has_no_items(tmp_path: Path) -> None:
    assert list(items_of(tmp_path / "none")[0]) == []


def test_incomplete_item_is_reported_and_served(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(_named("A"), "utf-8")
    problems: list[str] = []
    items = FolderItems(
        tmp_path,
        lambda path, error: problems.append(str(error)),
        ModalityWorklist.Answer,
    )

    assert len(list(items)) == 1
    assert "StudyInstanceUID: absent; type 1" in problems[0]


def _named(patient_id: str) -> str:
    dataset = Dataset()
    dataset.PatientID = patient_id
    return dataset.to_json()
