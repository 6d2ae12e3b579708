import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydicom import Dataset, FileDataset, dcmread
from pydicom.data import get_testdata_file

from iodize.findings.finding import Finding
from iodize.findings.report import FileReport
from iodize.validation.engine.engine import Validator

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
    """Return a function that writes a data set to a file and checks it."""

    def check(dataset: Dataset) -> FileReport:
        file = BytesIO()
        dataset.save_as(file)
        file.seek(0)
        return validator.check(file)

    return check


@pytest.fixture
def find(check: Check) -> Find:
    """Return a function that selects the findings of one code."""

    def find(dataset: Dataset, code: str) -> list[Finding]:
        return [found for found in check(dataset).findings if found.code == code]

    return find


def sample(name: str) -> str:
    """Return the path of a file that pydicom ships."""
    return str(get_testdata_file(name, download=False))


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Return a Chromium; skip if it is not installed, unless `.ci/run` installed it.

    Its event loop runs until the fixture ends, so it must not outlive the module.
    """
    missing = "" if CHROMIUM else "chromium"
    if find_spec("playwright") is None:
        missing = "playwright"
    if missing and os.environ.get("IODIZE_TOOLS") == "required":
        pytest.fail(f"{missing} is not installed")
    if missing:
        pytest.skip(f"{missing} is not installed: the page is not tried in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
