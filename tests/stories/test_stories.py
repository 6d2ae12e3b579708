"""The stories of the documentation run, and what they save is right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from pydicom import dcmread

import iodize
from iodize import editions
from iodize.validation.findings import Severity
from tests.interop import dciodvfy
from tests.interop.differences import EXPLAINED, NOT_KNOWN

from .pages import program, run

DOCS = Path(__file__).resolve().parents[2] / "docs" / "stories"
FIRST = DOCS / "ct-series.md"
"""Other stories read the series that it saves."""

PAGES = [page for page in sorted(DOCS.glob("*.md")) if page.name != "README.md"]


README = DOCS.parents[1] / "README.md"


@pytest.fixture
def saved(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[Path]:
    """Return the files that a story saves."""
    monkeypatch.chdir(tmp_path)
    if request.param != FIRST:
        run(FIRST)
    before = {*tmp_path.rglob("*.dcm")}
    run(request.param)
    return sorted({*tmp_path.rglob("*.dcm")} - before)


@pytest.mark.parametrize("saved", PAGES, ids=lambda page: page.stem, indirect=True)
def test_what_a_story_saves_is_right(saved: list[Path]) -> None:
    assert saved
    for path in saved:
        assert dcmread(path).SOPInstanceUID
        report = iodize.validate(path)
        assert report.count(Severity.ERROR) == 0, report.render("text")
        if dciodvfy.is_installed():
            assert objections(path) == []
    if shutil.which("dcmdump"):
        done = subprocess.run(["dcmdump", *saved], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def objections(path: Path) -> list[str]:
    """Return the errors that dciodvfy finds in a file, without those it is wrong about."""
    errors = [c for c in dciodvfy.check(path) if c.severity == "Error"]
    if any(NOT_KNOWN in complaint.text for complaint in errors):
        return []
    edition = editions.bundled()
    iod = edition.sop_classes[dcmread(path).SOPClassUID]
    wrong = {
        keyword
        for difference in EXPLAINED
        if any(fnmatch(iod, pattern) for pattern in difference.iods)
        for keyword in difference.keywords
    }
    return [
        f"{path.name}: {complaint.tags} {complaint.text}"
        for complaint in errors
        if not (element := complaint.tag and edition.element(complaint.tag))
        or element.keyword not in wrong
    ]


def test_the_example_of_the_readme_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    run(README, "Make objects")

    assert "no findings" in capsys.readouterr().out
    assert iodize.validate(tmp_path / "capture.dcm").count(Severity.ERROR) == 0


def test_the_index_has_every_story() -> None:
    index = (DOCS / "README.md").read_text("utf-8")

    assert {page.name for page in PAGES} == {
        line.split("](")[1].split(")")[0]
        for line in index.splitlines()
        if line.startswith("| [")
    }


def test_type_checkers_accept_the_stories(tmp_path: Path) -> None:
    """As a project of a user's would be checked, with --strict."""
    for page in PAGES:
        (tmp_path / f"{page.stem.replace('-', '_')}.py").write_text(program(page))
    (tmp_path / "readme.py").write_text(program(README, "Make objects"))
    place = Path(iodize.__file__).parent.parent
    installed = place.name == "site-packages"

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path)],
        env={**os.environ, **({} if installed else {"MYPYPATH": str(place)})},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
