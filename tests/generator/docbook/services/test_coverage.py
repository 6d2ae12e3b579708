from collections.abc import Callable
from pathlib import Path

import pytest

from iodize.generator.docbook.services.coverage import check_coverage
from iodize.generator.model import (
    MessageType,
    ServiceInclude,
    ServiceTable,
    StatusTable,
)
from iodize.generator.report import Report

from .conftest import EDITIONS, Tables
from .fragments import book_of

NEW = ServiceTable("ZZ.1-1", "ZZ.1", "Demo")


def reported(folder: Path, edition: str, *tables: ServiceTable) -> Report:
    report = Report()
    statuses = [StatusTable("ZZ.1-2", "ZZ.1")]
    check_coverage(book_of(folder, edition=edition), tables, statuses, report)
    return report


def test_a_table_that_the_manifest_lacks_is_a_problem(tmp_path: Path) -> None:
    found = {str(p) for p in reported(tmp_path, "2013", NEW).problems}

    assert found == {
        "PS3.4 Table ZZ.1-1: attributes of services, but not in the manifest",
        "PS3.4 Table ZZ.1-2: statuses, but not in the manifest",
    }


def test_in_an_edition_that_the_manifest_does_not_know_it_is_a_note(
    tmp_path: Path,
) -> None:
    report = reported(tmp_path, "2031a", NEW)

    assert report.problems == []
    assert len(report.notes) == 2


def test_a_table_of_todays_editions_that_is_missing_is_a_problem(
    tmp_path: Path,
) -> None:
    found = {str(p) for p in reported(tmp_path, "2023a").problems}

    assert "PS3.4 Table F.7.2-1: in the manifest, but not in the edition" in found
    assert "PS3.4 Table B.2-1: in the manifest, but not in the edition" in found


def test_a_table_that_another_includes_needs_no_declaration(tmp_path: Path) -> None:
    user = ServiceTable("F.7.2-1", "F.7", "Demo", (ServiceInclude("ZZ.1-1"),))

    found = {p.table for p in reported(tmp_path, "2013", NEW, user).problems}

    assert found == {"ZZ.1-2"}


def test_an_event_that_the_manifest_lacks_is_a_problem(tmp_path: Path) -> None:
    events = tuple(MessageType(number, "x") for number in range(1, 7))
    table = ServiceTable("F.9.2-1", "F.9.2", "Demo", types=events)

    found = [str(p) for p in reported(tmp_path, "2013", table).problems]

    assert "PS3.4 Table F.9.2-1: action or event 6 is not in the manifest" in found


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_of_an_edition_is_unknown(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    assert service_tables(edition).report.problems == []
