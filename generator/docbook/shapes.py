"""Checks the columns of tables against their captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..report import Report
from .xml.errors import TableShapeError
from .xml.table import Table

Announced = Mapping[str, tuple[str, ...]]
"""Usual columns of tables, by pattern of their captions."""

ESSENTIAL = frozenset({"Registry of .+ Elements", "UID Values"})
"""Captions of the registries of PS3.6 without which nothing can be read."""


def check_captions(
    part: int, tables: Iterable[Table], announced: Announced, report: Report
) -> None:
    """Report tables without a reader whose caption is that of a reader.

    Raises:
        TableShapeError: The table is essential.
    """
    for table in tables:
        for caption, columns in announced.items():
            if re.fullmatch(caption, table.caption):
                try:
                    table.expect(*columns)
                except TableShapeError as error:
                    if caption in ESSENTIAL:
                        raise
                    report.problem(part, table.label, 0, error.difference)


def note_arranged(part: int, tables: Iterable[Table], report: Report) -> None:
    """Note the tables whose columns were moved, or are not read."""
    for table in tables:
        found = table.arrangement
        if found is None:
            continue
        if found.others:
            reason = f"columns that are not read: {', '.join(found.others)}"
            report.note(part, table.label, 0, reason)
        elif list(found.places) != sorted(found.places):
            report.note(part, table.label, 0, "columns in another order")
