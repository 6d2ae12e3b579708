from functools import cache
from pathlib import Path

import pytest

from iodize.generator.docbook.book import Book
from iodize.generator.docbook.errata import (
    ERRATA,
    EXEMPTIONS,
    STATED,
    Erratum,
    Exemption,
    Stated,
    corrected,
    corrections,
    exempted,
    stated,
)
from iodize.generator.docbook.text import settle

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


@pytest.mark.parametrize("erratum", ERRATA, ids=lambda e: e.table)
def test_every_erratum_is_in_the_editions_that_it_names(
    real_docbook: Path, erratum: Erratum
) -> None:
    for edition in erratum.editions:
        printed = _printed(real_docbook / edition / "part03.xml", erratum.table)
        assert any(cell.startswith(erratum.printed) for cell in printed)


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
    assert len({(e.part, e.table, e.printed) for e in ERRATA}) == len(ERRATA)


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
