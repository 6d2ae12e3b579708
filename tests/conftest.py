"""What all tests share: where things are, and the standard itself if it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from .docbook import VARIABLE, folder

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "tests" / "fixtures" / "docbook" / "demo"
EDITIONS = ("2023a", "2022d", "2025e", "2013")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-golden",
        action="store_true",
        help="Write what the generator yields to tests/golden instead of comparing.",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="Try every fault and every change of every object, not one of four.",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def one_of(request: pytest.FixtureRequest) -> int:
    """Of how many cases the tests that try tens of thousands take one."""
    return 1 if request.config.getoption("--thorough") else 4


@pytest.fixture(scope="session")
def demo() -> Path:
    """A small standard, written for these tests."""
    return DEMO


@pytest.fixture(scope="session")
def real_docbook() -> Path:
    """The standard as its publisher releases it: a folder for each edition."""
    place = folder()
    missing = [name for name in EDITIONS if not (place / name).is_dir()]
    if missing:
        pytest.skip(
            f"no DocBook of {', '.join(missing)} in {place}: set {VARIABLE} to a"
            " folder of editions, or put it at ../shared/standard beside the checkout"
        )
    return place
