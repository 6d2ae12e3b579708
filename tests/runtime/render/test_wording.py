"""The summary of a run in words."""

from __future__ import annotations

from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport
from iodize.findings.tally import Tally, Traffic
from iodize.render.wording import totals

ERROR = Finding(Severity.ERROR, "type1-missing", None, "", "", "", "", "")


def tally(*columns: str) -> Tally:
    counted = Tally("2023a", columns)
    for edition in columns or ("",):
        counted.add(FileReport("a.dcm", "", "", (ERROR,), edition=edition))
    return counted


def test_files_are_counted() -> None:
    counted = tally()
    counted.skipped, counted.archives, counted.known = 3, 1, 2

    assert totals(counted) == (
        "1 file, 1 error, 0 warnings, 0 info, 2 known from the baseline,"
        " 3 skipped, not DICOM, of which 1 is an archive: unpack to check the content"
    )


def test_associations_and_messages_are_counted() -> None:
    counted = tally()
    counted.traffic = Traffic(associations=2, messages=7)

    assert totals(counted) == (
        "2 associations, 7 messages, 1 error, 0 warnings, 0 info"
    )


def test_each_compared_edition_has_its_counts() -> None:
    assert totals(tally("2022d", "2023a")) == (
        "1 file; 2022d: 1 error, 0 warnings, 0 info; 2023a: 1 error, 0 warnings, 0 info"
    )
