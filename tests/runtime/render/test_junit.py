"""Reports as JUnit XML."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from iodize.findings.finding import Severity
from iodize.findings.report import FileReport, Report


@pytest.fixture
def root(report: Report) -> Element:
    return fromstring(report.render("junit"))


def test_each_file_is_a_test_suite(root: Element) -> None:
    assert [suite.get("name") for suite in root] == [
        "scans/<a> & b.dcm",
        "good.dcm",
        "none.dcm",
    ]


def test_counts_match_the_test_cases(root: Element) -> None:
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        assert element.get("failures") == str(len(list(element.iter("failure"))))
        assert element.get("errors") == str(len(list(element.iter("error"))))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == (
        "6",
        "2",
        "1",
    )


def test_each_error_is_a_failed_test_case(root: Element) -> None:
    case = root[0][1]
    failure = case.find("failure")

    assert case.get("name") == "value-not-enumerated PatientSex"
    assert failure is not None
    assert failure.get("type") == "value-not-enumerated"
    assert failure.get("message") == "'m'; enumerated: M, F, O"
    assert "PS3.3 C.7.1.1 Table C.7-1" in (failure.text or "")


def test_warnings_are_passed_test_cases_with_output(root: Element) -> None:
    retired = root[0][3]

    assert [child.tag for child in retired] == ["system-out"]
    assert (retired[0].text or "").startswith("warning: StudyComments")


def test_file_without_findings_is_a_passed_test_case(root: Element) -> None:
    assert [len(case) for case in root[1]] == [0]


def test_unreadable_file_is_a_test_case_with_an_error(root: Element) -> None:
    assert root[2][0].find("error") is not None


def test_characters_not_allowed_in_xml_are_replaced() -> None:
    report = Report("2023a", (FileReport("a\x1b\udcff.dcm", "", "", ()),))

    assert fromstring(report.render("junit"))[0].get("name") == "a��.dcm"


def test_less_severe_findings_are_omitted(report: Report) -> None:
    root = fromstring(report.render("junit", Severity.ERROR))

    assert root.find(".//system-out") is None
