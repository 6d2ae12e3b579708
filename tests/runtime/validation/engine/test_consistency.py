"""What only several files show."""

from pathlib import Path

import pytest
from pydicom import FileDataset, dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import RLELossless

from iodize.validation.batch import check_paths
from iodize.validation.codes import CODES


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Return a folder with three images of one series."""
    image = dcmread(str(get_testdata_file("CT_small.dcm", download=False)))
    for number in range(3):
        image.SOPInstanceUID = f"1.2.826.0.1.3680043.10.1561.{number}"
        image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
        image.save_as(tmp_path / f"{number}.dcm")
    return tmp_path


def change(series: Path, number: int, **values: str) -> None:
    path = series / f"{number}.dcm"
    image: FileDataset = dcmread(path)
    for keyword, value in values.items():
        setattr(image, keyword, value)
    image.save_as(path)


RUN = {
    name
    for name in CODES
    if name.startswith(("instance-", "patient-", "study-", "series-"))
}


def found(
    series: Path, consistency: bool = True, jobs: int = 1
) -> list[tuple[str, str, str]]:
    """Return file, code and path of what the files of a run say about each other."""
    report = check_paths([str(series)], jobs=jobs, consistency=consistency)
    return [
        (Path(file.path).name, finding.code, finding.path)
        for file in report.files
        for finding in file.findings
        if finding.code in RUN
    ]


def test_a_consistent_series_has_no_fault(series: Path) -> None:
    assert found(series) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_uid_that_two_instances_have(series: Path, jobs: int) -> None:
    uid = dcmread(series / "0.dcm").SOPInstanceUID
    change(series, 2, SOPInstanceUID=uid)

    expected = [("2.dcm", "instance-duplicate", "SOPInstanceUID")]
    assert found(series, consistency=False, jobs=jobs) == expected


def test_a_copy_is_suspicious_only(series: Path) -> None:
    (series / "copy.dcm").write_bytes((series / "1.dcm").read_bytes())

    assert found(series) == [("copy.dcm", "instance-copied", "SOPInstanceUID")]


def test_a_copy_in_another_transfer_syntax(series: Path) -> None:
    image = dcmread(series / "1.dcm")
    image.compress(RLELossless, generate_instance_uid=False)
    image.save_as(series / "rle.dcm")

    assert found(series) == [("rle.dcm", "instance-copied", "SOPInstanceUID")]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("keyword", "code"),
    [
        ("PatientID", "patient-differs"),
        ("PatientName", "patient-differs"),
        ("StudyDescription", "study-differs"),
        ("SeriesDescription", "series-differs"),
    ],
)
def test_an_attribute_that_differs(
    series: Path, keyword: str, code: str, jobs: int
) -> None:
    change(series, 0, **{keyword: "ONE"})
    change(series, 1, **{keyword: "TWO"})
    change(series, 2, **{keyword: "ONE"})

    assert found(series, jobs=jobs) == [("1.dcm", code, keyword)]
    assert found(series, consistency=False) == []


def test_attributes_of_different_series_may_differ(series: Path) -> None:
    change(series, 1, SeriesInstanceUID="1.2.3", SeriesDescription="ANOTHER")

    assert found(series) == []


def test_what_is_left_out_does_not_differ(series: Path) -> None:
    change(series, 1, StudyDescription="")
    change(series, 2, PatientName=str(dcmread(series / "0.dcm").PatientName) + "^^")

    assert found(series) == []


def test_a_series_in_two_studies(series: Path) -> None:
    change(series, 1, StudyInstanceUID="1.2.3")

    assert found(series) == [("1.dcm", "series-in-two-studies", "SeriesInstanceUID")]
