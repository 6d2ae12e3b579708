"""Changes of the typed API as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from ...render.wording import counted
from ..api import ApiChange, ApiComparison

FEW: Final = 4
"""Number of classes up to which they are listed by name."""

PHRASES: Final = {
    "class-added": "class added",
    "class-removed": "class removed",
    "argument-added": "argument added",
    "argument-removed": "argument removed",
    "argument-required": "argument is now required",
    "argument-optional": "argument is now optional",
    "argument-type": "argument type",
    "attribute-type": "attribute type",
    "method-added": "method added",
    "method-removed": "method removed",
    "method-signature": "method signature",
}


def render(comparison: ApiComparison) -> str:
    """Return the changes as text without colour."""
    return "\n".join(line.plain for line in lines(comparison))


def print_api(comparison: ApiComparison, console: Console) -> None:
    """Print the changes."""
    for line in lines(comparison):
        console.print(line, soft_wrap=True)


def lines(comparison: ApiComparison) -> Iterator[Text]:
    """Yield a line for each change."""
    for change in comparison.changes:
        yield _line(change)
    number = len(comparison.changes)
    breaking = sum(change.breaking for change in comparison.changes)
    counts = f"{counted(number, 'change')} of the typed API, {breaking} breaking"
    yield Text(f"DICOM {comparison.old} → {comparison.new}, {counts}")


def _line(change: ApiChange) -> Text:
    types = [text for text in (change.old, change.new) if text]
    if len(types) == 2 and types[0] == types[1]:
        types.pop()
    detail = f": {' → '.join(types)}" if types else ""
    subject = f" {change.name}" if change.name else ""
    return Text.assemble(
        (_names(change.classes), "bold"),
        f"{subject}: {PHRASES[change.kind]}{detail}",
        ("  [breaking]" if change.breaking else "", "red"),
    )


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:FEW])
    return shown if len(names) <= FEW else f"{shown} and {len(names) - FEW} more"
