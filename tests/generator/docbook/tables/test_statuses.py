from __future__ import annotations

from pathlib import Path

import pytest

from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import (
    GeneralStatus,
    ServiceStatuses,
    Standard,
    StatusClass,
    StatusField,
)
from iodize.generator.passes import add_messages, read_tables
from iodize.generator.pipeline import MESSAGES
from iodize.generator.report import Report
from iodize.generator.run import Run

from ...demo import Copy, Reading

READ_MESSAGES = (read_tables(MESSAGES), add_messages)


def test_category_follows_from_the_first_digits(reading: Reading) -> None:
    assert reading.standard.status_classes == (
        StatusClass("Success", ("0000",)),
        StatusClass("Failure", ("Cxxx", "01xx")),
    )


def test_status_has_its_code_and_its_fields(reading: Reading) -> None:
    success, failed, invalid = reading.standard.general_statuses

    assert success == GeneralStatus("C.1.1", "Success", "Success", "0000")
    assert failed == GeneralStatus(
        "C.5.1",
        "Failure",
        "Failed",
        None,
        (StatusField("(0000,0901)", "Offending Element", "AT", "1-n"),),
    )
    assert invalid.fields == (
        StatusField("(0000,1002)", "Event Type ID", "US", "1", "N-EVENT-REPORT-RSP"),
        StatusField(None, "Event Information", "-", "-"),
    )


def test_service_has_its_statuses(reading: Reading) -> None:
    """One list writes codes, the other none."""
    assert reading.standard.service_statuses == (
        ServiceStatuses("C-STORE", "9.1.1.1.1", ("C.1.1", "C.5.1")),
        ServiceStatuses("N-EVENT-REPORT", "10.1.1.1.3", ("C.5.2", "C.1.1")),
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "success: it is known.",
            "splendid: it is known.",
            "Table 10.1.1.1.3: status 'splendid: it is known.' is not in Annex C",
        ),
        (
            "<para>Status</para></td><td><para>(0000,0900)</para></td><td><para>US"
            "</para></td><td><para>1</para></td><td><para>Each",
            "<para>State</para></td><td><para>(0000,0999)</para></td><td><para>US"
            "</para></td><td><para>1</para></td><td><para>Each",
            "Table C.5.1: Failed does not have a field for its code",
        ),
    ],
)
def test_rows_that_are_not_understood_are_reported(
    copy: Copy, old: str, new: str, problem: str
) -> None:
    copy.edit(7, old, new)

    assert f"PS3.7 {problem}" in copy.read().problems()


def test_code_that_differs_from_annex_c_is_noted(copy: Copy) -> None:
    copy.edit(7, "Invalid argument (0115H) -", "Invalid argument (0116H) -")

    note = "PS3.7 Table 10.1.1.1.3: Invalid argument is 0116 here, 0115 in Annex C"
    assert note in copy.read().notes()


def test_status_is_found_by_its_code(copy: Copy) -> None:
    copy.edit(7, "Invalid argument (0115H) -", "Bad information (0115H) -")

    read = copy.read()
    assert read.problems() == []
    assert any("is Invalid argument in Annex C" in note for note in read.notes())


def test_codes_without_a_category_are_noted(copy: Copy) -> None:
    copy.edit(7, "<para>Failure</para>", "<para>Warning and Failure</para>")

    note = "PS3.7 Table C row 2: Cxxx or 01xx (except 0107) are of Warning and Failure"
    assert copy.read().notes().count(note) == 1


EDITIONS = (
    "2013",
    "2014a",
    "2018a",
    "2020a",
    "2022d",
    "2023a",
    "2024a",
    "2024e",
    "2025b",
    "2025e",
    "2026c",
)

CODES = {
    "C-STORE": "0000 0117 0122 0124 0210 0211 0212",
    "C-FIND": "0000 0122 0124 0210 0211 0212 FE00",
    "C-GET": "0000 0122 0124 0210 0211 0212 FE00",
    "C-MOVE": "0000 0122 0124 0210 0211 0212 FE00",
    "C-ECHO": "0000 0122 0210 0211 0212",
    "N-EVENT-REPORT": "0000 0110 0112 0113 0114 0115 0117 0118 0119 0210 0211 0212 0213",
    "N-GET": "0000 0107 0110 0112 0117 0118 0119 0124 0210 0211 0212 0213",
    "N-SET": "0000 0105 0106 0107 0110 0112 0116 0117 0118 0119 0121 0124 0210 0211"
    " 0212 0213",
    "N-ACTION": "0000 0110 0112 0114 0115 0117 0118 0119 0123 0124 0210 0211 0212 0213",
    "N-CREATE": "0000 0105 0106 0107 0110 0111 0116 0117 0118 0120 0121 0124 0210 0211"
    " 0212 0213",
    "N-DELETE": "0000 0110 0112 0117 0118 0119 0124 0210 0211 0212 0213",
}
"""The codes that each list of 2025e writes."""


def read(folder: Path, edition: str) -> Standard:
    run = Run.of([Book(folder / edition / "part07.xml")], Report())
    for each in READ_MESSAGES:
        each(run)
    return run.standard


@pytest.fixture(scope="module")
def newest(real_docbook: Path) -> Standard:
    return read(real_docbook, "2025e")


@pytest.fixture(scope="module")
def oldest(real_docbook: Path) -> Standard:
    return read(real_docbook, "2013")


class TestRealEditions:
    def test_annex_c(self, newest: Standard) -> None:
        codes = [status.code for status in newest.general_statuses]

        assert len(codes) == 31
        assert len([code for code in codes if code]) == 24
        assert {c.category: c.codes for c in newest.status_classes} == {
            "Success": ("0000",),
            "Warning": ("0001", "Bxxx", "0107", "0116"),
            "Failure": ("Axxx", "Cxxx", "01xx", "02xx"),
            "Cancel": ("FE00",),
            "Pending": ("FF00", "FF01"),
        }

    def test_annex_c_of_2013_has_the_same_codes(
        self, newest: Standard, oldest: Standard
    ) -> None:
        pairs = zip(newest.general_statuses, oldest.general_statuses, strict=True)
        for new, old in pairs:
            assert (new.section, new.category, new.code) == (
                old.section,
                old.category,
                old.code,
            )

    def test_statuses_of_each_service(self, newest: Standard) -> None:
        codes = {status.section: status.code for status in newest.general_statuses}
        found = {
            each.service: " ".join(sorted(filter(None, map(codes.get, each.statuses))))
            for each in newest.service_statuses
        }

        assert found == CODES

    def test_2013_lists_fewer_for_c_find(self, oldest: Standard) -> None:
        lists = {each.service: len(each.statuses) for each in oldest.service_statuses}

        assert len(lists) == 11
        assert lists["C-FIND"] == 6
        assert lists["N-SET"] == 16

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_every_status_of_every_edition_is_understood(
        self, real_docbook: Path, edition: str
    ) -> None:
        file = real_docbook / edition / "part07.xml"
        run = Run.of([Book(file)], Report())
        for each in READ_MESSAGES:
            each(run)

        assert run.report.problems == []
        lists = {
            each.service: len(each.statuses) for each in run.standard.service_statuses
        }
        assert len(lists) == 11
        assert min(lists.values()) > 3
