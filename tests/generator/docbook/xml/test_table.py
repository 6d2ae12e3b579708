from pathlib import Path

import pytest

from iodize.generator.docbook.xml.book import Book
from iodize.generator.docbook.xml.errors import TableShapeError
from iodize.generator.docbook.xml.table import Table

SPANS = """\
<book xmlns="http://docbook.org/ns/docbook" label="PS3.3">
<subtitle>DICOM PS3.3 2020a - Spans</subtitle>
<chapter label="A" xml:id="chapter_A"><title>Spans</title>
<table label="A-1" xml:id="table_A-1"><caption>Spans</caption>
<thead><tr><th><para>a</para></th><th><para>b</para></th><th><para>c</para></th></tr>
<tr><th><para>second heading row</para></th></tr></thead>
<tbody>
<tr><td rowspan="3"><para>1</para></td><td rowspan="2" colspan="2"><para>2</para></td></tr>
<tr/>
<tr><td><para>3</para></td><td><para>4</para></td></tr>
<tr><td><para>5</para></td><td/></tr>
</tbody></table>
<table label="A-2" xml:id="table_A-2"><caption>Empty</caption></table>
</chapter></book>
"""


@pytest.fixture
def spans(tmp_path: Path) -> Book:
    file = tmp_path / "part03.xml"
    file.write_text(SPANS)
    return Book(file)


def table(book: Book, label: str) -> Table:
    found = book.table(label)
    assert found is not None
    return found


def test_cell_is_repeated_in_every_row_and_column_that_it_spans(spans: Book) -> None:
    rows = table(spans, "A-1").rows

    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["1", "2", "2"],
        ["1", "2", "2"],
        ["1", "3", "4"],
        ["5", ""],
    ]
    assert rows[0].cells[1] is rows[1].cells[2]


def test_a_row_that_ends_early_has_no_text_in_its_last_columns(spans: Book) -> None:
    assert table(spans, "A-1").rows[3].text("c") == ""


def test_the_columns_are_those_of_the_first_heading_row(spans: Book) -> None:
    assert table(spans, "A-1").columns == ("a", "b", "c")


def test_a_table_without_a_body_has_no_rows(spans: Book) -> None:
    assert table(spans, "A-2").columns == ()
    assert table(spans, "A-2").rows == ()


def test_rows_are_counted_from_one(part03: Book) -> None:
    assert [row.number for row in table(part03, "10-11").rows] == [1, 2]


def test_spanned_row_has_its_entity(part03: Book) -> None:
    """The IE cell spans rows; every module under it belongs to that entity."""
    first, second, third, *_ = table(part03, "A.2-1").rows

    assert (first.text("IE"), first.text("Module")) == ("Patient", "Patient")
    assert (second.text("IE"), second.text("Module")) == ("Patient", "Demo Subject")
    assert third.text("IE") == "Study"


def test_zero_width_spaces_are_removed(part03: Book, part06: Book) -> None:
    assert table(part03, "C.7-1").rows[1].cells[0].text == "Patient ID"
    assert table(part03, "C.7-1").rows[1].cells[1].text == "(0010,0020)"
    assert table(part06, "A-1").columns[2] == "UID Keyword"
    assert table(part06, "A-1").rows[0].cells[0].text == "1.2.3.1"


def test_paragraphs_leave_out_lists(part03: Book) -> None:
    cell = table(part03, "C.7-5a").rows[2]["Attribute Description"]

    assert len(cell.paragraphs) == 2
    assert "right" in cell.text
    assert not any("right" in paragraph for paragraph in cell.paragraphs)


def test_other_columns_are_an_error_with_its_place(part03: Book) -> None:
    found = table(part03, "B.1-1")

    with pytest.raises(TableShapeError) as caught:
        found.expect("IE", "Module", "Reference", "Usage")

    error = caught.value
    lines = part03.path.read_text("utf-8").splitlines()
    assert 'xml:id="table_B.1-1"' in lines[error.line - 1]
    assert str(error) == (
        f"{part03.path}:{error.line}: Table B.1-1:"
        " columns are Module, Reference, Module Description;"
        " expected IE, Module, Reference, Usage"
    )
