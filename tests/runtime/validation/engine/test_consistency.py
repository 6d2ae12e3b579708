"""Checks across files: duplicate instances, inconsistent studies and series."""

from pathlib import Path

import pytest
from pydicom import FileDataset, dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import RLELossless

from iodize.findings.codes import CODES
from iodize.validation.runs.batch import check_paths


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


def run_findings(
    series: Path, consistency: bool = True, jobs: int = 1
) -> list[tuple[str, str, str]]:
    """Return file, code and path of the findings of checks across files."""
    report = check_paths([str(series)], jobs=jobs, consistency=consistency)
    return [
        (Path(file.path).name, finding.code, finding.path)
        for file in report.files
        for finding in file.findings
        if finding.code in RUN
    ]


def test_consistent_series_has_no_finding(series: Path) -> None:
    assert run_findings(series) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_uid_of_two_instances_is_reported(series: Path, jobs: int) -> None:
    uid = dcmread(series / "0.dcm").SOPInstanceUID
    change(series, 2, SOPInstanceUID=uid)

    expected = [("2.dcm", "instance-duplicate", "SOPInstanceUID")]
    assert run_findings(series, consistency=False, jobs=jobs) == expected


def test_copied_file_is_reported_as_copy(series: Path) -> None:
    (series / "copy.dcm").write_bytes((series / "1.dcm").read_bytes())

    assert run_findings(series) == [("copy.dcm", "instance-copied", "SOPInstanceUID")]


def test_copy_in_another_transfer_syntax_is_reported_as_copy(series: Path) -> None:
    image = dcmread(series / "1.dcm")
    image.compress(RLELossless, generate_instance_uid=False)
    image.save_as(series / "rle.dcm")

    assert run_findings(series) == [("rle.dcm", "instance-copied", "SOPInstanceUID")]


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
def test_attribute_that_differs_within_its_entity_is_reported(
    series: Path, keyword: str, code: str, jobs: int
) -> None:
    change(series, 0, **{keyword: "ONE"})
    change(series, 1, **{keyword: "TWO"})
    change(series, 2, **{keyword: "ONE"})

    assert run_findings(series, jobs=jobs) == [("1.dcm", code, keyword)]
    assert run_findings(series, consistency=False) == []


def test_attributes_of_different_series_may_differ(series: Path) -> None:
    change(series, 1, SeriesInstanceUID="1.2.3", SeriesDescription="ANOTHER")

    assert run_findings(series) == []


def test_empty_values_and_trailing_carets_do_not_differ(series: Path) -> None:
    change(series, 1, StudyDescription="")
    change(series, 2, PatientName=str(dcmread(series / "0.dcm").PatientName) + "^^")

    assert run_findings(series) == []


def test_series_in_two_studies_is_reported(series: Path) -> None:
    change(series, 1, StudyInstanceUID="1.2.3")

    assert run_findings(series) == [
        ("1.dcm", "series-in-two-studies", "SeriesInstanceUID")
    ]
