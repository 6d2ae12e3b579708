"""A comparison as text, in colour on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.text import Text

from ...render.wording import printable
from ..changes import Change, Effect
from ..comparison import Comparison
from .wording import (
    HEADINGS,
    Group,
    address,
    conditions,
    effects,
    facts,
    notes,
    phrase,
    place,
    reach,
    sections,
    sign,
    summary,
)

_STYLES: Final = {
    Effect.STRICTER: "bold red",
    Effect.LOOSER: "green",
    Effect.EITHER: "yellow",
    Effect.NEUTRAL: "dim",
}


def render(comparison: Comparison) -> str:
    """Return a comparison as text without colour."""
    return "\n".join(line.plain.rstrip() for line in lines(comparison))


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print a comparison."""
    for line in lines(comparison):
        console.print(line, soft_wrap=True)


def lines(comparison: Comparison) -> Iterator[Text]:
    """Yield the lines of a comparison."""
    part = ""
    for section in sections(comparison):
        if section.part != part:
            part = section.part
            yield Text(part, "bold underline")
        yield Text(f"  {HEADINGS[section.kind]}", "bold")
        for group in section.groups:
            yield from _group(group)
    for note in notes(comparison):
        yield Text(note, "yellow")
    yield Text(f"DICOM {comparison.old} → {comparison.new}, {summary(comparison)}")


def _group(group: Group) -> Iterator[Text]:
    subject = group.subject
    title = Text(f"    {printable(subject.name)}", "bold")
    if subject.kind in ("element", "command-element", "uid"):
        title.append(f"  {subject.keyword}", "not bold")
    title.append(f"  {subject.reference}", "not bold dim")
    if where := reach(group):
        title.append(f"  {where}", "not bold cyan")
    yield title
    for change in group.changes:
        yield from _change(change)


def _change(change: Change) -> Iterator[Text]:
    head = ": ".join(filter(None, (place(change), phrase(change), facts(change))))
    line = Text.assemble(
        (f"      {sign(change)} ", "bold"),
        printable(head) or "added",
        "  ",
        (f"[{effects(change)}]", _STYLES[change.effect]),
        (f"  {change.table}" if change.table else "", "dim"),
    )
    if url := address(change):
        line.stylize(f"link {url}")
    yield line
    for label, side in conditions(change):
        yield Text(f"          {label}{side.words}", "italic dim")
