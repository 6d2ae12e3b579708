"""Known findings are not reported again."""

import json
from pathlib import Path

import pytest

from iodize.config import baseline
from iodize.config.errors import ConfigurationError
from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport, Report


def file(path: str, uid: str, *places: str) -> FileReport:
    findings = tuple(
        Finding(Severity.ERROR, "type1-missing", None, "", place, "", "absent", "")
        for place in places
    )
    return FileReport(path, "", "", findings, sop_instance_uid=uid)


def places(report: Report) -> list[str]:
    return [finding.path for finding in report.findings]


@pytest.fixture
def known(tmp_path: Path) -> baseline.Known:
    path = tmp_path / "known.json"
    files = (file("a.dcm", "1.2.3", "KVP", "KVP", "Rows"), file("b.dcm", "", "KVP"))

    assert baseline.write(Report("2023a", files), path) == 4
    return baseline.read(path)


def test_known_findings_are_dropped_and_counted(known: baseline.Known) -> None:
    report = Report("2023a", (file("a.dcm", "1.2.3", "KVP", "Columns"),), skipped=1)
    new = baseline.new(report, known)

    assert places(new) == ["Columns"]
    assert (new.known, new.skipped) == (1, 1)


def test_findings_of_a_moved_file_are_known(known: baseline.Known) -> None:
    assert (
        places(baseline.new(Report("x", (file("new/a.dcm", "1.2.3", "Rows"),)), known))
        == []
    )


def test_findings_of_another_object_are_new(known: baseline.Known) -> None:
    assert places(baseline.new(Report("x", (file("a.dcm", "1.2.4", "KVP"),)), known))


def test_object_without_uid_is_identified_by_path(known: baseline.Known) -> None:
    report = Report("x", (file("b.dcm", "", "KVP"), file("c.dcm", "", "KVP")))

    assert places(baseline.new(report, known)) == ["KVP"]


def test_additional_occurrence_of_a_finding_is_new(known: baseline.Known) -> None:
    report = Report("x", (file("a.dcm", "1.2.3", "KVP", "KVP", "KVP"),))

    assert places(baseline.new(report, known)) == ["KVP"]


def test_baseline_can_be_applied_twice(known: baseline.Known) -> None:
    report = Report("x", (file("a.dcm", "1.2.3", "Rows"),))

    assert places(baseline.new(report, known)) == []
    assert places(baseline.new(report, known)) == []


def test_written_baseline_does_not_depend_on_file_order(tmp_path: Path) -> None:
    one, other = tmp_path / "1", tmp_path / "2"
    first, second = file("a", "1.1", "KVP", "Rows"), file("b", "1.2", "Rows")
    baseline.write(Report("x", (first, second)), one)
    baseline.write(Report("x", (second, first)), other)

    assert one.read_bytes() == other.read_bytes()
    assert json.loads(one.read_text())["objects"]["1.2"] == ["type1-missing Rows"]


@pytest.mark.parametrize("text", ["", "[]", '{"objects": 3}', '{"objects": {"a": 1}}'])
def test_file_of_another_format_is_not_a_baseline(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)

    with pytest.raises(ConfigurationError, match="is not a baseline"):
        baseline.read(path)
