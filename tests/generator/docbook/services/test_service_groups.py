from collections.abc import Callable
from pathlib import Path

import pytest

from iodize.generator.docbook.services.manifest import (
    DECLARED,
    Declaration,
    DeclaredOperation,
)
from iodize.generator.docbook.services.manifest.declaring import create
from iodize.generator.docbook.services.service_groups import (
    is_service_group,
    read_usages,
    with_usage,
)
from iodize.generator.model import Service, ServiceTable
from iodize.generator.report import Report

from .conftest import EDITIONS, Tables
from .fragments import book_of, table

COLUMNS = ("DICOM Message Service Element", "Usage SCU/SCP")
STEP = Declaration("Step", "1.2.3", "normalized", "ZZ.1", group="Z-1").having(
    DeclaredOperation("N-CREATE", "M/M", "ZZ.1", create("Z-2")),
    DeclaredOperation("N-ACTION - Stop", "U/M", "ZZ.2"),
)
TABLES = {"Z-2": ServiceTable("Z-2", "ZZ.1", "Demo")}


def service(folder: Path, edition: str, *rows: list[str]) -> tuple[Service, Report]:
    report = Report()
    book = book_of(folder, table("Z-1", COLUMNS, *rows), edition=edition)
    return with_usage(STEP.service("Step"), STEP, book, TABLES, report), report


def test_usage_is_read_from_the_table(tmp_path: Path) -> None:
    rows = ["N-CREATE", "M/M"], ["N-ACTION - Stop", "U/M"]

    found, report = service(tmp_path, "2023a", *rows)

    assert [(o.service, o.user, o.provider) for o in found.operations] == [
        ("N-CREATE", "M", "M"),
        ("N-ACTION", "U", "M"),
    ]
    assert report.problems == []


def test_usage_of_the_table_takes_precedence(tmp_path: Path) -> None:
    rows = ["N-CREATE", "U/M"], ["N-ACTION - Stop", "U/M"]

    found, report = service(tmp_path, "2023a", *rows)

    (note,) = report.notes
    assert note.reason == "N-CREATE: usage U/M; the manifest has M/M"
    assert found.operations[0].user == "U"


def test_operation_that_the_manifest_lacks_is_a_problem(tmp_path: Path) -> None:
    rows = ["N-CREATE", "M/M"], ["N-ACTION - Stop", "U/M"], ["N-DELETE", "U/M"]

    _, report = service(tmp_path, "2031a", *rows)

    (problem,) = report.problems
    assert problem.reason == "N-DELETE: usage U/M; the manifest has none"


def test_operation_that_only_the_manifest_has_is_left_out(tmp_path: Path) -> None:
    found, report = service(tmp_path, "2013", ["N-ACTION - Stop", "M/M"])

    (operation,) = found.operations
    assert (operation.service, operation.user) == ("N-ACTION", "M")
    assert report.problems == []
    assert len(report.notes) == 2


def test_an_attribute_list_needs_its_table(tmp_path: Path) -> None:
    book = book_of(tmp_path, table("Z-1", COLUMNS, ["N-CREATE", "M/M"]))

    found = with_usage(STEP.service("Step"), STEP, book, {}, Report())

    assert found.operations[0].lists == ()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_group_of_an_edition_is_declared(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    """One table does not belong to a SOP class: it lists SOP classes for negotiation."""
    book, report = service_tables(edition).book, Report()
    groups = {t.label: t for t in book.tables if is_service_group(t)}

    declared = {each.group for each in DECLARED}

    assert groups.keys() - declared == {"H.3.3.2-1"}
    if edition != "2013":
        assert declared - groups.keys() == {None}
        for each in DECLARED:
            if each.kind == "normalized":
                usages = {o.row: o.usage for o in each.operations}
                assert usages == read_usages(groups[each.group or ""], report)
    assert report.problems == []


def test_the_members_of_a_meta_sop_class_are_those_of_its_table(
    service_tables: Callable[[str], Tables],
) -> None:
    book = service_tables("2023a").book
    sections = {each.uid: each.section for each in DECLARED}
    for each in DECLARED:
        if each.kind == "meta":
            table = book.table(each.group or "")
            assert table is not None
            printed = [row["Reference"].text for row in table.rows]
            assert [sections[uid] for uid in each.members] == printed
