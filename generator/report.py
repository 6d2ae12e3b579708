"""What a run of the generator read, and what it did not understand."""

from __future__ import annotations

from collections import Counter

from attrs import Factory, define, frozen


@frozen
class Problem:
    """One row that was not understood."""

    part: int
    table: str
    """The label of the table: "C.7-1"."""
    row: int
    """Counted from 1; 0 for the table as a whole."""
    reason: str

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row else ""
        return f"PS3.{self.part} Table {self.table}{row}: {self.reason}"


@define
class Report:
    """Counts and problems, collected while reading."""

    tables: Counter[tuple[int, str]] = Factory(Counter)
    """Tables read, by part and kind: (3, "composite IOD")."""
    rows: Counter[tuple[int, str]] = Factory(Counter)
    """Rows read, by the same."""
    unread: Counter[tuple[int, tuple[str, ...]]] = Factory(Counter)
    """Tables for which no reader is meant, by part and columns."""
    problems: list[Problem] = Factory(list)
    notes: list[Problem] = Factory(list)
    """Rows that were understood, but look like slips of the standard."""

    def read(self, part: int, kind: str, rows: int) -> None:
        """Count a table that was read."""
        self.tables[part, kind] += 1
        self.rows[part, kind] += rows

    def problem(self, part: int, table: str, row: int, reason: str) -> None:
        """Record a row that was not understood."""
        self.problems.append(Problem(part, table, row, reason))

    def note(self, part: int, table: str, row: int, reason: str) -> None:
        """Record a row that was understood but looks like a slip."""
        self.notes.append(Problem(part, table, row, reason))
