"""docs/glossary.md."""

from __future__ import annotations

import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name", sorted({*re.findall(r"`([\w.]+\.[A-Z]\w*(?:\.\w+)?)`", GLOSSARY)})
)
def test_name_in_the_glossary_exists(name: str) -> None:
    assert resolve_name(f"iodize.{name}")


def test_terms_of_the_glossary_are_unique() -> None:
    terms = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", GLOSSARY, re.MULTILINE)
    defined = [term for term in terms if term != "term"]
    assert len(defined) == len(set(defined)) >= 40
