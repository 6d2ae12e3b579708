from functools import cache
from pathlib import Path

import pytest

from iodize.generator.docbook.book import Book
from iodize.generator.docbook.checks import check_errata
from iodize.generator.docbook.errata import (
    ERRATA,
    EXEMPTIONS,
    STATED,
    Exemption,
    Stated,
    corrections,
    exempted,
    stated,
)
from iodize.generator.docbook.slips import Erratum, corrected
from iodize.generator.docbook.text import settle
from iodize.generator.report import Report

from ..demo import Copy


def test_a_cell_that_begins_as_misprinted_is_corrected() -> None:
    dash = Erratum(3, "A.1-1", "C Required", "C - Required", "no dash", ("2020a",))

    assert corrected("C Required if it rains", (dash,)) == "C - Required if it rains"
    assert corrected("U", (dash,)) == "U"


def test_an_erratum_belongs_to_its_table_and_editions() -> None:
    assert len(corrections(3, "2023a", "A.80.2.3-1")) == 1
    assert corrections(3, "2023a", "A.3-1") == ()
    assert corrections(3, "2020a", "A.80.2.3-1") == ()
    assert corrections(4, "2023a", "A.80.2.3-1") == ()


def test_a_slip_in_an_edition_not_seen_yet_is_reported(copy: Copy) -> None:
    """An erratum of another edition never hides it."""
    copy.edit(3, "C - Required if the patient drank", "C Required if the patient drank")

    (problem,) = copy.read().problems()
    assert problem.startswith("PS3.3 Table A.2-1 row 7: usage not understood")


def test_an_erratum_may_be_about_one_cell() -> None:
    slip = Erratum(
        4, "A.1-1", ">Include", "Include", "top level", ("2020a",), 1, "Name"
    )

    assert slip.stands_in(1, "Name")
    assert not slip.stands_in(3, "Name")
    assert not slip.stands_in(1, "Tag")


def test_what_is_missing_is_put_into_an_empty_cell_only() -> None:
    missing = Erratum(4, "A.1-1", "", "(0076,0001)", "no tag", ("2020a",))

    assert corrected("", (missing,)) == "(0076,0001)"
    assert corrected("(0008,0070)", (missing,)) == "(0008,0070)"


PARTS = (
    "2013/part04.xml",
    "2013/part07.xml",
    "2022d/part03.xml",
    "2022d/part04.xml",
    "2023a/part03.xml",
    "2023a/part04.xml",
    "2025e/part07.xml",
)
"""The parts with errata, and some without."""


@pytest.mark.parametrize("file", PARTS)
def test_every_erratum_is_in_the_editions_that_it_names(
    real_docbook: Path, file: str
) -> None:
    report = Report()

    check_errata(_book(real_docbook / file), report)

    assert report.problems == []


def test_the_editions_of_all_errata_are_looked_into() -> None:
    named = {
        f"{edition}/part{erratum.part:02}.xml"
        for erratum in ERRATA
        for edition in erratum.editions
    }

    assert named <= set(PARTS)


def test_a_slip_that_is_gone_is_a_problem(real_docbook: Path, tmp_path: Path) -> None:
    text = (real_docbook / "2013" / "part04.xml").read_text("utf-8")
    corrected_text = text.replace("(0078,0000)", "(0078,0001)")
    assert corrected_text != text
    (tmp_path / "part04.xml").write_text(corrected_text, "utf-8")
    report = Report()

    check_errata(Book(tmp_path / "part04.xml"), report)

    (problem,) = report.problems
    assert (problem.table, problem.row) == ("BB.6-3", 6)
    assert "no longer misprinted as '(0078,0000)'" in problem.reason


@cache
def _book(file: Path) -> Book:
    return Book(file)


def _printed(file: Path, label: str) -> list[str]:
    """Return the cells of a table as they stand in the file."""
    table = _book(file).table(label)
    assert table is not None
    cells = (cell.element for row in table.rows for cell in row.cells)
    return [settle("".join(map(str, cell.itertext()))) for cell in cells]


def test_errata_are_written_once() -> None:
    cells = {
        (e.part, e.table, e.row, e.column, e.printed, edition)
        for e in ERRATA
        for edition in e.editions
    }

    assert len(cells) == sum(len(e.editions) for e in ERRATA)


def test_an_exemption_belongs_to_its_section_and_editions() -> None:
    breast = "1.2.840.10008.5.1.4.1.1.13.1.3"

    assert exempted(3, "2023a", "C.8.21.1.1.1.4") == breast
    assert exempted(3, "2023a", "C.8.21.1.1.1") is None
    assert exempted(3, "2020a", "C.8.21.1.1.1.4") is None


@pytest.mark.parametrize("exemption", EXEMPTIONS, ids=lambda e: e.section)
def test_every_exempted_section_is_in_the_editions_that_it_names(
    real_docbook: Path, exemption: Exemption
) -> None:
    for edition in exemption.editions:
        book = _book(real_docbook / edition / "part03.xml")
        assert exemption.section in book.sections


def test_values_are_stated_of_one_row() -> None:
    found = stated(3, "2023a", "C.23.1-1", "(0072,0050)")

    assert found is not None
    assert len(found.values) == 34
    assert stated(3, "2020a", "C.23.1-1", "(0072,0050)") is None
    assert stated(3, "2023a", "C.23.1-1", "(0072,0051)") is None


@pytest.mark.parametrize("row", STATED, ids=lambda e: e.table)
def test_every_row_with_stated_values_is_in_the_editions_that_it_names(
    real_docbook: Path, row: Stated
) -> None:
    for edition in row.editions:
        assert row.tag in _printed(real_docbook / edition / "part03.xml", row.table)
