"""Generated classes know the order of the rows, those that include a macro too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from iodize import editions
from iodize.definitions import Definition
from iodize.export.order import rows
from iodize.generator import snapshot
from iodize.generator.emit.inclusion import Content
from iodize.generator.emit.naming import number
from iodize.generator.model import Attribute, AttributeTable, Include, Standard


@pytest.fixture(scope="module")
def standard(root: Path) -> Standard:
    return snapshot.read(root / "standard_xml" / editions.bundled().name)


def tags(content: Iterable[Content], tables: dict[str, AttributeTable]) -> list[int]:
    """Return the tags of a table's rows; what it includes comes where its row stands."""
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
    """But for rows that extend a sequence of an included macro, which make it own."""
    tables = {one.table: one for one in (*standard.modules, *standard.macros)}
    edition = editions.bundled()
    classes: dict[str, type[Definition]] = {
        definition.origin().table: definition
        for folder in ("modules", "macros", "functional_groups")
        for definition in edition.definitions(folder)
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
