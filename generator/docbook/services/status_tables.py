"""Tables of the statuses of an operation.

Source: PS3.4, the tables with a column of status codes. What a status means is a sentence
there; a label of a few words is kept of it, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import StatusCode, StatusTable
from ...report import Report
from ..table import Row, Table

CATEGORIES = ("Service Status", "Status")
CODES = re.compile(r"(?:Response )?Status Codes?|Code")
MEANINGS = ("Further Meaning", "Meaning")
RELATED = "Related Fields"
ERROR_ID = "Error ID (0000,0903)"

LABEL_WORDS = 5
"""A label has no more; what has is a sentence."""

_CODE = re.compile(r"(?P<code>[0-9A-F]{4}|[0-9A-F]{2}xx|[0-9A-F]xxx)(?: .*)?")
_TAG = re.compile(r"\([0-9A-F]{4},[0-9A-F]{4}\)")
_KIND = re.compile(r"(?:Failed|Error|Refused|Success)[:.] ")
_OTHERS = re.compile(r"Other failure status as specified in Section .*")
"""A row that refers to the statuses of PS3.7."""


def is_status_table(table: Table) -> bool:
    """Whether a table lists the statuses of an operation."""
    columns = table.columns
    return (
        columns[:1] in tuple((c,) for c in CATEGORIES)
        and _codes(table) is not None
        and _meanings(table) is not None
    )


def _codes(table: Table) -> str | None:
    return next((c for c in table.columns[1:] if CODES.fullmatch(c)), None)


def _meanings(table: Table) -> str | None:
    return next((c for c in MEANINGS if c in table.columns), None)


def read_status_table(table: Table, report: Report) -> StatusTable:
    """Return the statuses of a table, in its order."""
    codes = tuple(_read(table, report))
    return StatusTable(table.label, table.section.label, codes)


def _read(table: Table, report: Report) -> Iterator[StatusCode]:
    column, meaning, category = _codes(table), _meanings(table), ""
    assert column is not None  # the caller asked before
    assert meaning is not None
    for row in table.rows:
        category = (
            row.cells[0].text or category
        )  # in some editions only the first says it
        if _OTHERS.fullmatch(row.text(meaning)):
            continue
        match = _CODE.fullmatch(row.text(column))
        if match is None:
            reason = f"no status code: {row.text(column)!r}"
            report.problem(4, table.label, row.number, reason)
            continue
        error = row.text(ERROR_ID) if ERROR_ID in table.columns else ""
        yield StatusCode(
            code=match["code"],
            category=category,
            label=label_of(row.text(meaning)),
            error_id=error or None,
            related=_related(table, row),
        )


def _related(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(_TAG.findall(row.text(RELATED))) if RELATED in table.columns else ()


def label_of(meaning: str) -> str | None:
    """Return what a status means, where that takes a few words.

    Of two parts of a sentence, the first may do.
    """
    head = re.split(r" - |[;.](?:\s|$)", _KIND.sub("", meaning))[0].strip(" .")
    return head if head and len(head.split()) <= LABEL_WORDS else None
