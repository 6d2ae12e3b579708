"""Reader of attribute tables: macros, modules, directory record keys.

Source: PS3.3 5.2 (tables), 5.3 (nesting by ">"), 5.4 (inclusion of macros).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Attribute, Condition, Include, Open, OpenRow, Type, Worded
from ...report import Report
from ..values.row_values import RowValues, ValueReader
from ..xml.nesting import Tree, depth_and_name
from ..xml.table import Cell, Row, Table
from .specialized import specialized_rows

COLUMNS = ("Attribute Name", "Tag", "Type", "Attribute Description")
"""Usual columns; spellings vary, and normalized modules do not have types."""
KEYS = ("Key", *COLUMNS[1:])
NAMES = frozenset({"attribute name", "key"})
DESCRIPTIONS = frozenset({"attribute description", "description"})

Content = Attribute | Include | OpenRow

_TAG = re.compile(r"\(\s*([0-9A-Fa-fx]{4})\s*,\s*([0-9A-Fa-fx]{4})\s*\)")
_INCLUDE = re.compile(r"Include\b")
_CONDITIONAL = re.compile(r"\bif\b|\bwhen\b|\bRequired\b")
_OPEN = {
    re.compile(r"Include one or more Functional Group"): Open.FUNCTIONAL_GROUPS,
    re.compile(r"Include Record Selection Keys"): Open.RECORD_KEYS,
    re.compile(r"(?:Include any|Any|Optionally, all other)\b"): Open.ATTRIBUTES,
}


def is_attribute_table(table: Table) -> bool:
    """Whether a table lists attributes: name, tag, optionally type, description."""
    names = [column.lower() for column in table.columns]
    return (
        len(names) in (3, 4)
        and names[0] in NAMES
        and names[1] == "tag"
        and (len(names) == 3 or names[2] == "type")
        and names[-1] in DESCRIPTIONS
    )


def has_types(table: Table) -> bool:
    """Whether an attribute table has a Type column."""
    return len(table.columns) == 4


def is_typed_table(table: Table) -> bool:
    """Whether a table lists attributes with their types."""
    return is_attribute_table(table) and has_types(table)


def is_untyped_table(table: Table) -> bool:
    """Whether a table lists attributes without types, as in normalized IODs."""
    return is_attribute_table(table) and not has_types(table)


def read_content(
    table: Table, values: ValueReader, report: Report
) -> tuple[Content, ...]:
    """Return the rows of an attribute table, nested by their ">"."""
    tree = Tree[Content]()
    name = table.columns[0]
    for row in table.rows:
        depth, text = depth_and_name(row.text(name))
        if _is_heading(row, text):
            continue
        if depth and tree.is_empty:
            reason = f"{text} is nested in the first row; read as not nested"
            report.note(3, table.label, row.number, reason)
            depth = 0
        for fact in _read_row(table, row, text, values, report):
            if not tree.add(depth, fact, not isinstance(fact, OpenRow)):
                reason = f"{text} is nested, but the row above cannot contain it"
                report.problem(3, table.label, row.number, reason)
    return tree.content()


def names(table: Table) -> Iterator[tuple[int, str, str]]:
    """Yield row number, tag and name of every attribute, at any depth."""
    name, tag, *_ = table.columns
    for row in table.rows:
        found = tag_of(row.text(tag))
        if found is not None:
            yield row.number, found, row.text(name).lstrip("> ")


def tag_of(text: str) -> str | None:
    """Normalize a tag to the form of the model: "(60xx,3000)"."""
    match = _TAG.fullmatch(text)
    if match is None:
        return None
    return f"({match[1].upper()},{match[2].upper()})".replace("X", "x")


def _read_row(
    table: Table, row: Row, text: str, values: ValueReader, report: Report
) -> Iterator[Attribute | Include | OpenRow]:
    name, tag, *types, description = table.columns
    if _INCLUDE.match(text) and (include := _read_include(row, name, description)):
        if row[name] is not row[description]:
            yield from specialized_rows(row[description].statements, row[name].id)
        yield include
        return
    found = tag_of(row.text(tag))
    if found is None:
        for pattern, allows in _OPEN.items():
            if pattern.match(text):
                yield OpenRow(allows)
                return
        report.problem(3, table.label, row.number, f"not a tag: {row.text(tag)[:40]!r}")
        return
    type_ = None
    if types:
        try:
            type_ = Type(row.text(types[0]))
        except ValueError:
            reason = f"{text}: unknown type {row.text(types[0])!r}"
            report.problem(3, table.label, row.number, reason)
    words = row.text(description)
    stated = (
        values.read(table, row, row[description], found, text) if words else RowValues()
    )
    yield Attribute(
        tag=found,
        name=text,
        type=type_,
        condition=_condition(row[description], type_),
        terms=stated.terms,
        ranges=stated.ranges,
        vm=stated.vm,
        item_counts=stated.item_counts,
        id=row[name].id,
    )


def _condition(cell: Cell, type_: Type | None) -> Condition | None:
    """Return the condition of a row; types without a condition can have a restriction."""
    words = cell.statements
    if not words:
        return None
    return Worded(words=words, needed=type_ is not None and type_.is_conditional)


def _read_include(row: Row, name: str, description: str) -> Include | None:
    tables = [link.label for link in row[name].links if link.kind == "table"]
    if not tables:
        return None
    after = row.text(name).partition(tables[0])[2]
    words = row.text(description) if row[name] is not row[description] else ""
    conditional = _CONDITIONAL.search(re.sub('".*?"', "", after)) or re.match(
        r"(?:Required|Include) if\b", words
    )
    statement = re.sub('".*?"', "", after).strip(" .")
    condition = Worded(words=f"Include {statement}\n{words}") if conditional else None
    return Include(tables[0], condition)


def _is_heading(row: Row, text: str) -> bool:
    """Whether a row has one cell in capitals, as in Table 8.8-1."""
    return len(set(map(id, row.cells))) == 1 and text.isupper()
