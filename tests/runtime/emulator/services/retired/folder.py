"""Data sets in the folders of the emulator."""

from __future__ import annotations

from pathlib import Path

from pydicom.dataset import Dataset

from iodize.dimse.services.sop_classes import SopClass

UID = "1.2.3"


def write(folder: Path, sop_class: type[SopClass], dataset: Dataset) -> None:
    """Write an instance of a SOP class, with the UID 1.2.3, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    dataset.SOPClassUID, dataset.SOPInstanceUID = sop_class.uid, UID
    (folder / f"{sop_class.__name__}.json").write_text(dataset.to_json(), "utf-8")
