"""Sample procedure steps are complete, and replaced when they are written again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from pydicom import Dataset

from iodize.dimse.checking import check_attribute_list
from iodize.emulator.data.folder_items import FolderItems
from iodize.emulator.data.sample_worklist import fill, scheduled_step
from iodize.services import ModalityWorklist


def items(folder: Path) -> list[Dataset]:
    def fail(path: Path, error: Exception) -> None:
        raise AssertionError(path) from error

    return list(FolderItems(folder, fail, ModalityWorklist.Answer))


def test_filling_again_replaces_earlier_samples(tmp_path: Path) -> None:
    fill(tmp_path, 5)
    fill(tmp_path, 3)

    assert len({item.AccessionNumber for item in items(tmp_path)}) == 3


def test_other_files_of_the_folder_remain(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("[]", "utf-8")

    fill(tmp_path, 1)

    assert (tmp_path / "mine.json").exists()


def test_samples_are_valid_answers() -> None:
    for index in range(8):
        step = scheduled_step(index, datetime(2026, 1, 2, 8))
        assert check_attribute_list((ModalityWorklist.Answer, step)) == ()


def test_samples_are_scheduled_on_the_given_day(tmp_path: Path) -> None:
    fill(tmp_path / "new", 2, date(2026, 1, 2))

    starts = [
        (step.ScheduledProcedureStepStartDate, step.ScheduledProcedureStepStartTime)
        for item in items(tmp_path / "new")
        for step in item.ScheduledProcedureStepSequence
    ]
    assert starts == [("20260102", "080000"), ("20260102", "081000")]


def test_same_index_and_time_give_the_same_step() -> None:
    when = datetime(2026, 1, 2, 8)

    assert scheduled_step(3, when) == scheduled_step(3, when)
    assert scheduled_step(3, when) != scheduled_step(4, when)
