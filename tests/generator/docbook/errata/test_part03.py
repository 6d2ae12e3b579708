from pathlib import Path

import pytest

from iodize.generator.docbook.errata.part03 import (
    EXEMPTIONS,
    STATED,
    Exemption,
    Stated,
    exempted,
    stated,
)

from .books import book, printed


def test_an_exemption_belongs_to_its_section() -> None:
    assert exempted("C.8.21.1.1.1.4") == "1.2.840.10008.5.1.4.1.1.13.1.3"
    assert exempted("C.8.21.1.1.1") is None


@pytest.mark.parametrize("exemption", EXEMPTIONS, ids=lambda e: e.section)
def test_every_exempted_section_is_in_its_declared_editions(
    real_docbook: Path, exemption: Exemption
) -> None:
    for edition in exemption.seen_in:
        sections = book(real_docbook / edition / "part03.xml").sections
        assert exemption.section in sections


def test_stated_values_apply_to_one_row() -> None:
    found = stated("C.23.1-1", "", "(0072,0050)")

    assert found is not None
    assert len(found.values) == 34
    assert stated("C.23.1-1", "", "(0072,0051)") is None


@pytest.mark.parametrize("row", STATED, ids=lambda e: e.table)
def test_stated_values_apply_to_a_renumbered_table(row: Stated) -> None:
    assert stated("Z.99-1", row.caption.upper(), row.tag) == row
    assert stated("Z.99-1", "Another Module Attributes", row.tag) is None


@pytest.mark.parametrize("row", STATED, ids=lambda e: e.table)
def test_every_row_with_stated_values_is_in_its_declared_editions(
    real_docbook: Path, row: Stated
) -> None:
    for edition in row.seen_in:
        part = book(real_docbook / edition / "part03.xml")
        table = part.table(row.table)
        assert table is not None
        assert table.caption == row.caption
        assert row.tag in printed(table)
