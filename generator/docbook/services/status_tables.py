"""Reader of the tables of statuses of an operation.

Source: PS3.4, the tables with a column of status codes. The meaning of a status may be a
sentence there: labels of a few words are kept, and `status_labels` replaces others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import StatusCode, StatusTable
from ...report import SHOWN, Report
from ..xml.table import Row, Table
from .status_labels import own_label

CATEGORIES = ("Service Status", "Status")
CODES = re.compile(r"(?:Response )?Status Codes?|Code")
MEANINGS = ("Further Meaning", "Meaning")
RELATED = "Related Fields"
ERROR_ID = "Error ID (0000,0903)"

SUCCESS = "Success"

LABEL_WORDS = 5
"""Maximum number of words of a label; longer texts are sentences."""

_CODE = re.compile(r"(?P<code>[0-9A-F]{4}|[0-9A-F]{2}xx|[0-9A-F]xxx)(?: .*)?")
_TAG = re.compile(r"\([0-9A-F]{4},[0-9A-F]{4}\)")
_KIND = re.compile(r"(?:Failed|Error|Refused|Success)[:.] ")
_OTHERS = re.compile(r"Other failure status as specified in Section .*")
"""A row that refers to the statuses of PS3.7."""


def is_status_table(table: Table) -> bool:
    """Whether a table lists the statuses of an operation."""
    columns = table.columns
    return (
        any(category in columns for category in CATEGORIES)
        and _codes(table) is not None
        and _meanings(table) is not None
    )


def _codes(table: Table) -> str | None:
    return next((c for c in table.columns if CODES.fullmatch(c)), None)


def _meanings(table: Table) -> str | None:
    return next((c for c in MEANINGS if c in table.columns), None)


def read_status_table(table: Table, report: Report) -> StatusTable:
    """Return the statuses of a table, in its order."""
    codes = tuple(_read(table, report))
    return StatusTable(table.label, table.section.label, codes)


def _read(table: Table, report: Report) -> Iterator[StatusCode]:
    column, meaning, category = _codes(table), _meanings(table), ""
    categories = next(c for c in CATEGORIES if c in table.columns)
    assert column is not None  # checked by the caller
    assert meaning is not None
    for row in table.rows:
        category = (
            row.text(categories) or category
        )  # in some editions only the first row has it
        if _OTHERS.fullmatch(row.text(meaning)):
            continue
        match = _CODE.fullmatch(row.text(column))
        if match is None:
            reason = f"not a status code: {row.text(column)!r}"
            report.problem(4, table.label, row.number, reason)
            continue
        error = row.text(ERROR_ID) if ERROR_ID in table.columns else ""
        label = own_label(table.section.label, match["code"]) or label_of(
            row.text(meaning), category
        )
        if label is None:
            reason = f"no label in status_labels: {row.text(meaning)[:SHOWN]!r}"
            report.note(4, table.label, row.number, reason)
        yield StatusCode(
            code=match["code"],
            category=category,
            label=label,
            error_id=error or None,
            related=_related(table, row),
        )


def _related(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(_TAG.findall(row.text(RELATED))) if RELATED in table.columns else ()


def label_of(meaning: str, category: str) -> str | None:
    """Return the meaning of a status if it has only a few words.

    The first part of a sentence may be a label. The category is that of a success.
    """
    head = re.split(r" - |[;.](?:\s|$)", _KIND.sub("", meaning))[0].strip(" .")
    if head and len(head.split()) <= LABEL_WORDS:
        return head
    return category if category == SUCCESS else None
