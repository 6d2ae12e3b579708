"""An independent reading of the tables of PS3.3 and PS3.6, straight from the DocBook.

It knows rows and cells only: none of the readers, errata or models of the generator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

DOCBOOK = "{http://docbook.org/ns/docbook}"
LABEL = "{http://www.w3.org/XML/1998/namespace}id"
TAG = re.compile(r"\(([0-9A-Fa-fx]{4}),([0-9A-Fa-fx]{4})\)")
CONDITION = re.compile(r"(?:Required|May be present|Shall not be present)\b[^.]*\.")


class Row(NamedTuple):
    """The cells of a row of a table of attributes."""

    type: str
    conditions: str
    """The sentences that begin like conditions."""
    description: str


Tags = tuple[str, ...]
Attributes = dict[tuple[str, Tags], Row]
"""Rows by label of the table, and tags that lead to them."""
Types = dict[tuple[str, Tags], list[str]]
"""The cell after the tag, by label of the table and tags."""
Uses = dict[tuple[str, str], str]
"""Usage by label of an IOD's table and name of the module."""


class Part03(NamedTuple):
    """The rows of PS3.3."""

    attributes: Attributes
    uses: Uses
    tables: dict[str, str]
    """Captions by label, of tables of attributes."""
    iods: dict[str, str]
    """Captions by label, of tables of modules."""


def read_part03(file: Path) -> Part03:
    """Read the tables of attributes and of modules."""
    found = Part03({}, {}, {}, {})
    for table in etree.parse(file).iter(f"{DOCBOOK}table"):
        label = table.get("label", "")
        caption = _text(table.find(f"{DOCBOOK}caption"))
        heads = [_text(cell) for cell in table.iter(f"{DOCBOOK}th")]
        if heads[:2] == ["Attribute Name", "Tag"]:
            found.tables[label] = caption
            _attributes(found.attributes, label, table, "Type" in heads)
        elif "Usage" in heads and "Reference" in heads and "Module" in heads:
            found.iods[label] = caption
            _uses(found.uses, label, table)
    return found


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for body in table.iter(f"{DOCBOOK}tbody"):
        for row in body.iter(f"{DOCBOOK}tr"):
            yield [_text(cell) for cell in row.iter(f"{DOCBOOK}td")]


def _attributes(
    found: Attributes, label: str, table: etree._Element, typed: bool
) -> None:
    path: list[str] = []
    for cells in _rows(table):
        name = cells[0]
        depth = name[: len(name) - len(name.lstrip("> "))].count(">")
        tag = TAG.fullmatch(cells[1]) if len(cells) > 1 else None
        if tag is None:
            continue  # an include, or a heading
        path[depth:] = ["".join(tag.groups()).upper()]
        type_ = cells[2] if typed and len(cells) > 2 else ""
        conditions = " ".join(CONDITION.findall(cells[-1]))
        found.setdefault((label, tuple(path)), Row(type_, conditions, cells[-1]))


def _uses(found: Uses, label: str, table: etree._Element) -> None:
    for cells in _rows(table):
        usage = re.match(r"[MCU]\b", cells[-1])
        if usage and len(cells) >= 3:
            found[label, cells[-3]] = usage[0]


def read_part06(file: Path) -> dict[str, tuple[str, ...]]:
    """Return the rows of data elements: keyword, VR, VM and whether retired, by tag."""
    found: dict[str, tuple[str, ...]] = {}
    for table in etree.parse(file).iter(f"{DOCBOOK}table"):
        heads = [_text(cell) for cell in table.iter(f"{DOCBOOK}th")]
        if heads[:3] != ["Tag", "Name", "Keyword"]:
            continue
        for cells in _rows(table):
            tag = TAG.search(cells[0])
            if tag and cells[2]:
                retired = "RET" in "".join(cells[5:])
                keyword = cells[2].replace("\u200b", "")
                found["".join(tag.groups()).upper()] = (
                    keyword,
                    cells[3],
                    cells[4],
                    str(retired),
                )
    return found


def read_part04(file: Path) -> Types:
    """Return the requirements of the rows of attribute lists, by label and tags."""
    found: Types = {}
    for table in etree.parse(file).iter(f"{DOCBOOK}table"):
        if "Tag" not in [_text(cell) for cell in table.iter(f"{DOCBOOK}th")]:
            continue
        path: list[str] = []
        for cells in _rows(table):
            tag = next(filter(None, map(TAG.fullmatch, cells)), None)
            if tag is not None:
                depth = re.match("[> ]*", cells[0])[0].count(">")  # type: ignore[index]
                path[depth:] = ["".join(tag.groups()).upper()]
                after = cells[cells.index(tag[0]) + 1 :]
                found.setdefault((table.get("label", ""), tuple(path)), after[:1])
    return found


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return " ".join("".join(map(str, element.itertext())).replace("\u200b", "").split())
