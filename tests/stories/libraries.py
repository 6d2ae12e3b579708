"""The programs of the pages that build an object with several libraries.

A page has a block with the inputs, then a section for each library with one program.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from .pages import blocks

PAGES: Final = Path(__file__).resolve().parents[2] / "docs" / "building"
LIBRARIES: Final = ("iodize", "highdicom", "pydicom")
_HEADING: Final = re.compile(r"^## (\w+)$", re.MULTILINE)


def inputs(page: Path) -> str:
    """Return the program with the inputs, which comes before the sections."""
    return next(blocks(page)).text


def programs(page: Path) -> dict[str, str]:
    """Return the program of each library."""
    text = page.read_text("utf-8")
    found: dict[str, str] = {}
    for block in blocks(page):
        before = "\n".join(text.splitlines()[: block.line])
        if headings := _HEADING.findall(before):
            found[headings[-1]] = block.text
    return found
