"""What a slip of the standard's tables is, and how a cell reads without it."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class Erratum:
    """The beginning of one cell that the standard misprints."""

    part: int
    table: str
    printed: str
    """What the cell begins with; a cell is meant that is empty if this is."""
    correct: str
    reason: str
    editions: tuple[str, ...]
    """Editions seen to have it."""
    row: int | None = None
    """Counted from 1; None for any row that reads so."""
    column: str | None = None
    """Heading of its column; None for any."""

    def stands_in(self, row: int, column: str) -> bool:
        """Whether a cell is one of those that are misprinted."""
        return self.row in (None, row) and self.column in (None, column)

    def is_printed(self, text: str) -> bool:
        """Whether the text of a cell has the slip."""
        return text.startswith(self.printed) if self.printed else not text


def corrected(text: str, errata: Iterable[Erratum]) -> str:
    """Return the text of a cell as it should read."""
    for erratum in errata:
        if erratum.is_printed(text):
            return erratum.correct + text.removeprefix(erratum.printed)
    return text
