"""Reports as JSON and JSON lines."""

import json

from iodize.findings.finding import Severity
from iodize.findings.report import Report


def test_finding_has_value_suggestion_and_link(report: Report) -> None:
    finding = json.loads(report.render("json"))["files"][0]["findings"][1]

    assert finding["value"] == "m"
    assert (finding["vr"], finding["length"]) == ("CS", 2)
    assert finding["suggestion"] == "did you mean 'M'?"
    assert finding["link"].endswith("/2023a/output/html/part03.html#table_C.7-1")


def test_absent_facts_have_no_key(report: Report) -> None:
    finding = json.loads(report.render("json"))["files"][2]["findings"][0]

    assert not {"value", "vr", "length", "suggestion", "link"} & finding.keys()


def test_rules_are_counted_for_files_with_an_iod(report: Report) -> None:
    files = json.loads(report.render("json"))["files"]

    assert files[0]["rules"] == {"held": 40, "violated": 2, "unknown": 1}
    assert "rules" not in files[2]


def test_unknown_rules_are_listed_on_request(report: Report) -> None:
    plain = json.loads(report.render("json"))["files"][0]
    explained = json.loads(report.render("json", explain=True))["files"][0]

    assert "unknowns" not in plain
    assert explained["unknowns"][0]["reasons"] == ["cardiac-synchronized"]


def test_json_line_of_a_file_equals_its_entry_in_the_json_report(
    report: Report,
) -> None:
    whole = json.loads(report.render("json", Severity.WARNING))
    *files, last = map(json.loads, report.render("jsonl", Severity.WARNING).split("\n"))

    assert files == whole["files"]
    assert last["summary"] == whole["summary"]
    assert last["edition"] == "2023a"
