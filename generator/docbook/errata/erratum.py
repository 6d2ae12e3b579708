"""Errata of the standard's tables, and the correction of cells.

An erratum applies wherever its printed words occur: in the tables with its label or
caption, in rows that contain its other words, in any edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from attrs import frozen

from ..spelling import letters


@frozen(slots=False)
class Erratum:
    """A misprint at the beginning of a cell."""

    part: int
    printed: str
    """Beginning of the published cell, up to the end of a word; empty for an empty cell."""
    correct: str
    reason: str
    seen_in: tuple[str, ...]
    """Editions with the misprint; it is corrected in others too."""
    table: str = ""
    """Label of the table, or of a section without tables; empty for any of the part."""
    captions: tuple[str, ...] = ()
    """Captions of the table, which is found by them if its label has changed."""
    column: str | None = None
    """Heading of its column; None for any."""
    row: str = ""
    """Another cell of the row, without ">"; empty for any row."""
    states: str = ""
    """Words in another cell of the row; empty for any row."""
    below: str = ""
    """The first cell of the row above, without ">"; empty for any row."""

    @cached_property
    def _caption_letters(self) -> frozenset[str]:
        return frozenset(map(letters, self.captions))

    def is_about(self, label: str, caption: str) -> bool:
        """Whether the erratum is about a table, or a section."""
        return (
            not self.table
            or label == self.table
            or letters(caption) in self._caption_letters
        )

    def applies(self, column: str, row: Sequence[str], above: Sequence[str]) -> bool:
        """Whether the erratum applies to a cell.

        Args:
            column: Heading of its column.
            row: The published cells of the row.
            above: The published cells of the row above; empty for the first row.
        """
        return (
            self.column in (None, column)
            and (not self.row or any(_names(cell, self.row) for cell in row))
            and (not self.states or any(self.states in cell for cell in row))
            and (not self.below or any(_names(cell, self.below) for cell in above[:1]))
        )

    def is_printed(self, text: str) -> bool:
        """Whether the text of a cell has the misprint."""
        if not self.printed:
            return not text
        rest = text.removeprefix(self.printed)
        if rest == text:
            return False
        ends_in_word = self.printed[-1].isalnum() and rest != ""
        return not ends_in_word or rest[0].isspace()


def _names(cell: str, name: str) -> bool:
    return letters(cell) == letters(name)


def corrected(text: str, errata: Iterable[Erratum]) -> tuple[str, Erratum | None]:
    """Return the corrected text of a cell, and the erratum that applies to it."""
    for erratum in errata:
        if erratum.is_printed(text):
            return erratum.correct + text.removeprefix(erratum.printed), erratum
    return text, None
