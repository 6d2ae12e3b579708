"""The report as Python programs see it."""

from pathlib import Path

import pytest
from pydicom import Dataset
from pydicom.data import get_testdata_file

from iodize import validate
from iodize.errors import UnknownEditionError
from iodize.findings.finding import Severity
from iodize.findings.report import Report

CT = str(get_testdata_file("CT_small.dcm", download=False))


@pytest.mark.parametrize("source", [CT, Path(CT)])
def test_a_path_is_validated(source: str | Path) -> None:
    report = validate(source)

    assert [file.path for file in report.files] == [CT]
    assert report.status == 0


def test_an_open_file_is_validated() -> None:
    with open(CT, "rb") as file:
        report = validate(file)

    assert (report.files[0].path, report.files[0].iod) == (CT, "CT Image")


def test_a_folder_is_validated() -> None:
    report = validate(Path(CT).parent / "dicomdirtests" / "77654033")

    assert len(report.files) == 7
    assert report.skipped == 0


def test_a_data_set_is_validated() -> None:
    report = validate(Dataset())

    assert report.status == 1
    assert [found.code for found in report.findings] == ["sop-class-missing"]
    assert report.count(Severity.ERROR) == 1
    assert report.files[0].path == ""


def test_unknown_edition_is_rejected() -> None:
    with pytest.raises(UnknownEditionError):
        validate(CT, edition="1066")


def test_findings_of_a_report_are_a_sequence() -> None:
    report = validate([Dataset(), Dataset()])

    assert len(report.findings) == 2
    assert report.findings[0] == report.files[0].findings[0]
    assert not validate(CT).changed(lambda _, finding: None).findings


def test_an_empty_report_has_no_errors() -> None:
    assert Report("2023a", ()).status == 0
