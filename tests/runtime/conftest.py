from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pydicom import Dataset, FileDataset, dcmread
from pydicom.data import get_testdata_file

from iodize.report import FileReport
from iodize.validation.engine import Validator
from iodize.validation.findings import Finding

Check = Callable[[Dataset], FileReport]
Find = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def validator() -> Validator:
    """Return a validator of the bundled edition."""
    return Validator()


@pytest.fixture
def ct() -> FileDataset:
    """Return a CT image in which nothing is wrong, and which may be changed."""
    return dcmread(sample("CT_small.dcm"))


@pytest.fixture
def ct_bytes() -> bytes:
    """Return the file of that CT image."""
    return Path(sample("CT_small.dcm")).read_bytes()


@pytest.fixture
def text_sr() -> FileDataset:
    """Return a Basic Text SR in which nothing is wrong."""
    report = dcmread(sample("reportsi.dcm"))
    for element in report.iterall():
        if element.value == "0" and element.VR == "UI":
            element.value = "1.2.3"  # one arc alone is no UID
    return report


@pytest.fixture
def check(validator: Validator) -> Check:
    """Return what checks a data set once it has been written to a file."""

    def check(dataset: Dataset) -> FileReport:
        file = BytesIO()
        dataset.save_as(file)
        file.seek(0)
        return validator.check(file)

    return check


@pytest.fixture
def find(check: Check) -> Find:
    """Return what finds the findings of one code."""

    def find(dataset: Dataset, code: str) -> list[Finding]:
        return [found for found in check(dataset).findings if found.code == code]

    return find


def sample(name: str) -> str:
    """Return the path of a file that pydicom ships."""
    return str(get_testdata_file(name, download=False))
