"""Reader of tables that list enumerated values or defined terms.

Source: PS3.3 Annex C, tables with headings such as "Defined Term Name" or "Enumerated Value
Name"; PS3.3 C.12.1.1.2 (character sets). Tables without a heading are described by the
paragraph before them (C.8.12.4.1.1, C.8.31.1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Value, ValueTable
from ..xml.table import Table
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
"""Placeholder for a term: the default repertoire does not have one, Table C.12-2."""

_ANNOUNCED = re.compile(
    r".+ shall have the (?P<kind>Defined Term|Enumerated Value)s (?:specified )?in Table \S+"
)


def is_value_table(table: Table) -> bool:
    """Whether a table lists the values of an attribute."""
    return any(column in TERMS + ENUMERATED for column in table.columns)


def read_value_table(table: Table) -> ValueTable:
    """Read the values of a table."""
    column = next(c for c in table.columns if c in TERMS + ENUMERATED)
    label = next((c for c in table.columns if c in LABELS), None)
    # Some tables of defined terms have the heading of enumerated values.
    enumerated = column in ENUMERATED and "Defined Term" not in table.caption
    columns = table.columns
    return _listed(
        table, enumerated, columns.index(column), columns.index(label) if label else -1
    )


def read_announced_table(table: Table, before: str) -> ValueTable | None:
    """Read the values of a table without a heading, if the sentence before describes it.

    Args:
        before: The sentence before the table.
    """
    announced = _ANNOUNCED.fullmatch(before)
    if table.columns or announced is None:
        return None
    return _listed(table, announced["kind"] == "Enumerated Value", 0, 1)


def _listed(table: Table, enumerated: bool, column: int, label: int) -> ValueTable:
    """Read the values of one column; `label` is -1 without a column of labels."""
    return ValueTable(
        table=table.label,
        section=table.section.label,
        name=table.caption,
        enumerated=enumerated,
        values=tuple(_values(table, column, label)),
    )


def _values(table: Table, column: int, label: int) -> Iterator[Value]:
    seen: set[str] = set()
    for row in table.rows:
        if column >= len(row.cells):
            continue
        cell = row.cells[column]
        heading = cell.columns > 1
        if heading or not cell.text or cell.text in seen | NOTHING:
            continue
        seen.add(cell.text)
        described = 0 <= label < len(row.cells)
        yield Value(
            cell.text, short_label(row.cells[label].text) if described else None
        )
