"""Reader of IOD tables: the modules of an object.

Source: PS3.3 Annex A (composite), Annex B (normalized), F.3 (basic directory).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from ...model import UNREAD, Condition, Iod, IodKind, ModuleUse, Usage, Worded
from ...report import Report
from ..spelling import letters
from ..xml.table import Row, Table
from .attributes import is_attribute_table

COMPOSITE = ("IE", "Module", "Reference", "Usage")
NORMALIZED = (
    ("Module", "Reference", "Module Description"),
    ("Module", "Reference", "Description"),
)
DIRECTORY = ("Module", "Reference", "Usage", "Module Description")

_CAPTION = re.compile(r"(?P<name>.+?)\s+IOD\s+Modules?")
_USAGE = re.compile(r"(?P<usage>[MCU])(?:\s*[-\u2013]\s*(?P<words>.+))?")


def kind_of(table: Table) -> IodKind | None:
    """Return the kind of IOD that a table defines; None for other tables."""
    if table.columns == COMPOSITE:
        return IodKind.COMPOSITE
    if table.columns in NORMALIZED:
        return IodKind.NORMALIZED
    if table.columns == DIRECTORY:
        return IodKind.DIRECTORY
    return None


@frozen
class AttributeTables:
    """The attribute tables of a part, searched by the section that an IOD refers to."""

    tables: tuple[Table, ...]

    @classmethod
    def among(cls, tables: Iterable[Table]) -> AttributeTables:
        return cls(tuple(t for t in tables if is_attribute_table(t)))

    def find(self, section: str, name: str, noun: str) -> Table | None:
        """Return the table that defines a module or a macro.

        Args:
            section: The section that the row refers to.
            name: The module or macro as spelled in the row.
            noun: Expected noun in the caption of the table: "Module" or "Macro".
        """
        own = [t for t in self.tables if t.section.label == section]
        inside = [t for t in self.tables if section in t.section.path]
        for candidates in (own, inside, self.tables):
            called = [t for t in candidates if noun in t.caption]
            for table in called or candidates:
                if letters(name_of(table)) == letters(name):
                    return table
        return next(iter(own), None)


def name_of(table: Table) -> str:
    """Return the name in the caption of an attribute table."""
    return re.sub(r"\s+(?:(?:Module|Macro|Keys)\b.*|Attributes)$", "", table.caption)


def read_iod(table: Table, attribute_tables: AttributeTables, report: Report) -> Iod:
    """Read the IOD of a module table, without its functional groups."""
    kind = kind_of(table)
    assert kind is not None  # checked by the caller
    match = _CAPTION.match(table.caption)
    if match is None:
        reason = f"caption {table.caption!r} does not contain an IOD"
        report.problem(3, table.label, 0, reason)
    path = table.section.path
    own = "odule" in table.section.title or table.section.title == "IOD Description"
    return Iod(
        name=match["name"] if match else table.caption,
        kind=kind,
        table=table.label,
        section=path[-2] if own and len(path) > 1 else path[-1],
        modules=tuple(_read_modules(table, kind, attribute_tables, report)),
    )


def _read_modules(
    table: Table, kind: IodKind, attribute_tables: AttributeTables, report: Report
) -> Iterator[ModuleUse]:
    for row in table.rows:
        name, section = row.text("Module"), section_of(row, "Reference")
        if section is None:
            reason = f"{name}: does not refer to a section"
            report.problem(3, table.label, row.number, reason)
            continue
        found = attribute_tables.find(section, name, "Module")
        note_reference(table, row, name, section, found, report)
        usage, condition = (
            (None, None)
            if kind is IodKind.NORMALIZED
            else read_usage(table, row, report)
        )
        yield ModuleUse(
            module=name,
            section=section,
            table=found.label if found else None,
            entity=row.text("IE") if kind is IodKind.COMPOSITE else None,
            usage=usage,
            condition=condition,
        )


def note_reference(
    table: Table, row: Row, name: str, section: str, found: Table | None, report: Report
) -> None:
    """Note a row whose reference and name belong to different tables."""
    if found is None:
        reason = f"{name}: section {section} does not have an attribute table"
        report.note(3, table.label, row.number, reason)
    elif section not in found.section.path:
        reason = f"{name}: refers to {section}, but is defined in {found.section.label}"
        report.note(3, table.label, row.number, reason)


def section_of(row: Row, column: str) -> str | None:
    for link in row[column].links:
        if link.kind == "sect":
            return link.label
    return None


def read_usage(
    table: Table, row: Row, report: Report
) -> tuple[Usage, Condition | None]:
    """Return the usage of a row and its condition.

    A usage that is not understood becomes a condition that is not understood, so that the
    row is kept without requiring or forbidding anything.
    """
    text = row.text("Usage")
    match = _USAGE.fullmatch(text)
    if match is None:
        report.problem(3, table.label, row.number, f"usage not understood: {text!r}")
        return Usage.CONDITIONAL, UNREAD
    usage = Usage(match["usage"])
    words = match["words"] or ""
    if usage is Usage.CONDITIONAL or words:
        return usage, Worded(words=words, needed=usage is Usage.CONDITIONAL)
    return usage, None
