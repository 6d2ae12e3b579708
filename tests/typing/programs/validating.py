"""Types of the results of a validation."""

from pathlib import Path
from typing import assert_type, reveal_type

from pydicom import Dataset

import iodize
from iodize.findings.finding import Finding
from iodize.findings.report import FileReport
from iodize.iods import CTImage


def sources(ct: CTImage, dataset: Dataset) -> None:
    reveal_type(iodize.validate("ct.dcm"))  # type: Report
    iodize.validate(Path("study"), jobs=2, consistency=True)
    iodize.validate([dataset, "ct.dcm"], facts={"contrast-used": False})
    iodize.validate(dataset, severity={"retired": "info"}, select="type1")
    iodize.validate(42)  # mypy: "validate" / pyright: "source"
    iodize.validate("ct.dcm", job=2)  # error: job
    iodize.validate("ct.dcm", jobs="2")  # error: jobs
    iodize.read(42)  # mypy: "read" / pyright: "source"


def findings(ct: CTImage) -> None:
    for finding in iodize.validate(ct.to_dataset()).findings:
        assert_type(finding, Finding)
        reveal_type(finding.severity)  # type: Severity
        reveal_type(finding.tag)  # type: int | None
        reveal_type(finding.keyword)  # type: str
    reveal_type(ct.validate().render("json"))  # type: str
    assert_type(ct.validate().files, tuple[FileReport, ...])
