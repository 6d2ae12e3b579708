"""Files with different findings, as text."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from ...render.lines import finding_line
from ...render.wording import counted, printable
from ..files import Explained, FilesComparison
from .wording import description, effects


def render(comparison: FilesComparison) -> str:
    """Return the differences as text without colour."""
    return "\n".join(line.plain for line in lines(comparison))


def print_files(comparison: FilesComparison, console: Console) -> None:
    """Print the differences."""
    for line in lines(comparison):
        console.print(line, soft_wrap=True)


def lines(comparison: FilesComparison) -> Iterator[Text]:
    """Yield the lines: "+" for findings of the new edition only, "-" of the old one."""
    for file in comparison.files:
        iod = f": {file.iod}" if file.iod else ""
        yield Text.assemble((printable(file.path), "bold"), iod)
        for explained in file.gone:
            yield from _finding("-", explained)
        for explained in file.new:
            yield from _finding("+", explained)
    gone = sum(len(file.gone) for file in comparison.files)
    new = sum(len(file.new) for file in comparison.files)
    yield Text(
        f"{counted(comparison.checked, 'file')}, {len(comparison.files)} different:"
        f" {counted(gone, 'finding')} in {comparison.old} only,"
        f" {counted(new, 'finding')} in {comparison.new} only"
    )


def _finding(sign: str, explained: Explained) -> Iterator[Text]:
    yield Text.assemble((sign, "bold"), finding_line(explained.finding))
    for change in explained.causes:
        yield Text.assemble(
            f"      cause: {printable(description(change))}  [{effects(change)}]"
        )
    if not explained.causes:
        yield Text("      cause: no change of the tables", "dim")
