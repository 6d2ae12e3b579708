"""The code blocks of a page of the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

_BLOCK: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Block(NamedTuple):
    """A fenced block."""

    language: str
    """"python", "console", "toml"; empty if the block has none."""
    text: str
    line: int
    """Number of its first line in the page, from 1."""


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page in their order."""
    text = page.read_text("utf-8")
    for block in _BLOCK.finditer(text):
        yield Block(block[1], block[2], text.count("\n", 0, block.start(2)) + 1)


def program(page: Path) -> str:
    """Return the Python blocks of a page, each at its line of the page."""
    lines: list[str] = []
    for block in blocks(page):
        if block.language == "python":
            lines += [""] * (block.line - 1 - len(lines))
            lines += block.text.splitlines()
    return "\n".join(lines) + "\n"


def run(page: Path) -> None:
    """Run the Python blocks of a page in the current folder."""
    namespace: dict[str, Any] = {"__name__": page.stem}
    exec(compile(program(page), str(page), "exec"), namespace)
