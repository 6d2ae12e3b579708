"""The fragments of the changelog."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path


def test_every_fragment_has_a_known_type_and_a_sentence(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    types = "|".join(each["directory"] for each in project["tool"]["towncrier"]["type"])

    for path in (root / "changelog.d").glob("*.md"):
        if path.name == "README.md":
            continue
        assert re.fullmatch(rf"[a-z0-9-]+\.({types})\.md", path.name), path
        assert re.fullmatch(
            r"[A-Z`].*\.", path.read_text("utf-8").strip(), re.DOTALL
        ), path
