from collections.abc import Callable
from pathlib import Path

import pytest

from iodize.generator.docbook.services.coverage import check_coverage
from iodize.generator.docbook.services.manifest import DECLARED
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
    check_coverage(
        book_of(folder, edition=edition), DECLARED, {}, tables, statuses, report
    )
    return report


@pytest.mark.parametrize("edition", ["2013", "2023a", "2031a"])
def test_a_table_that_the_manifest_lacks_is_noted_with_a_proposal(
    tmp_path: Path, edition: str
) -> None:
    report = reported(tmp_path, edition, NEW)

    assert report.problems == []
    found = {str(n) for n in report.notes if "only" not in str(n)}
    assert {each for each in found if "ZZ" in each} == {
        "PS3.4 Table ZZ.1-1: lists attributes of services, but is not in the manifest:"
        " declare it there",
        "PS3.4 Table ZZ.1-2: lists statuses, but is not in the manifest: declare it there",
    }


@pytest.mark.parametrize("edition", ["2013", "2023a", "2031a"])
def test_a_table_that_only_the_manifest_has_is_not_needed(
    tmp_path: Path, edition: str
) -> None:
    found = {str(p) for p in reported(tmp_path, edition).unneeded}

    assert "PS3.4 Table F.7.2-1: is in the manifest, but not in the edition" in found
    assert "PS3.4 Table B.2-1: is in the manifest, but not in the edition" in found


def test_included_table_is_not_required_in_the_manifest(tmp_path: Path) -> None:
    user = ServiceTable("F.7.2-1", "F.7", "Demo", (ServiceInclude("ZZ.1-1"),))

    found = {p.table for p in reported(tmp_path, "2013", NEW, user).notes}

    assert "ZZ.1-2" in found
    assert "ZZ.1-1" not in found


def test_an_event_that_the_manifest_lacks_is_a_problem(tmp_path: Path) -> None:
    events = tuple(MessageType(number, "x") for number in range(1, 7))
    table = ServiceTable("F.9.2-1", "F.9.2", "Demo", types=events)

    found = [str(p) for p in reported(tmp_path, "2013", table).problems]

    assert "PS3.4 Table F.9.2-1: action or event 6 is not in the manifest" in found


@pytest.mark.parametrize("edition", EDITIONS)
def test_manifest_covers_all_tables_of_an_edition(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    report = service_tables(edition).report

    assert report.problems == []
    assert [str(n) for n in report.notes if "not in the manifest" in n.reason] == []
