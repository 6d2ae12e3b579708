"""Generated classes keep the order of the rows, including those of macros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from iodize.export.order import rows
from iodize.generator import snapshot
from iodize.generator.emit.inclusion import Content
from iodize.generator.model import Attribute, AttributeTable, Include, Standard
from iodize.generator.naming import number
from iodize.tables import editions
from iodize.tables.descriptions import Definition


@pytest.fixture(scope="module")
def standard(root: Path) -> Standard:
    return snapshot.read(root / "standard_xml" / editions.bundled().name)


def tags(content: Iterable[Content], tables: dict[str, AttributeTable]) -> list[int]:
    """Return the tags of a table's rows, with inclusions in place."""
    content = tuple(content)
    own = {number(row.tag) for row in content if isinstance(row, Attribute)}

    def found() -> Iterator[int]:
        for row in content:
            if isinstance(row, Attribute):
                yield number(row.tag)
            elif isinstance(row, Include) and row.table in tables:
                inside = tags(tables[row.table].content, tables)
                yield from (tag for tag in inside if tag not in own)

    return list(dict.fromkeys(found()))


def test_attributes_come_in_the_order_of_the_rows(standard: Standard) -> None:
    """Except for rows that extend a sequence of an included macro, which becomes own."""
    tables = {one.table: one for one in (*standard.modules, *standard.macros)}
    edition = editions.bundled()
    classes: dict[str, type[Definition]] = {
        definition.origin().table: definition
        for folder in ("modules", "macros", "functional_groups")
        for definition in edition.definitions(folder)
        if not definition.origin().is_retired
    }
    assert classes.keys() == tables.keys()

    differing = {
        label
        for label, table in tables.items()
        if [row.tag for row, _ in rows(classes[label])] != tags(table.content, tables)
    }
    extending = {
        label
        for label, table in tables.items()
        if any(isinstance(row, Include) and row.content for row in table.content)
    }
    assert differing <= extending
