from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from iodize.generator.docbook.services.status_tables import (
    LABEL_WORDS,
    is_status_table,
    label_of,
    read_status_table,
)
from iodize.generator.model import StatusCode, StatusTable
from iodize.generator.report import Report

from .conftest import EDITIONS, Tables
from .fragments import book_of, table


def statuses(folder: Path, columns: tuple[str, ...], *rows: list[str]) -> StatusTable:
    found = book_of(folder, table("Z-1", columns, *rows)).table("Z-1")
    assert found is not None
    assert is_status_table(found)
    return read_status_table(found, Report())


def test_the_columns_have_several_names_and_orders(tmp_path: Path) -> None:
    failed = StatusCode("C101", "Failure", "Out of film")

    for columns in (
        ("Service Status", "Further Meaning", "Status Code"),
        ("Status", "Meaning", "Code"),
        ("Service Status", "Further Meaning", "Response Status Codes"),
    ):
        row = ["Failure", "Failed: Out of film", "C101"]
        assert statuses(tmp_path, columns, row).codes == (failed,)
    columns = ("Service Status", "Response Status Code", "Further Meaning")
    row = ["Failure", "C101", "Failed: Out of film"]
    assert statuses(tmp_path, columns, row).codes == (failed,)


def test_a_status_may_name_fields_and_an_error_id(tmp_path: Path) -> None:
    columns = ("Service Status", "Further Meaning", "Status Codes", "Related Fields")
    row = ["Failure", "Bad", "A9xx", "(0000,0901)\n(0000,0902)"]

    (code,) = statuses(tmp_path, columns, row).codes

    assert (code.code, code.related) == ("A9xx", ("(0000,0901)", "(0000,0902)"))

    columns = (
        "Service Status",
        "Further Meaning",
        "Status Code",
        "Error ID (0000,0903)",
    )
    (code,) = statuses(tmp_path, columns, ["Failure", "Bad", "0110", "A710"]).codes

    assert code.error_id == "A710"


def test_blank_category_repeats_the_one_above(tmp_path: Path) -> None:
    columns = ("Service Status", "Further Meaning", "Status Code")

    found = statuses(tmp_path, columns, ["Warning", "x", "B101"], ["", "y", "B102"])

    assert [code.category for code in found.codes] == ["Warning", "Warning"]


def test_a_code_may_be_a_family_of_codes(tmp_path: Path) -> None:
    columns = ("Service Status", "Further Meaning", "Status Code")
    rows = ["Failure", "x", "Cxxx (values C000 through CFFF)"], ["", "y", "A7xx"]

    found = statuses(tmp_path, columns, *rows)

    assert [code.code for code in found.codes] == ["Cxxx", "A7xx"]


def test_a_label_has_a_few_words() -> None:
    assert label_of("Refused: Out of resources", "Failure") == "Out of resources"
    assert label_of("Matching is over - Nothing else comes", "Success") == (
        "Matching is over"
    )
    sentence = "Failed: The film is not in the place that the printer expects"
    assert label_of(sentence, "Failure") is None
    assert label_of("", "Failure") is None


def test_success_with_a_sentence_is_labeled_success() -> None:
    sentence = "The film is in the place that the printer expects"

    assert label_of(sentence, "Success") == "Success"
    assert label_of("Film created", "Success") == "Film created"


def test_own_label_replaces_a_sentence(tmp_path: Path) -> None:
    columns = ("Service Status", "Further Meaning", "Status Code")
    text = "The film is not in the place that the printer expects"

    (code,) = statuses(tmp_path, columns, ["Failure", text, "A900"]).codes

    assert code.label == "SOP class mismatch"


def test_sentence_without_an_own_label_is_noted(tmp_path: Path) -> None:
    columns = ("Service Status", "Further Meaning", "Status Code")
    text = "The film is not in the place that the printer expects"
    found = book_of(tmp_path, table("Z-1", columns, ["Failure", text, "C101"]))
    report, read = Report(), found.table("Z-1")
    assert read is not None

    (code,) = read_status_table(read, report).codes

    assert code.label is None
    (note,) = report.notes
    assert note.reason.startswith("no label in status_labels: 'The film is not")


@pytest.mark.parametrize(
    ("edition", "tables", "codes"),
    [("2013", 37, 209), ("2022d", 38, 213), ("2023a", 38, 213)],
)
def test_all_statuses_of_an_edition_are_read(
    service_tables: Callable[[str], Tables], edition: str, tables: int, codes: int
) -> None:
    """Today a row less than published: it refers to the statuses of PS3.7."""
    found = service_tables(edition).tables.statuses

    assert len(found) == tables
    assert sum(len(each.codes) for each in found) == codes


def test_the_categories_of_2023a(service_tables: Callable[[str], Tables]) -> None:
    found = service_tables("2023a").tables.statuses

    codes = [code for each in found for code in each.codes]
    assert Counter(code.category for code in codes) == {
        "Failure": 117,
        "Warning": 42,
        "Success": 30,
        "Pending": 14,
        "Cancel": 10,
    }
    assert len({code.code for code in codes}) == 88


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("B.2-1", "A7xx A9xx Cxxx B000 B007 B006 0000"),
        ("C.4-1", "A700 A900 Cxxx FE00 0000 FF00 FF01"),
        ("C.4-2", "A701 A702 A801 A900 Cxxx FE00 B000 0000 FF00"),
        ("C.6.4.3-1", "A710 B001"),
        ("F.7.2-2", "0110"),
        ("H.4-4", "0000 B601 B602 B604 B609 B60A C600 C601 C603 C613"),
        ("P.2-3", "0000 B101 B102 B104 C101 C102 C103 C104"),
        ("Y.4-2", "A701 A702 A900 Cxxx AA00 AA01 AA02 AA03 AA04 FE00 B000 0000 FF00"),
        ("CC.2.1-2", "0000 B304 B306 C300 C301 C302 C303 C304 C307 C310"),
        ("CC.2.8-2", "A700 A900 0122 Cxxx FE00 0000 FF00 FF01"),
        ("DD.3.2.1.2-2", "0000 C224 C225 C226"),
        ("KK.2.2.3-1", "0110 0124 0212 0213 B010 0000"),
    ],
)
def test_the_codes_of_a_table(
    service_tables: Callable[[str], Tables], label: str, codes: str
) -> None:
    tables = {each.table: each for each in service_tables("2023a").tables.statuses}

    assert [code.code for code in tables[label].codes] == codes.split()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_status_has_a_label_of_a_few_words(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    for each in service_tables(edition).tables.statuses:
        for code in each.codes:
            assert code.label, f"{each.table}: {code.code}"
            assert len(code.label.split()) <= LABEL_WORDS
