"""The inventory of the rooms in docs/architecture.md, from the docstrings of the code.

    python -m tests.inventory

prints it into the page.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.test_structure import ROOMS, RUNTIME

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "architecture.md"
START: Final = "<!-- inventory -->\n"
END: Final = "<!-- end of inventory -->\n"


def summary(path: Path) -> str:
    """Return the first line of the docstring of a package or a module."""
    for file in (path / "__init__.py", path.with_suffix(".py")):
        if file.is_file():
            return (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").split(
                "\n"
            )[0]
    raise FileNotFoundError(path)


def rows(folder: str, floors: tuple[str, ...]) -> Iterator[str]:
    yield "| floor | name | subject |\n|---|---|---|\n"
    for floor, names in reversed([*enumerate(floors, 1)]):
        for name in names.split():
            yield f"| {floor} | `{name}` | {summary(ROOT / folder / name)} |\n"


def inventory() -> str:
    """Return the tables of the page."""
    runtime = "".join(rows("runtime", tuple(RUNTIME)))
    generator = "".join(rows("generator", tuple(ROOMS["generator"])))
    return (
        f"\n`iodize`, in `runtime/`:\n\n{runtime}\n`iodize.generator`:\n\n{generator}\n"
    )


def page(text: str) -> str:
    """Return the page with the inventory of the code."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{inventory()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
