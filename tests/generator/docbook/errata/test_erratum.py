"""An erratum applies wherever its printed words occur, in any edition."""

from pathlib import Path

import pytest

from iodize.generator.docbook.errata.erratum import Erratum, corrected
from iodize.generator.docbook.errata.index import ERRATA, Errata
from iodize.generator.docbook.tables.statuses import read_general_statuses
from iodize.generator.report import Report

from ...demo import Copy
from .books import book

DASH = Erratum(3, "C Required", "C - Required", "no dash", ("2020a",), column="Usage")


def test_a_cell_that_begins_as_misprinted_is_corrected() -> None:
    assert corrected("C Required if it rains", [DASH]) == (
        "C - Required if it rains",
        DASH,
    )
    assert corrected("U", [DASH]) == ("U", None)


@pytest.mark.parametrize("text", ["1C", "1/1", "1C/1"])
def test_correction_applies_to_whole_words_only(text: str) -> None:
    """A cell that the committee has corrected is left as it is."""
    side = Erratum(4, "1", "1/1", "the SCP is missing", ("2013",))

    assert corrected(text, [side]) == (text, None)
    assert corrected("1 Shall be empty", [side]) == ("1/1 Shall be empty", side)


def test_missing_text_is_added_only_to_an_empty_cell() -> None:
    missing = Erratum(4, "", "(0076,0001)", "no tag", ("2020a",))

    assert corrected("", [missing]) == ("(0076,0001)", missing)
    assert corrected("(0008,0070)", [missing]) == ("(0008,0070)", None)


def test_erratum_can_apply_to_a_single_cell() -> None:
    each = Erratum(
        4, "P", "2C", "", (), column="Final State", row="Output", below="Start"
    )

    assert each.applies("Final State", [">Output", "P"], [">>Start", "P"])
    assert not each.applies("Tag", [">Output", "P"], [">>Start", "P"])
    assert not each.applies("Final State", [">Input", "P"], [">>Start", "P"])
    assert not each.applies("Final State", [">Output", "P"], [">>End", "P"])


def test_erratum_can_apply_to_rows_that_state_something() -> None:
    each = Erratum(3, "1", "1C", "", (), column="Type", states="Required if")

    assert each.applies("Type", ["KVP", "1", "Voltage. Required if it rains."], [])
    assert not each.applies("Type", ["KVP", "1", "Voltage."], [])
    assert not each.applies("Final State", [">Output", "P"], [])


def test_table_is_found_by_its_caption_if_its_label_has_changed() -> None:
    each = Erratum(4, "P", "2C", "", (), table="A.1-1", captions=("Storage Macro",))

    assert each.is_about("A.1-1", "Anything")
    assert each.is_about("A.2-7", "STORAGE  macro")
    assert not each.is_about("A.2-7", "Other Macro")


@pytest.mark.parametrize("edition", ["2020a", "2031c"])
def test_misprint_is_corrected_in_any_edition(copy: Copy, edition: str) -> None:
    for part in (3, 4, 6, 7):
        copy.edit(part, f"DICOM PS3.{part} 2020a", f"DICOM PS3.{part} {edition}")
    copy.edit(3, "C - Required if the patient drank", "C Required if the patient drank")

    assert copy.read().problems() == []


def test_unneeded_errata_are_notes(copy: Copy) -> None:
    report = copy.read().report

    unneeded = [each.reason for each in report.unneeded]
    for erratum in ERRATA:
        assert any(erratum.reason in reason for reason in unneeded)
    assert not report.problems


CELLS = [
    pytest.param(erratum, edition, id=f"{edition}-{erratum.table}-{erratum.printed}")
    for erratum in ERRATA
    for edition in erratum.seen_in
]


@pytest.mark.parametrize(("erratum", "edition"), CELLS)
def test_erratum_is_in_the_editions_where_it_was_seen(
    real_docbook: Path, erratum: Erratum, edition: str
) -> None:
    part = book(real_docbook / edition / f"part{erratum.part:02}.xml")
    errata = Errata(erratum.part, [erratum])
    part.errata = errata
    part.__dict__.pop("tables", None)

    for table in part.tables:
        if erratum.is_about(table.label, table.caption):
            assert table.rows is not None
    if erratum.part == 7:
        assert [*read_general_statuses(part, Report())]

    assert errata.unneeded == []


def test_errata_are_written_once() -> None:
    cells = {(e.part, e.table, e.row, e.below, e.column, e.printed) for e in ERRATA}

    assert len(cells) == len(ERRATA)
