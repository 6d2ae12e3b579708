"""What lies in a folder is served, as soon as it lies there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from iodize.peer.filling import fill, scheduled_step
from iodize.peer.items import Items
from iodize.services import ModalityWorklist


def items_of(folder: Path) -> tuple[Items, list[str]]:
    troubles: list[str] = []
    return Items(folder, lambda path, error: troubles.append(path.name)), troubles


def test_dicom_and_json_are_read(tmp_path: Path) -> None:
    step = scheduled_step(0, datetime(2026, 1, 2, 8))
    step.file_meta = FileMetaDataset()
    step.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    step.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.31")
    step.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    step.save_as(tmp_path / "1.WL", enforce_file_format=True)
    (tmp_path / "2.json").write_text(step.to_json(), "utf-8")
    (tmp_path / "3.json").write_text(f"[{step.to_json()}, {step.to_json()}]", "utf-8")
    (tmp_path / "notes.txt").write_text("no item", "utf-8")
    items, troubles = items_of(tmp_path)

    assert [item.PatientName for item in items] == ["Roe^Jane"] * 4
    assert troubles == []


def test_a_broken_file_is_told_and_the_others_are_served(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    (tmp_path / "broken.json").write_text("{", "utf-8")
    items, troubles = items_of(tmp_path)

    assert len(list(items)) == 1
    assert len(list(items)) == 1
    assert troubles == ["broken.json"]  # told once, not with each query


def test_what_changes_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "1.json"
    path.write_text(_named("A"), "utf-8")
    items, _ = items_of(tmp_path)
    assert [item.PatientID for item in items] == ["A"]

    path.write_text(_named("BCD"), "utf-8")
    assert [item.PatientID for item in items] == ["BCD"]

    path.unlink()
    assert list(items) == []


@pytest.mark.parametrize(
    ("named", "name", "served"),
    [
        (None, "山田^太郎", "ISO_IR 192"),
        ("ISO_IR 100", "山田^太郎", "ISO_IR 192"),
        ("ISO_IR 100", "Müller^Käthe", "ISO_IR 100"),
        (None, "Roe^Jane", None),
    ],
)
def test_text_of_json_is_served_whatever_character_set_it_names(
    tmp_path: Path, named: str | None, name: str, served: str | None
) -> None:
    """PS3.18 F.2: it is UTF-8."""
    step = scheduled_step(0, datetime(2026, 1, 2, 8))
    step.PatientName, step.SpecificCharacterSet = name, named
    (tmp_path / "1.json").write_text(step.to_json(), "utf-8")
    (item,) = items_of(tmp_path)[0]

    assert (item.get("SpecificCharacterSet") or None) == served


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert list(items_of(tmp_path / "none")[0]) == []


def test_filling_again_replaces_what_was_made_up_before(tmp_path: Path) -> None:
    fill(tmp_path, 5)
    fill(tmp_path, 3)

    items, _ = items_of(tmp_path)
    accession_numbers = [item.AccessionNumber for item in items]
    assert len(set(accession_numbers)) == 3


def test_what_is_made_up_has_what_answers_need(tmp_path: Path) -> None:
    fill(tmp_path, 8)
    troubles: list[str] = []
    items = Items(
        tmp_path,
        lambda path, error: troubles.append(str(error)),
        ModalityWorklist.Answer,
    )

    assert len(list(items)) == 8
    assert troubles == []


def test_an_incomplete_item_is_told_and_served(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(_named("A"), "utf-8")
    troubles: list[str] = []
    items = Items(
        tmp_path,
        lambda path, error: troubles.append(str(error)),
        ModalityWorklist.Answer,
    )

    assert len(list(items)) == 1
    assert "StudyInstanceUID: absent; type 1" in troubles[0]


def _named(patient_id: str) -> str:
    dataset = Dataset()
    dataset.PatientID = patient_id
    return dataset.to_json()
