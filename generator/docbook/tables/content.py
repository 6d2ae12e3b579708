"""Reader of the relationship constraints of structured report IODs.

Source: PS3.3 A.35, tables captioned "Relationship Content Constraints for ... IOD".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import ANY, ContentConstraint, ContentRelationship
from ...report import Report
from ..xml.table import Table

COLUMNS = (
    "Source Value Type",
    "Relationship Type (Enumerated Values)",
    "Target Value Type",
)
_CAPTION = re.compile(r"Relationship Content Constraints for (?P<iod>.+?)(?: IOD)?")
_ANY = re.compile(r"any type(?: ?\(?(?:except|other than) (?P<excepted>[A-Z ]+)\)?)?")
_TYPE = re.compile(r"(?P<type>SCOORD3D|[A-Z]+(?: [A-Z]+)*)\d?\.?(?: \(see below\))?")
"""A value or relationship type; the digit refers to a note of the table."""


def read_content_constraint(table: Table, report: Report) -> ContentConstraint:
    """Return the relationship constraints of one SR IOD."""
    table.expect(*COLUMNS)
    match = _CAPTION.fullmatch(table.caption)
    if match is None:
        reason = f"caption {table.caption!r} does not contain an IOD"
        report.problem(3, table.label, 0, reason)
    return ContentConstraint(
        table=table.label,
        section=table.section.label,
        iod=match["iod"] if match else table.caption,
        relationships=tuple(_read_relationships(table, report)),
    )


def _read_relationships(table: Table, report: Report) -> Iterator[ContentRelationship]:
    for row in table.rows:
        try:
            yield ContentRelationship(*(tuple(_types(row.text(c))) for c in COLUMNS))
        except ValueError as problem:
            report.problem(3, table.label, row.number, f"not a type: {problem}")


def _types(text: str) -> Iterator[str]:
    if any_type := _ANY.fullmatch(text):
        yield ANY
        if any_type["excepted"]:
            yield "!" + any_type["excepted"].strip()
        return
    for part in text.split(","):
        match = _TYPE.fullmatch(part.strip())
        if match is None:
            raise ValueError(part)
        yield match["type"]
