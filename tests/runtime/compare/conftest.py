"""Copies of the demo package with single changes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from iodize.compare import Comparison, compare
from iodize.tables import editions
from iodize.tables.editions import Edition


class Edit(NamedTuple):
    """A replacement in one file of the package."""

    file: str
    old: str
    new: str


Edited = Callable[..., Edition]
Compared = Callable[..., Comparison]
_numbers = count()


@pytest.fixture(scope="module")
def edited(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    """Return a function that returns an edition of the demo package, with edits."""
    folder = tmp_path_factory.mktemp("packages")
    sys.path.insert(0, str(folder))
    golden = root / "tests" / "golden"
    made = []

    def make(*edits: Edit, name: str = "2020a") -> Edition:
        package = f"dicom_compared_{next(_numbers)}"
        copied = folder / package
        shutil.copytree(golden / "demo", copied)
        for file in ("coded_entries", "demo_step", "demo_worklist"):
            for suffix in (".py", ".pyi"):
                source = golden / "services" / f"{file}{suffix}"
                shutil.copy(source, copied / "services")
        services = copied / "services" / "__init__.py"
        _replace(
            services,
            "FILES = {",
            'FILES = {"DemoStep": "demo_step", "DemoWorklist": "demo_worklist",',
        )
        root_file = copied / "__init__.py"
        root_file.write_text(
            root_file.read_text("utf-8").replace('"2020a"', f'"{name}"'), "utf-8"
        )
        for edit in edits:
            _replace(copied / edit.file, edit.old, edit.new)
        made.append(package)
        return editions.load(package)

    yield make
    sys.path.remove(str(folder))
    for package in made:
        editions.forget(package)
        for module in [m for m in sys.modules if m.split(".")[0] == package]:
            del sys.modules[module]


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{file} has {old!r} {text.count(old)} times"
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def original(edited: Edited) -> Edition:
    """Return the demo package without edits."""
    return edited()


@pytest.fixture
def compared(edited: Edited, original: Edition) -> Compared:
    """Return a function that compares the demo package with an edited copy."""

    def run(*edits: Edit) -> Comparison:
        return compare(original, edited(*edits, name="2020b"))

    return run
