"""Reports as JUnit XML, which CI systems display as test results.

A file is a test suite. Each error is a failed test case. Warnings and notes are passed
test cases with output, and a file without findings is one passed test case. A file that
could not be checked is a test case with an error instead of a failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..findings import codes
from ..findings.finding import Finding, Severity
from ..findings.report import FileReport, Report
from .links import link

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_UNCHECKED = frozenset({codes.FILE_UNREADABLE.name, codes.NOT_CHECKED.name})

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""


def render(
    report: Report, lowest: Severity = Severity.INFO, explain: bool = False
) -> str:
    """Return a report as the text of an XML file."""
    root = Element("testsuites", name=f"iodize, DICOM {report.edition}")
    for file in report.files:
        _add_suite(root, file, report.edition_of(file), lowest)
    _count(root, root.iter("testcase"))
    indent(root)
    return _DECLARATION + tostring(root, encoding="unicode")


def _add_suite(root: Element, file: FileReport, edition: str, lowest: Severity) -> None:
    path = _legal(file.path or "data set")
    name = f"{path} ({file.edition})" if file.edition else path
    suite = SubElement(root, "testsuite", name=name)
    shown = [one for one in file.findings if one.severity.rank <= lowest.rank]
    for finding in shown:
        title = " ".join(filter(None, (finding.code, finding.path)))
        case = SubElement(suite, "testcase", name=_legal(title), classname=name)
        case.set("file", path)
        _add_outcome(case, finding, edition)
    if not shown:
        SubElement(
            suite, "testcase", name=file.iod or "encoding", classname=name, file=path
        )
    _count(suite, suite.iter("testcase"))


def _add_outcome(case: Element, finding: Finding, edition: str) -> None:
    details = "\n".join(
        filter(
            None,
            (
                f"{finding.path} {finding.tag_text}".strip(),
                finding.message,
                finding.suggestion,
                finding.reference,
                link(finding.reference, edition, finding.paragraph),
            ),
        )
    )
    if finding.severity is not Severity.ERROR:
        output = SubElement(case, "system-out")
        output.text = _legal(f"{finding.severity}: {details}")
        return
    kind = "error" if finding.code in _UNCHECKED else "failure"
    outcome = SubElement(case, kind, type=finding.code)
    outcome.set("message", _legal(finding.message))
    outcome.text = _legal(details)


def _count(element: Element, cases: Iterable[Element]) -> None:
    found = list(cases)
    element.set("tests", str(len(found)))
    for name, kind in (("failures", "failure"), ("errors", "error")):
        number = sum(case.find(kind) is not None for case in found)
        element.set(name, str(number))
    element.set("skipped", "0")
    element.set("time", "0")


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
