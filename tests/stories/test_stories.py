"""The programs of the stories, and the objects that they save."""

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
from iodize.findings.finding import Severity
from iodize.tables import editions
from tests.interop import dciodvfy
from tests.interop.differences import EXPLAINED, NOT_KNOWN

from .pages import program, run

DOCS = Path(__file__).resolve().parents[2] / "docs" / "stories"
FIRST = DOCS / "ct-series.md"
"""The story whose series other stories read."""

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
def test_objects_of_the_story_conform(saved: list[Path]) -> None:
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
    """Return the errors of dciodvfy for a file, except for known false ones."""
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


def test_index_lists_every_story() -> None:
    index = (DOCS / "README.md").read_text("utf-8")

    assert {page.name for page in PAGES} == {
        line.split("](")[1].split(")")[0]
        for line in index.splitlines()
        if line.startswith("| [")
    }


def test_type_checker_accepts_the_stories_and_the_readme(tmp_path: Path) -> None:
    """With --strict, as in the project of a user."""
    for page in PAGES:
        (tmp_path / f"{page.stem.replace('-', '_')}.py").write_text(program(page))
    (tmp_path / "readme.py").write_text(program(README))
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
