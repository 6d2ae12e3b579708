"""JUnit XML, as CI systems read it."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from iodize.report import FileReport, Report
from iodize.validation.findings import Severity


@pytest.fixture
def root(report: Report) -> Element:
    return fromstring(report.render("junit"))


def test_a_file_is_a_suite(root: Element) -> None:
    assert [suite.get("name") for suite in root] == [
        "scans/<a> & b.dcm",
        "good.dcm",
        "none.dcm",
    ]


def test_the_counts_are_those_of_the_cases(root: Element) -> None:
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


def test_each_error_is_a_failed_case(root: Element) -> None:
    case = root[0][1]
    failure = case.find("failure")

    assert case.get("name") == "value-not-enumerated PatientSex"
    assert failure is not None
    assert failure.get("type") == "value-not-enumerated"
    assert failure.get("message") == "'m'; enumerated: M, F, O"
    assert "PS3.3 C.7.1.1 Table C.7-1" in (failure.text or "")


def test_warnings_pass_and_are_told(root: Element) -> None:
    retired = root[0][3]

    assert [child.tag for child in retired] == ["system-out"]
    assert (retired[0].text or "").startswith("warning: StudyComments")


def test_a_good_file_is_a_case_that_passes(root: Element) -> None:
    assert [len(case) for case in root[1]] == [0]


def test_what_kept_a_file_from_being_checked_is_an_error(root: Element) -> None:
    assert root[2][0].find("error") is not None


def test_characters_that_xml_cannot_write_are_replaced() -> None:
    report = Report("2023a", (FileReport("a\x1b\udcff.dcm", "", "", ()),))

    assert fromstring(report.render("junit"))[0].get("name") == "a��.dcm"


def test_less_severe_findings_are_left_out(report: Report) -> None:
    root = fromstring(report.render("junit", Severity.ERROR))

    assert root.find(".//system-out") is None
