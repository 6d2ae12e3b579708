"""Differences of another reading, made in the DocBook of the bundled edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from lxml.etree import _Element

from tests.generator.editions.changes import (
    NS,
    Parts,
    cell_of,
    columns,
    copied,
    plain_rows,
    rows,
    tables,
    text,
    write,
)

from .facts import Difference, Kind, Place, Values, slug
from .readers import Line, Tables, Tags, depth_of

_TAG: Final = re.compile(r"\(([0-9A-Fa-fx]{4}),([0-9A-Fa-fx]{4})\)")


class AttributeTable:
    """A table of attributes of PS3.3, with its rows by tags."""

    def __init__(self, element: _Element) -> None:
        self.element = element
        self.rows: dict[Tags, _Element] = {}
        self.inclusions: dict[Tags, _Element] = {}
        """By tags of the sequence and label of the macro."""
        path: list[str] = []
        for row in rows(element):
            depth, link = depth_of(text(row[0])), row[0].find(f".//{NS}xref")
            tag = _TAG.fullmatch(text(row[1])) if len(row) > 1 else None
            if tag is not None:
                path[depth:] = ["".join(tag.groups()).upper().replace("X", "0")]
                self.rows.setdefault(tuple(path), row)
            elif link is not None and "Include" in text(row[0]):
                macro = link.get("linkend", "").removeprefix("table_")
                self.inclusions[(*path[:depth], macro)] = row

    def change_type(self, path: Tags, type_: str, line: Line) -> None:
        """Replace a type; add the condition of the new one."""
        row = self.rows[path]
        write(cell_of(self.element, row, "Type"), type_)
        if type_.endswith("C"):
            words = line["comment"]
            self._append(row[-1], words[words.find("Required") :])

    def add(self, path: Tags, line: Line) -> None:
        """Add a row as the first in the items of its sequence, or as the last."""
        name = line["name"].lstrip("> ")
        texts = {
            "Tag": f"({path[-1][:4]},{path[-1][4:]})",
            "Type": line["required"],
        }
        row = self._insert(path[:-1])
        for number, heading in enumerate(columns(self.element)):
            cell = row.makeelement(NS + "td", {})
            write(cell, texts.get(heading, "") if number else ">" * (len(path) - 1))
            row.append(cell)
        write(row[0], ">" * (len(path) - 1) + name)
        self._append(row[-1], line["comment"])
        self.rows[path] = row

    def include(self, path: Tags) -> None:
        """Add an inclusion to the items of a sequence, or to the end of the table."""
        *sequence, macro = path
        row = self._insert(tuple(sequence))
        width = len(columns(self.element)) - 1
        cell = row.makeelement(NS + "td", {"colspan": str(width)})
        write(cell, ">" * len(sequence) + "Include ")
        link = cell.makeelement(NS + "xref", {"linkend": f"table_{macro}"})
        cell[0].append(link)
        row.append(cell)
        row.append(row.makeelement(NS + "td", {}))
        self.inclusions[path] = row

    def _insert(self, sequence: Tags) -> _Element:
        body = _child(self.element, "tbody")
        row = body.makeelement(NS + "tr", {})
        if sequence:
            self.rows[sequence].addnext(row)
        else:
            body.append(row)
        return row

    @staticmethod
    def _append(cell: _Element, words: str) -> None:
        for line in words.splitlines():
            paragraph = cell.makeelement(NS + "para", {})
            paragraph.text = line
            cell.append(paragraph)


def remove(row: _Element) -> None:
    """Remove a row from its table."""
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)


class TableDifferences(NamedTuple):
    """Differences in tables of attributes, that can be made in the DocBook."""

    rows: tuple[Difference, ...]
    inclusions: tuple[Difference, ...]


def apply_tables(
    parts: Parts,
    changes: TableDifferences,
    reading: Tables,
) -> None:
    """Change, add and remove rows of tables of attributes."""
    known = {table.get("label"): table for table in tables(parts[3], "Tag")}
    owners = {d.place.owner for each in changes for d in each}
    edited = {owner: AttributeTable(known[owner]) for owner in owners}
    lines = {
        (label, path): line
        for label, each in reading.lines.items()
        for path, line in each
        if line["type"] != "LinkedObject"
    }
    for (owner, path), old, new in sorted(
        changes.rows, key=lambda d: (len(d.place.path), d.place)
    ):
        table = edited[owner]
        if new is None:
            remove(table.rows[path])
        elif old is None:
            table.add(path, lines[owner, path])
        else:
            table.change_type(path, new, lines[owner, path])
    for (owner, path), _, new in changes.inclusions:
        if new is None:
            remove(edited[owner].inclusions[path])
        else:
            edited[owner].include(path)


def apply_usages(
    parts: Parts, kind: Kind, differences: Iterable[Difference], texts: Values
) -> None:
    """Change usages of modules or functional groups, and add some.

    Args:
        texts: The cells of usages, with the condition.
    """
    listed = _UseTables(parts, _ENDINGS[kind])
    for place, old, _ in differences:
        row = listed.row(place) if old is not None else listed.added(place)
        write(row[-1], texts[place])


_ENDINGS: Final = {Kind.MODULE: " IOD Modules", Kind.GROUP: " Functional Group Macros"}
"""The ends of the captions of tables of usages."""


class _UseTables:
    """The tables of usages of one kind, by name of the IOD."""

    def __init__(self, parts: Parts, ending: str) -> None:
        self._tables: dict[str, _Element] = {}
        for table in tables(parts[3], "Usage"):
            caption = text(_child(table, "caption"))
            if caption.endswith(ending):
                self._tables[slug(caption.removesuffix(ending))] = table

    def row(self, place: Place) -> _Element:
        """Return the row of a module of an IOD."""
        return next(
            row
            for row in rows(self._tables[place.owner])
            if slug(text(row[-3])) == place.path[0]
        )

    def added(self, place: Place) -> _Element:
        """Add the row of another IOD to the end of a table, with its entity."""
        donor = next(
            owner
            for owner, table in self._tables.items()
            if any(slug(text(row[-3])) == place.path[0] for row in rows(table))
        )
        row = copied(self.row(Place(donor, place.path)))
        for cell in row:
            cell.set("rowspan", "1")
        if "IE" in columns(self._tables[donor]) and len(row) == 3:
            # The readings do not have the entities of all modules: any one will do.
            entity = row.makeelement(NS + "td", {})
            write(entity, "Image")
            row.insert(0, entity)
        _child(self._tables[place.owner], "tbody").append(row)
        return row


def register(parts: Parts, tags: Iterable[str], names: Mapping[str, Line]) -> None:
    """Add data elements to PS3.6."""
    table = next(
        table
        for table in tables(parts[6], "Tag", "Keyword", "VR", "VM")
        if any(text(row[0]) == "(0010,0020)" for row in plain_rows(table))
    )
    for tag in tags:
        row = copied(plain_rows(table)[-1])
        texts = names[tag]
        write(cell_of(table, row, "Tag"), f"({tag[:4]},{tag[4:]})")
        write(cell_of(table, row, "Name"), texts["name"])
        write(cell_of(table, row, "Keyword"), texts["keyword"])
        write(cell_of(table, row, "VR"), texts["vr"])
        write(cell_of(table, row, "VM"), texts["vm"])
        _child(table, "tbody").append(row)


def _child(element: _Element, name: str) -> _Element:
    found = element.find(NS + name)
    assert found is not None
    return found
