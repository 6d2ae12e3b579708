from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import invalidate_caches
from itertools import count
from pathlib import Path

import pytest
from lxml import etree
from lxml.etree import _Element

from iodize.generator.report import Report
from iodize.generator.sources import from_docbook
from iodize.tables import editions
from iodize.tables.editions import Edition

from ..demo import Reading

Simulate = Callable[[Mapping[int, _Element]], Reading]
Load = Callable[[Mapping[str, str]], Edition]


@pytest.fixture(scope="session")
def demo_parts(demo: Path) -> dict[int, _Element]:
    """Return the parts of the demo standard."""
    return {n: parse(demo / f"part{n:02}.xml") for n in (3, 4, 6, 7)}


def parse(file: Path) -> _Element:
    return etree.parse(file, etree.XMLParser(huge_tree=True)).getroot()


def copied(parts: Mapping[int, _Element]) -> dict[int, _Element]:
    return {number: copy.deepcopy(root) for number, root in parts.items()}


@pytest.fixture
def simulate(tmp_path: Path) -> Simulate:
    """Return a function that reads changed parts as an edition."""

    def read(parts: Mapping[int, _Element]) -> Reading:
        for number, root in parts.items():
            etree.ElementTree(root).write(
                tmp_path / f"part{number:02}.xml",
                encoding="utf-8",
                xml_declaration=True,
            )
        report = Report()
        return Reading(from_docbook(tmp_path, None, {}, (), report), report)

    return read


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Load]:
    """Return a function that imports the rendered files of a package."""
    folder = tmp_path_factory.mktemp("packages")
    sys.path.insert(0, str(folder))
    made: list[str] = []
    numbers = count()

    def imported(files: Mapping[str, str]) -> Edition:
        package = f"dicom_simulated_{next(numbers)}"
        for path, text in files.items():
            file = folder / package / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        invalidate_caches()
        made.append(package)
        return editions.load(package)

    yield imported
    sys.path.remove(str(folder))
    for package in made:
        editions.forget(package)
        for module in [m for m in sys.modules if m.split(".")[0] == package]:
            del sys.modules[module]
