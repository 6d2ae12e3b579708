"""The parts of the demo standard, parsed."""

from __future__ import annotations

from pathlib import Path

import pytest

from iodize.generator.docbook.xml.book import Book


@pytest.fixture(scope="session")
def part03(demo: Path) -> Book:
    return Book(demo / "part03.xml")


@pytest.fixture(scope="session")
def part06(demo: Path) -> Book:
    return Book(demo / "part06.xml")


@pytest.fixture(scope="session")
def part07(demo: Path) -> Book:
    return Book(demo / "part07.xml")


@pytest.fixture(scope="session")
def part03_2023a(real_docbook: Path) -> Book:
    return Book(real_docbook / "2023a" / "part03.xml")
