"""Tables that list enumerated values or defined terms.

Source: PS3.3 Annex C, tables headed "Defined Term Name", "Enumerated Value Name" and the
like; PS3.3 C.12.1.1.2 (character sets).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Value, ValueTable
from .table import Table
from .values import short_label

TERMS = ("Defined Term Name", "Defined Term")
ENUMERATED = ("Enumerated Value Name", "Enumerated Value")
LABELS = (
    "Defined Term Description",
    "Enumerated Value Description",
    "Definition",
    "Character Set Description",
)

NOTHING = frozenset({"none"})
"""What stands in place of a term: the default repertoire has none, Table C.12-2."""


def is_value_table(table: Table) -> bool:
    """Whether a table lists the values of an attribute."""
    return any(column in TERMS + ENUMERATED for column in table.columns)


def read_value_table(table: Table) -> ValueTable:
    """Return the values that a table lists."""
    column = _column(table)
    return ValueTable(
        table=table.label,
        section=table.section.label,
        name=table.caption,
        # Some tables of defined terms are headed as if they were enumerated values.
        enumerated=column in ENUMERATED and "Defined Term" not in table.caption,
        values=tuple(_values(table, column)),
    )


def _column(table: Table) -> str:
    return next(c for c in table.columns if c in TERMS + ENUMERATED)


def _values(table: Table, column: str) -> Iterator[Value]:
    label = next((c for c in table.columns if c in LABELS), None)
    seen: set[str] = set()
    for row in table.rows:
        cell = row[column]
        heading = cell.columns > 1
        if heading or not cell.text or cell.text in seen | NOTHING:
            continue
        seen.add(cell.text)
        yield Value(cell.text, short_label(row.text(label)) if label else None)
