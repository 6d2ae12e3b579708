"""Facts read from the published tables, compared with counts of their cells."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

import pytest

from iodize.generator.docbook.services.attribute_tables import (
    TAG,
    is_requirement_table,
)
from iodize.generator.docbook.services.notations import column_of
from iodize.generator.model import (
    AnyAttribute,
    ModuleRest,
    Requirement,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
)

from .conftest import EDITIONS, Tables

Read = Callable[[str], Tables]

VERIFICATION = "DD.3.2.1-"
"""Two tables that have more cells than all others of their columns."""


def rows(table: ServiceTable) -> Iterator[ServiceRow]:
    contents = (table.content, *(each.content for each in table.types))
    return chain.from_iterable(map(_below, contents))


def _below(content: tuple[ServiceRow, ...]) -> Iterator[ServiceRow]:
    for row in content:
        yield row
        if isinstance(row, ServiceAttribute):
            yield from _below(row.content)


def requirements(table: ServiceTable) -> Iterator[Requirement]:
    for row in rows(table):
        if not isinstance(row, ServiceInclude):
            yield from row.requirements


def notation(requirement: Requirement) -> str:
    sides = (requirement.user, requirement.provider)
    return "/".join(side for side in sides if side is not None)


def table(read: Read, edition: str, label: str) -> ServiceTable:
    found = read(edition).tables.attributes
    return next(each for each in found if each.table == label)


def attribute(table: ServiceTable, *path: str) -> ServiceAttribute:
    content, found = table.content, None
    for tag in path:
        (found,) = (
            row
            for row in content
            if isinstance(row, ServiceAttribute) and row.tag == tag
        )
        content = found.content
    assert found is not None
    return found


def asked(row: ServiceAttribute) -> dict[str, str]:
    return {each.column: notation(each) for each in row.requirements}


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_cell_of_a_requirement_column_is_skipped(
    service_tables: Read, edition: str
) -> None:
    """Each that has words is one requirement, unless its row names two modules."""
    tables = service_tables(edition)
    read = {each.table: each for each in tables.tables.attributes}
    for published in filter(is_requirement_table, tables.book.tables):
        cells = [
            row[heading]
            for row in published.rows
            for name in [row.cells[published.columns.index(TAG) - 1]]
            for heading in published.columns
            if column_of(heading)
            and name.text not in ("", "None")
            and row.text(heading)
            and row[heading] is not name
        ]
        found = Counter(r.column for r in requirements(read[published.label]))
        twice = {("2013", "F.7.2-1"): 2, ("2013", "F.8.2-1"): 1}
        assert found.total() == len(cells) + twice.get((edition, published.label), 0)


@pytest.mark.parametrize(
    ("edition", "tables", "attributes", "includes", "others"),
    [
        ("2013", 63, 1277, 36, 51),
        ("2022d", 92, 1577, 132, 57),
        ("2023a", 92, 1572, 132, 56),
    ],
)
def test_all_rows_of_an_edition_are_read(
    service_tables: Read,
    edition: str,
    tables: int,
    attributes: int,
    includes: int,
    others: int,
) -> None:
    read = service_tables(edition).tables.attributes

    found = Counter(type(row) for each in read for row in rows(each))
    assert len(read) == tables
    assert found[ServiceAttribute] == attributes
    assert found[ServiceInclude] == includes
    assert found[ModuleRest] + found[AnyAttribute] == others


CREATE = {
    "3/3": 86, "2/2": 64, "1/1": 59, "1C/1C": 49, "not-allowed": 25, "1C/1": 18,
    "3/2": 5, "3/1": 4, "1C/2": 2, "-/1": 2, "2/1": 1, "2C/2C": 1,
}  # fmt: skip
SET = {
    "not-allowed": 110, "3/3": 55, "1/1": 31, "3/1": 30, "3/2": 21, "1C/1": 15,
    "1C/1C": 20, "2/2": 8, "3/1C": 6, "-/1": 1,
}  # fmt: skip
GET = {
    "-/1": 68, "3/2": 33, "-/3": 20, "-/2": 14, "3/3": 12, "3/1": 10, "-/1C": 9,
    "3/1C": 1, "not-allowed": 3,
}  # fmt: skip
FINAL = {"O": 88, "R": 7, "2": 6, "P": 5, "1": 5, "RC": 4, "X": 2, "2C": 1}
MATCH = {"O": 186, "-": 144, "R": 141, "*": 24, "U": 11, "RC": 6, "OC": 1}
RETURN = {"1": 175, "2": 114, "3": 107, "1C": 83, "-": 28, "2C": 5}


@pytest.mark.parametrize(
    ("column", "counts"),
    [
        ("N-CREATE", CREATE),
        ("N-SET", SET),
        ("N-GET", GET),
        ("final", FINAL),
        ("match", MATCH),
        ("return", RETURN),
        ("request", {"-": 5, "1C": 3, "1": 3}),
        ("response", {"1C": 4, "1": 6, "3": 1}),
    ],
)
def test_the_notations_of_2023a_by_column(
    service_tables: Read, column: str, counts: dict[str, int]
) -> None:
    """A count of the published cells, except for corrections."""
    found = Counter(
        notation(each)
        for table in service_tables("2023a").tables.attributes
        if not table.table.startswith(VERIFICATION)
        for each in requirements(table)
        if each.column == column
    )

    assert found == counts


def test_the_notations_of_machine_verification(service_tables: Read) -> None:
    found = Counter(
        (each.column, notation(each))
        for table in service_tables("2023a").tables.attributes
        if table.table.startswith(VERIFICATION)
        for each in requirements(table)
    )

    assert found == {
        ("N-CREATE", "-/-"): 178,
        ("N-CREATE", "1/1"): 8,
        ("N-CREATE", "2/2"): 4,
        ("N-CREATE", "1C/1"): 2,
        ("N-CREATE", "not-allowed"): 6,
        ("N-SET", "3/3"): 88,
        ("N-SET", "1/1"): 64,
        ("N-SET", "not-allowed"): 16,
        ("N-SET", "2C/2C"): 15,
        ("N-SET", "1C/1C"): 13,
        ("N-SET", "2/2"): 2,
    }


def test_the_conditions_of_an_edition(service_tables: Read) -> None:
    for edition, count in (("2013", 219), ("2022d", 371), ("2023a", 371)):
        found = [
            each.condition
            for table in service_tables(edition).tables.attributes
            for each in requirements(table)
            if each.condition is not None
        ]
        assert len(found) == count, edition


def test_the_steps_of_a_performed_procedure(service_tables: Read) -> None:
    step = table(service_tables, "2023a", "F.7.2-1")

    status = attribute(step, "(0040,0252)")
    assert asked(status) == {"N-CREATE": "1/1", "N-SET": "3/1"}
    series = attribute(step, "(0040,0340)")
    assert asked(series) == {"N-CREATE": "2/2", "N-SET": "3/1", "final": "1"}
    scheduled = attribute(step, "(0040,0270)", "(0008,1110)", "(0008,1155)")
    assert asked(scheduled) == {"N-CREATE": "1/1", "N-SET": "not-allowed"}
    assert step.content[-1] == ModuleRest(
        "C.4-17", (Requirement("N-CREATE", "3", "3"), Requirement("N-SET", "3", "3"))
    )


def test_a_modality_worklist_item_has_a_single_scheduled_step(
    service_tables: Read,
) -> None:
    items = table(service_tables, "2023a", "K.6-1")

    step = attribute(items, "(0040,0100)")
    assert asked(step) == {"match": "R", "return": "1"}
    counts = {each.item_count for each in step.requirements}
    assert [(c.minimum, c.maximum) for c in counts if c] == [(1, 1)]
    modality = attribute(items, "(0040,0100)", "(0008,0060)")
    assert asked(modality) == {"match": "R", "return": "1"}


def test_a_unified_procedure_step_is_created_scheduled(service_tables: Read) -> None:
    step = table(service_tables, "2023a", "CC.2.5-3")

    created = {r.column: r for r in attribute(step, "(0074,1000)").requirements}
    assert created["N-CREATE"].values == ("SCHEDULED",)
    assert notation(created["N-SET"]) == "not-allowed"
    progress = {r.column: r for r in attribute(step, "(0074,1002)").requirements}
    assert progress["N-CREATE"].empty
    assert notation(progress["final"]) == "X"
    output = attribute(step, "(0074,1216)", "(0040,4033)")
    assert output.content == (ServiceInclude("CC.2.5-2c"),)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_remark_lists_the_values(service_tables: Read, edition: str) -> None:
    """Table CC.2.5-2b: PS3.3 10.2 has more; a key may be empty, or a wildcard."""
    item = table(service_tables, edition, "CC.2.5-2b")

    values = {r.column: r.values for r in attribute(item, "(0040,A040)").requirements}
    text = "DATETIME DATE TIME PNAME UIDREF TEXT CODE NUMERIC"
    assert values.pop("match") == ()
    assert {" ".join(each) for each in values.values()} == {text}


def test_the_keys_of_a_filter_are_any_of_some_vrs(service_tables: Read) -> None:
    (initiate,) = (
        each for each in table(service_tables, "2023a", "KK.2-1").types if each.id == 11
    )

    found = [
        (row.vrs, notation(row.requirements[0]))
        for row in _below(initiate.content)
        if isinstance(row, AnyAttribute)
    ]
    assert found == [
        (("DA", "DT", "TM"), "2/2"), (("UI",), "1/1"), ((), "2/2"), ((), "1/1")
    ]  # fmt: skip


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("label", "types"),
    [
        ("J.3-1", {1: 4}),
        ("J.3-2", {1: 5, 2: 6}),
        ("H.4-14", {1: 3, 2: 3, 3: 3, 4: 3}),
        ("H.4-16", {1: 0, 2: 3, 3: 3}),
        ("F.9.2-1", {1: 0, 2: 0, 3: 0, 4: 0, 5: 0}),
        ("CC.2.3-1", {3: 3, 4: 1, 5: 1}),
        ("DD.3.2.5-1", {1: 0, 2: 1}),
    ],
)
def test_actions_and_events_have_their_attributes(
    service_tables: Read, edition: str, label: str, types: dict[int, int]
) -> None:
    """The number of rows at the top level, by number of the action or event."""
    if edition == "2013" and label == "CC.2.3-1":
        types = {3: 2, 4: 1, 5: 1}

    found = table(service_tables, edition, label)

    assert {each.id: len(each.content) for each in found.types} == types
