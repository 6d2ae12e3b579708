"""Macros of PS3.4 that lists include as classes."""

from __future__ import annotations

import pytest

from iodize.generator.emit.inclusion import Inclusions
from iodize.generator.emit.service_lists import Lists
from iodize.generator.emit.service_macros import (
    CODED_ENTRIES,
    UPS_MACROS,
    Macros,
    macro_label,
    table_of,
)
from iodize.generator.emit.service_values import Definitions
from iodize.generator.model import (
    Attribute,
    AttributeList,
    Include,
    Operation,
    ServiceInclude,
    ServiceTable,
    TableColumn,
    Type,
)

from .a_service import STANDARD, STEPS, asked, row

CONTENT_ITEM = "CC.2.5-2b"
SEQUENCE, TEXT = "(0040,0270)", "(0010,4000)"


@pytest.fixture
def macros() -> Macros:
    return Macros(Definitions(STANDARD))


@pytest.mark.parametrize("label", [*CODED_ENTRIES, *UPS_MACROS])
def test_label_is_split_into_table_and_column(label: str) -> None:
    assert macro_label(*table_of(label)) == label


def test_columns_with_the_same_requirements_share_a_class(macros: Macros) -> None:
    rows = (Attribute(TEXT, "Text", Type.MANDATORY),)
    sent = (Include("CC.2.5-2b-N-CREATE"),)

    assert macros.of_steps(CONTENT_ITEM, rows, "N-CREATE") == sent
    assert macros.of_steps(CONTENT_ITEM, rows, "N-GET") == sent
    assert macros.classes == {"CC.2.5-2b-N-CREATE": rows}


def test_column_with_other_requirements_has_its_rows_in_place(
    macros: Macros,
) -> None:
    first = (Attribute(TEXT, "Text", Type.MANDATORY),)
    other = (Attribute(TEXT, "Text", Type.OPTIONAL),)
    macros.of_steps(CONTENT_ITEM, first, "N-CREATE")

    assert macros.of_steps(CONTENT_ITEM, other, "N-GET") == other
    assert macros.of_steps(CONTENT_ITEM, other, "N-CREATE") == other
    assert macros.of_steps(CONTENT_ITEM, (), "final") == ()


@pytest.mark.parametrize(("label", "by_class"), [("CC.9-1", True), ("DD.9-1", False)])
def test_sequence_of_a_step_includes_the_class(label: str, by_class: bool) -> None:
    """At the top of a message the rows are its own, there and in other annexes."""
    cell = asked("N-CREATE", "1", "1")
    rows = (
        ServiceInclude(CONTENT_ITEM),
        row(SEQUENCE, cell, content=(ServiceInclude(CONTENT_ITEM),)),
    )
    tables = {
        label: ServiceTable(label, "T.1", "Rows", rows),
        CONTENT_ITEM: ServiceTable(CONTENT_ITEM, "T.1", "Item", (row(TEXT, cell),)),
    }
    definitions = Definitions(STANDARD)
    lists = Lists(tables, definitions, Inclusions(definitions.tables))
    one = AttributeList("Name", "request", (TableColumn(label, "N-CREATE"),))

    top, sequence = lists.listed(
        one, Operation("N-CREATE", "M", "M", "T.1"), STEPS
    ).content

    assert isinstance(top, Attribute)
    assert isinstance(sequence, Attribute)
    assert top.tag == TEXT
    assert sequence.content == (
        (Include("CC.2.5-2b-N-CREATE"),) if by_class else (top,)
    )
