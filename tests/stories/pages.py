"""The Python blocks of a page, as a program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def program(page: Path) -> str:
    """Return the blocks of a page, one after the other, each at its line of the page."""
    text = page.read_text("utf-8")
    lines: list[str] = []
    for block in _BLOCK.finditer(text):
        start = text.count("\n", 0, block.start(1))
        lines += [""] * (start - len(lines))
        lines += block[1].splitlines()
    return "\n".join(lines) + "\n"


def run(page: Path) -> None:
    """Run the blocks of a page, in the current folder."""
    namespace: dict[str, Any] = {"__name__": page.stem}
    exec(compile(program(page), str(page), "exec"), namespace)
