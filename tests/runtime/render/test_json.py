"""JSON, whole and line by line."""

import json

from iodize.report import Report
from iodize.validation.findings import Severity


def test_a_finding_carries_value_suggestion_and_link(report: Report) -> None:
    finding = json.loads(report.render("json"))["files"][0]["findings"][1]

    assert finding["value"] == "m"
    assert (finding["vr"], finding["length"]) == ("CS", 2)
    assert finding["suggestion"] == "did you mean 'M'?"
    assert finding["link"].endswith("/2023a/output/html/part03.html#table_C.7-1")


def test_what_is_not_known_has_no_key(report: Report) -> None:
    finding = json.loads(report.render("json"))["files"][2]["findings"][0]

    assert not {"value", "vr", "length", "suggestion", "link"} & finding.keys()


def test_rules_are_counted_where_they_were(report: Report) -> None:
    files = json.loads(report.render("json"))["files"]

    assert files[0]["rules"] == {"held": 40, "violated": 2, "unknown": 1}
    assert "rules" not in files[2]


def test_undecided_rules_are_listed_if_asked_for(report: Report) -> None:
    plain = json.loads(report.render("json"))["files"][0]
    explained = json.loads(report.render("json", explain=True))["files"][0]

    assert "unknowns" not in plain
    assert explained["unknowns"][0]["reasons"] == ["cardiac-synchronized"]


def test_a_line_is_what_the_whole_report_has_of_a_file(report: Report) -> None:
    whole = json.loads(report.render("json", Severity.WARNING))
    *files, last = map(json.loads, report.render("jsonl", Severity.WARNING).split("\n"))

    assert files == whole["files"]
    assert last["summary"] == whole["summary"]
    assert last["edition"] == "2023a"
