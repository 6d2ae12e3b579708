"""A second reader of the service tables, which shares no code with the generator's.

It reads the XML of PS3.4 table by table, without corrections and without knowledge of the
purpose of the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

DB = "{http://docbook.org/ns/docbook}"
COLUMNS = {
    "Req. Type N-CREATE (SCU/SCP)": "N-CREATE",
    "N-CREATE Usage SCU/SCP": "N-CREATE",
    "Req. Type N-SET (SCU/SCP)": "N-SET",
    "N-SET Usage SCU/SCP": "N-SET",
    "Req. Type N-GET (SCU/SCP)": "N-GET",
    "Requirement Type Final State (see Note 1)": "final",
    "Final State": "final",
    "Matching Key Type": "match",
    "Match Key Type": "match",
    "Return Key Type": "return",
    "Request Identifier": "request",
    "Type in Request Identifier": "request",
    "Response Identifier": "response",
    "Type in Response Identifier": "response",
    "Type": "usage",
    "Requirement Type": "usage",
    "Requirement Type SCU/SCP": "usage",
    "Requirement Type (SCU/SCP)": "usage",
    "Req. Type SCU/SCP": "usage",
    "Usage SCU/SCP": "usage",
}
"""Headings of requirement columns, spelled as they are."""
CONDITION = "Condition"
"""A column of conditions alone."""
CODES = (
    "Code",
    *(f"{before}Status Code{s}" for before in ("", "Response ") for s in ("", "s")),
)
"""Headings of columns of statuses."""


class Asked(NamedTuple):
    """A cell of a requirement column."""

    column: str
    notation: str
    conditional: bool


class Fact(NamedTuple):
    """A row: the number of its action or event, its path, and its requirements."""

    type_id: int | None
    path: tuple[str, ...]
    """Tags of the sequences around it."""
    what: str
    """Its tag, "include 8-1a", or "others"."""
    asks: frozenset[Asked]


NONE: frozenset[Asked] = frozenset()


class Cell(NamedTuple):
    """The text of a cell."""

    words: str
    """A paragraph a line."""
    include: str | None
    """Label of the table that it includes."""
    whole: bool
    """Whether it spans the table."""


class Status(NamedTuple):
    """A row of a table of statuses."""

    category: str
    code: str


def published_rows(path: Path) -> dict[str, list[Fact]]:
    """Return the rows of every table with tags and requirement columns."""
    found = {}
    for label, table, headings in _tables(path):
        asked = {*COLUMNS, CONDITION}.intersection(headings)
        if "Tag" in headings and asked:
            found[label] = list(_facts(table, headings))
    return found


def published_types(path: Path) -> dict[str, set[int]]:
    """Return the numbers of the actions or events of every table with them."""
    return {
        label: {int(row[1].words) for row in _grid(table) if row[1].words}
        for label, table, headings in _tables(path)
        if headings[1:2] in (["Action Type ID"], ["Event Type ID"])
    }


def published_statuses(path: Path) -> dict[str, list[Status]]:
    """Return the statuses of every table with a status column."""
    found = {}
    for label, table, headings in _tables(path):
        at = [headings.index(heading) for heading in CODES if heading in headings]
        if at and headings[0] in ("Service Status", "Status"):
            rows = [(row[0].words, row[at[0]].words) for row in _grid(table)]
            found[label] = [Status(*row) for row in _filled(rows)]
    return found


def _filled(rows: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield rows whose first cell is that of the row above if it is blank."""
    above = ""
    for first, second in rows:
        above = first or above
        yield above, second


def _tables(path: Path) -> Iterator[tuple[str, etree._Element, list[str]]]:
    for table in etree.parse(path).iterfind(f".//{DB}table"):
        head = table.find(f"{DB}thead/{DB}tr")
        if head is not None:
            yield str(table.get("label")).strip(), table, [_text(th) for th in head]


def _grid(table: etree._Element) -> Iterator[dict[int, Cell]]:
    """Yield the rows of a table: cells by column, those that span it in each."""
    body = table.find(f"{DB}tbody")
    assert body is not None
    heads = table.iterfind(f"{DB}thead/{DB}tr[1]/*")
    width = sum(int(th.get("colspan") or 1) for th in heads)
    open_: dict[int, tuple[int, Cell]] = {}
    for tr in body.iterfind(f"{DB}tr"):
        row = {column: cell for column, (_, cell) in open_.items()}
        open_ = {c: (left - 1, cell) for c, (left, cell) in open_.items() if left > 1}
        column = 0
        for td in tr:
            while column in row:
                column += 1
            across, down = int(td.get("colspan", "1")), int(td.get("rowspan", "1"))
            cell = Cell(_words(td), _included(td), across >= width)
            for each in range(column, column + across):
                row[each] = cell
                if down > 1:
                    open_[each] = (down - 1, cell)
        yield row


def _words(cell: etree._Element) -> str:
    paragraphs = (str(part) for part in map(_text, cell))
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).replace("\u200b", "").split())


def _included(cell: etree._Element) -> str | None:
    """Return the label of the table that a row includes."""
    if not re.match(r"[>\s]*Include\b", _words(cell)):
        return None
    link = cell.find(f".//{DB}xref")
    if link is None:
        return None
    return str(link.get("linkend")).removeprefix("table_")


def _notation(words: str) -> str:
    token = re.split(r"[\s(,.]", words.replace(" / ", "/").replace("/ ", "/"))[0]
    return "not-allowed" if words.lower().startswith("not allowed") else token


def _facts(table: etree._Element, headings: list[str]) -> Iterator[Fact]:
    tag_at = headings.index("Tag")
    typed = "Type ID" in headings[1]
    type_id: int | None = None
    path: list[str] = []
    for row in _grid(table):
        if typed and row[1].words:
            type_id = int(row[1].words)
        name = row[tag_at - 1]
        depth = re.split(r"[^>\s]", name.words)[0].count(">")
        tag = row.get(tag_at, name).words.replace(" ", "").upper()
        if name.include is not None:
            yield Fact(type_id, tuple(path[:depth]), f"include {name.include}", NONE)
            continue
        if name.words in ("", "None") or name.whole or len(row) == 1:
            continue  # no data, or the name of the module that follows
        asks = frozenset(_asked(row, headings, tag_at))
        is_tag = re.fullmatch(r"\([0-9A-F]{4},[0-9A-F]{4}\)", tag)
        # "All other Attributes of the X Module and Y Module" are two facts.
        for _ in range(1 if is_tag else name.words.count(" Module") or 1):
            yield Fact(type_id, tuple(path[:depth]), tag if is_tag else "others", asks)
        if is_tag:
            path[depth:] = [tag]


def _asked(row: dict[int, Cell], headings: list[str], tag_at: int) -> Iterator[Asked]:
    for at, heading in enumerate(headings):
        words = row[at].words if at in row else ""
        if at <= tag_at or not words:
            continue
        if heading == CONDITION:
            yield Asked("usage", "1C", True)
        elif heading in COLUMNS:
            notation = _notation(words)
            yield Asked(COLUMNS[heading], notation, "C" in notation)
