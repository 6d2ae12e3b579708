"""The conditions in the requirement columns of PS3.4, in tables that have a column of tags.

A cell begins with a notation, "1C/1C", and its condition follows; where nothing follows,
the condition is in the last column, the remarks.

Source: PS3.4 5.4 (notations), H.2.4 and C.1.2-1 (their letters).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import ServiceCondition
from ..model.services import NOTATION
from .attributes import nested_tag
from .conditions import read_condition
from .table import Row, Table

_NOTATION = re.compile(NOTATION.replace("/", r"\s*/\s*"))
_IN_PARENTHESES = re.compile(r"\((?!\w{4},)(.*)\)", re.DOTALL)
_REQUIREMENT = re.compile(
    r"(?!Remark|Action|Event).*(Type|Usage|Identifier|Final State)"
)


def has_requirements(table: Table) -> bool:
    """Whether a table says of attributes how services ask for them."""
    return "Tag" in table.columns and bool(_requirements(table))


def read_service_conditions(table: Table) -> Iterator[ServiceCondition]:
    """Yield the conditions of a table, row by row and column by column."""
    path: list[str] = []
    columns = _requirements(table)
    for row in table.rows:
        depth, tag = nested_tag(row, table.columns[0], "Tag")
        if tag is None:
            continue
        path[depth:] = [tag]
        for column in columns:
            yield from _read(table, row, column, tuple(path))


def _requirements(table: Table) -> list[str]:
    return [column for column in table.columns if _REQUIREMENT.match(column)]


def _read(
    table: Table, row: Row, column: str, path: tuple[str, ...]
) -> Iterator[ServiceCondition]:
    if not row.text(column):
        return
    words = row[column].statements
    notation = _NOTATION.match(words)
    if notation is None or "C" not in notation[0]:
        return
    words = words[notation.end() :].strip(" .-\n")
    if whole := _IN_PARENTHESES.fullmatch(words):
        words = whole[1]
    last = table.columns[-1]
    if not words and not _REQUIREMENT.match(last) and row.text(last):
        words = row[last].statements
    yield ServiceCondition(
        table=table.label,
        path=path,
        column=column,
        requirement=re.sub(r"\s", "", notation[0]),
        condition=read_condition(words),
    )
