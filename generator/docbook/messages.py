"""DIMSE messages and their fields.

Source: PS3.7 Tables 9.3-x (DIMSE-C) and 10.3-x (DIMSE-N), captioned "... Message Fields".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Message, MessageField
from ..report import Report
from .table import Row, Table

COLUMNS = ("Message Field", "Tag", "VR", "VM", "Description of Field")

_CAPTION = re.compile(r"(?P<name>[CN]-[A-Z-]+)\s+Message Fields")
_TAG = re.compile(r"\(0000,[0-9A-F]{4}\)")
_FIXED = re.compile(
    r"\bset to (?:(?:a|the) value of )?(?P<value>[0-9A-F]{4})H\b(?! (?:\(Null\) )?if\b)"
)
"""A value that the field always has; not one that it has if there is no data set."""


def read_message(table: Table, report: Report) -> Message | None:
    """Return the message that a table describes."""
    table.expect(*COLUMNS)
    # The hyphens are non-breaking ones in some editions.
    match = _CAPTION.fullmatch(table.caption.replace("\u2011", "-"))
    if match is None:
        report.problem(7, table.label, 0, f"caption {table.caption!r} names no message")
        return None
    data_sets = [r.text("Message Field") for r in table.rows if _has_no_tag(r)]
    return Message(
        name=match["name"],
        table=table.label,
        fields=tuple(_read_fields(table, report)),
        data_set=data_sets[0] if data_sets else None,
    )


def _has_no_tag(row: Row) -> bool:
    """Whether a row stands for the data set that follows the command set."""
    return row.text("Tag") == "(no tag)"


def _read_fields(table: Table, report: Report) -> Iterator[MessageField]:
    for row in table.rows:
        if _has_no_tag(row):
            continue
        tag = row.text("Tag")
        if not _TAG.fullmatch(tag):
            report.problem(7, table.label, row.number, f"no tag: {tag!r}")
            continue
        fixed = _FIXED.search(row.text("Description of Field"))
        yield MessageField(
            tag=tag,
            name=row.text("Message Field"),
            vr=row.text("VR"),
            vm=row.text("VM"),
            value=int(fixed["value"], 16) if fixed else None,
        )
