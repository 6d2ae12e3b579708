"""The programs of the pages that compare libraries, and the objects that they save."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import black
import pytest
from pydicom import dcmread
from pydicom.dataset import FileDataset

import iodize
from iodize import build
from iodize.findings.finding import Severity
from tests.interop import dciodvfy
from tests.interop.building import EVERYWHERE, EXPLAINED, differences

from .libraries import LIBRARIES, PAGES, inputs, programs
from .pages import program, run
from .test_stories import FIRST, objections

GUIDE = PAGES.parent / "building.md"
COMPARED = sorted(PAGES.glob("*.md"))
CASES = [(page, library) for page in COMPARED for library in programs(page)]


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the CT series of the first story."""
    folder = tmp_path_factory.mktemp("series")
    before = Path.cwd()
    os.chdir(folder)
    try:
        run(FIRST)
    finally:
        os.chdir(before)
    return folder


def saved(
    page: Path, library: str, series: Path, folder: Path, patch: pytest.MonkeyPatch
) -> Path:
    """Return the file that a program saves."""
    folder.mkdir(exist_ok=True)
    shutil.copytree(series / "ct", folder / "ct", dirs_exist_ok=True)
    patch.chdir(folder)
    namespace: dict[str, Any] = {"__name__": page.stem}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(inputs(page), str(page), "exec"), namespace)
        exec(compile(programs(page)[library], str(page), "exec"), namespace)
    (found,) = folder.glob("*.dcm")
    return found


@pytest.mark.parametrize(
    ("page", "library"), CASES, ids=[f"{p.stem}-{lib}" for p, lib in CASES]
)
def test_objects_of_all_programs_conform(
    page: Path,
    library: str,
    series: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = saved(page, library, series, tmp_path, monkeypatch)

    report = iodize.validate(path)
    assert report.count(Severity.ERROR) == 0, report.render("text")
    if library == "iodize":
        assert report.count(Severity.WARNING) == 0, report.render("text")
        if dciodvfy.is_installed():
            assert objections(path) == []


@pytest.mark.parametrize("name", EXPLAINED)
def test_differences_to_highdicom_are_explained(
    name: str, series: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGES / f"{name}.md"
    ours, theirs = (
        dataset(saved(page, library, series, tmp_path / library, monkeypatch))
        for library in ("iodize", "highdicom")
    )

    found = differences(ours, theirs)

    reasons = {*EVERYWHERE, *EXPLAINED[name]}
    assert {path for path in found if not reasons & {*path.split("/")}} == set()
    met = {part for path in found for part in path.split("/")}
    assert {*EXPLAINED[name]} <= met


def dataset(path: Path) -> FileDataset:
    return dcmread(path)


def test_page_about_builders_can_be_executed(
    series: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(series / "ct", tmp_path / "ct")
    monkeypatch.chdir(tmp_path)

    run(GUIDE)

    paths = sorted(tmp_path.glob("*.dcm"))
    assert len(paths) == 2
    for path in paths:
        assert iodize.validate(path).count(Severity.ERROR) == 0
        if dciodvfy.is_installed():
            assert objections(path) == []


def test_page_about_builders_names_all_of_them() -> None:
    text = GUIDE.read_text("utf-8")
    functions = {name for name in build.__all__ if name.islower()}
    assert {name for name in functions if f"| `{name}` |" not in text} == set()
    assert {page for page in COMPARED if f"building/{page.name}" not in text} == set()


def test_programs_are_formatted() -> None:
    """Lines are counted of programs in the form of black."""
    for page, library in CASES:
        for text in (inputs(page), programs(page)[library]):
            assert black.format_str(text, mode=black.Mode()) == text, page


def test_iodize_is_the_first_of_each_page_and_the_shortest() -> None:
    for page in COMPARED:
        lines = {name: len(text.splitlines()) for name, text in programs(page).items()}
        assert [*lines] == [name for name in LIBRARIES if name in lines]
        assert lines["iodize"] == min(lines.values())


def test_type_checkers_accept_the_programs_of_iodize(tmp_path: Path) -> None:
    """With --strict, as in the project of a user."""
    for page in COMPARED:
        text = inputs(page) + "\n" + programs(page)["iodize"]
        (tmp_path / f"{page.stem.replace('-', '_')}.py").write_text(text)
    (tmp_path / "guide.py").write_text(program(GUIDE))
    place = Path(iodize.__file__).parent.parent
    installed = place.name == "site-packages"

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path)],
        env={**os.environ, **({} if installed else {"MYPYPATH": str(place)})},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert done.returncode == 0, done.stdout + done.stderr
