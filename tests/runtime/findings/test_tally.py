"""Counts of a run: of files, of messages, and of several editions."""

from __future__ import annotations

from iodize.findings import codes
from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport
from iodize.findings.tally import Tally, Traffic

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def report(
    *severities: Severity, code: str = "type1-missing", edition: str = ""
) -> FileReport:
    findings = (Finding(each, code, None, "", "", "", "", "") for each in severities)
    return FileReport("a.dcm", "", "", tuple(findings), edition=edition)


def test_findings_are_counted_by_severity() -> None:
    tally = Tally("2023a")
    for file in (report(ERROR, ERROR, WARNING), report(WARNING), report()):
        tally.add(file)

    assert (tally.number, tally.noun) == (3, "file")
    assert [tally.count(each) for each in Severity] == [2, 2, 0]
    assert tally.status == 1


def test_warnings_alone_are_no_failure() -> None:
    tally = Tally("2023a")
    tally.add(report(WARNING))

    assert tally.status == 0


def test_file_that_was_not_checked_determines_the_status() -> None:
    tally = Tally("2023a")
    tally.add(report(ERROR, code=codes.FILE_UNREADABLE.name))
    tally.add(report(ERROR))

    assert tally.status == 2


def test_file_is_counted_once_for_all_editions() -> None:
    tally = Tally("2022d, 2023a", ("2022d", "2023a"))
    tally.add(report(ERROR, edition="2022d"))
    tally.add(report(ERROR, WARNING, edition="2023a"))

    assert tally.number == 1
    assert tally.count(ERROR, "2022d") == tally.count(ERROR, "2023a") == 1
    assert (tally.count(WARNING, "2022d"), tally.count(WARNING)) == (0, 1)


def test_messages_are_counted_instead_of_files() -> None:
    tally = Tally("2023a")
    tally.traffic = Traffic(associations=2, messages=7)
    tally.add(report(ERROR))

    assert (tally.number, tally.noun) == (7, "message")
