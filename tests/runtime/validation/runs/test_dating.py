"""The date of an object, by which its edition is chosen."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pydicom import Dataset, FileDataset

from iodize.validation.runs.dating import TAGS, date_of_source

KEYWORDS = (
    "InstanceCreationDate",
    "ContentDate",
    "AcquisitionDate",
    "AcquisitionDateTime",
    "SeriesDate",
    "StudyDate",
)


def test_first_attribute_with_a_date_is_used() -> None:
    dataset = Dataset()
    for number, keyword in reversed([*enumerate(KEYWORDS)]):
        setattr(dataset, keyword, f"2020010{number + 1}")
        assert dataset.data_element(keyword).tag == TAGS[number]  # type: ignore[union-attr]
        assert date_of_source(dataset) == date(2020, 1, number + 1)


@pytest.mark.parametrize("value", ["", "2020", "20201301", "yesterday", "2020.0101"])
def test_value_that_is_not_a_date_is_skipped(value: str) -> None:
    dataset = Dataset()
    dataset.add_new(TAGS[0], "LO", value)
    dataset.StudyDate = "20190203"

    assert date_of_source(dataset) == date(2019, 2, 3)


@pytest.mark.parametrize("value", ["2019.02.03", "20190203120000.5+0100"])
def test_other_forms_of_dates_are_read(value: str) -> None:
    dataset = Dataset()
    dataset.add_new(0x0008002A, "LO", value)

    assert date_of_source(dataset) == date(2019, 2, 3)


def test_object_without_dates_has_none() -> None:
    assert date_of_source(Dataset()) is None


def test_files_are_read_and_their_position_is_kept(
    ct: FileDataset, ct_bytes: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "ct.dcm"
    path.write_bytes(ct_bytes)
    stream = BytesIO(ct_bytes)
    made = date(2004, 1, 19)

    assert date_of_source(path) == date_of_source(str(path)) == made
    assert date_of_source(ct) == date_of_source(stream) == made
    assert stream.tell() == 0


def test_file_that_cannot_be_read_has_no_date(tmp_path: Path) -> None:
    (tmp_path / "text.dcm").write_text("text")

    assert date_of_source(tmp_path / "text.dcm") is None
    assert date_of_source(tmp_path / "missing.dcm") is None
