"""Generated files of SOP classes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pytest

from iodize.generator.emit import format_all, render
from iodize.generator.report import Report

from .a_service import STANDARD

ACCEPT = "pytest tests/generator/emit/test_services.py --accept-golden"


@pytest.fixture(scope="module")
def pages() -> Mapping[str, str]:
    """The pages of the services, by the name of their file."""
    report = Report()
    sources = {
        path.removeprefix("services/"): text
        for path, text in render(STANDARD, report).items()
        if path.startswith("services/")
    }
    assert not report.problems
    return format_all(sources)


def test_services_yield_the_golden_pages(
    pages: Mapping[str, str], root: Path, pytestconfig: pytest.Config
) -> None:
    golden = root / "tests" / "golden" / "services"
    if pytestconfig.getoption("--accept-golden"):
        golden.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (golden / name).write_text(text, "utf-8")
    files = [each for each in golden.glob("*.py*") if each.is_file()]
    expected = {file.name: file.read_text("utf-8") for file in files}
    lines: list[str] = []
    for name in sorted({*expected, *pages}):
        one, other = expected.get(name, ""), pages.get(name, "")
        lines += difflib.unified_diff(
            one.splitlines(), other.splitlines(), name, name, lineterm=""
        )

    difference = "\n".join(lines)

    assert not difference, f"\n{difference}\nIf this is wanted: {ACCEPT}"


def test_pages_are_the_same_bytes_from_the_same_edition() -> None:
    assert render(STANDARD, Report()) == render(STANDARD, Report())
