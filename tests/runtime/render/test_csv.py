"""Reports as CSV."""

import csv
from io import StringIO

from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport, Report
from iodize.render.csv import COLUMNS


def table(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(report.render("csv"))))


def test_each_finding_is_a_row(report: Report) -> None:
    rows = table(report)

    assert len(rows) == 5
    assert tuple(rows[0]) == COLUMNS
    assert rows[1] | {"link": ""} == {
        "file": "scans/<a> & b.dcm",
        "sop_class_uid": "1.2.840.10008.5.1.4.1.1.2",
        "sop_instance_uid": "1.2.3",
        "iod": "CT Image",
        "severity": "error",
        "code": "value-not-enumerated",
        "tag": "(0010,0040)",
        "keyword": "PatientSex",
        "path": "PatientSex",
        "module": "Patient",
        "message": "'m'; enumerated: M, F, O",
        "reference": "PS3.3 C.7.1.1 Table C.7-1",
        "value": "m",
        "vr": "CS",
        "length": "2",
        "suggestion": "did you mean 'M'?",
        "link": "",
        "edition": "2023a",
    }


def test_values_are_not_evaluated_as_formulas() -> None:
    def shown(value: str) -> str:
        finding = Finding(
            Severity.ERROR, "value-invalid", 0x00181030, "ProtocolName", "", "", "", ""
        )
        file = FileReport("a", "", "", (finding._replace(value=value),))
        return table(Report("2023a", (file,)))[0]["value"]

    assert shown("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert shown("@a") == "'@a"
    assert shown("-1.5") == "-1.5"
    assert shown("HEAD") == "HEAD"
