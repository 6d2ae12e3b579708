"""The Python blocks of a page, as a program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def program(page: Path, chapter: str = "") -> str:
    """Return the blocks of a page, each at its line of the page.

    Args:
        chapter: The heading whose blocks are meant; those of the whole page if empty.
    """
    text = page.read_text("utf-8")
    first, last = 0, len(text)
    if chapter:
        first = text.index(f"\n## {chapter}\n")
        last = text.find("\n## ", first + 1)
    lines: list[str] = []
    for block in _BLOCK.finditer(text, first, last):
        start = text.count("\n", 0, block.start(1))
        lines += [""] * (start - len(lines))
        lines += block[1].splitlines()
    return "\n".join(lines) + "\n"


def run(page: Path, chapter: str = "") -> None:
    """Run the blocks of a page, or of one chapter, in the current folder."""
    namespace: dict[str, Any] = {"__name__": page.stem}
    exec(compile(program(page, chapter), str(page), "exec"), namespace)
