"""Where the rows of attribute tables stand in the standard: an index beside the classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Attribute, Include, Standard
from .inclusion import Content, Inclusions
from .naming import number


def paragraphs(
    standard: Standard, inclusions: Inclusions
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each table with the paragraphs of its rows, by place.

    A place is the row's tag, after that of the sequence that it is nested in:
    "00101002.00100020". Where rows of a table share one, none of them is listed.
    """
    tables = [(one.table, one.content) for one in (*standard.modules, *standard.macros)]
    records = [(one.table, one.content) for one in standard.directory_records]
    for table, content in (*tables, *records):
        rows = list(_rows(content, "", inclusions))
        places = [place for place, _ in rows]
        single = [row for row in rows if places.count(row[0]) == 1]
        if table is not None and single:
            yield table, single


def _rows(
    content: Iterable[Content], within: str, inclusions: Inclusions
) -> Iterator[tuple[str, str]]:
    for row in content:
        if isinstance(row, Attribute):
            tag = f"{number(row.tag):08X}"
            if row.id is not None:
                yield within + tag, row.id
            yield from _rows(row.content, f"{tag}.", inclusions)
        elif isinstance(row, Include) and (extended := inclusions.extended(row)):
            below = f"{number(extended.tag):08X}."
            yield from _rows(row.content, below, inclusions)
