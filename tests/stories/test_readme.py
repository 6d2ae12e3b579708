"""The blocks of the README and of other pages with commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import iodize
from iodize import example
from iodize.emulator.data.sample_worklist import fill
from iodize.emulator.run import Run
from iodize.findings.finding import Severity

from ..conftest import PROFILE
from .pages import blocks
from .sessions import Session

PAGES = [
    "README.md",
    "docs/network.md",
    *(
        pytest.param(f"docs/{name}.md", marks=pytest.mark.slow)
        for name in ("validation", "lookup", "browse", "examples", "export")
    ),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with the files that the pages use."""
    monkeypatch.chdir(tmp_path)
    image = example.build("CTImage")
    image.PatientSex = "X"
    del image.KVP
    image.save_as(tmp_path / "scan_017.dcm", enforce_file_format=True)
    return tmp_path


@pytest.fixture
def patient_hypothesis() -> Iterator[None]:
    """Let examples of the pages take their time."""
    name = "pages"
    settings.register_profile(name, suppress_health_check=list(HealthCheck))
    settings.load_profile(name)
    yield
    settings.load_profile(PROFILE)


@pytest.mark.usefixtures("patient_hypothesis")
@pytest.mark.parametrize("page", PAGES)
def test_blocks_of_the_page_can_be_executed(
    page: str, root: Path, folder: Path
) -> None:
    with Session(folder, root) as session:
        for block in blocks(root / page):
            session.execute(block)


@pytest.mark.slow
def test_generated_package_can_be_shipped(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(folder / "site"))
    # Not into the environment of the tests.
    replaced = {"pip install": "pip install --no-deps --target site"}
    with Session(folder, root, replaced) as session:
        for block in blocks(root / "docs" / "packages.md"):
            if block.language == "toml":
                (folder / "pyproject.toml").write_text(block.text, "utf-8")
            else:
                session.execute(block)
    assert (folder / "site" / "mydicom" / "paragraphs.txt").is_file()
    assert (folder / "site" / "mydicom" / "py.typed").is_file()


def test_readme_is_short(root: Path) -> None:
    assert len((root / "README.md").read_text("utf-8").splitlines()) <= 150


def test_object_of_the_readme_conforms(root: Path, folder: Path) -> None:
    (block,) = (
        b
        for b in blocks(root / "README.md")
        if "capture.dcm" in b.text and b.language == "python"
    )
    with Session(folder, root) as session:
        session.execute(block)

    report = iodize.validate(folder / "capture.dcm")
    assert report.count(Severity.ERROR) == 0, report.render()


@pytest.mark.slow
def test_blocks_of_the_network_commands_can_be_executed(
    root: Path, folder: Path
) -> None:
    (folder / "images").mkdir()
    image = example.build("CTImage")
    image.save_as(folder / "images" / "ct.dcm", enforce_file_format=True)
    services = ["storage", "qr", "worklist", "mpps", "commit"]
    with Run(folder / "data", services) as run:
        fill(folder / "data" / "worklist", 5)
        here = f"127.0.0.1 {run.port}"
        with Session(folder, root, {"ris 104": here, "pacs 104": here}) as session:
            for block in blocks(root / "docs" / "commands-network.md"):
                if block.language == "console":
                    session.execute(block)
