import pytest

from iodize.generator.docbook.tables.attributes import names
from iodize.generator.docbook.xml.book import Book
from iodize.generator.model import Include, Open, OpenRow, Otherwise, Type

from ...demo import Copy, Reading, name_of


def test_an_attribute_has_tag_name_and_type(reading: Reading) -> None:
    name = reading.attribute("C.7-1", "Patient's Name")

    assert (name.tag, name.type) == ("(0010,0010)", Type.MAY_BE_EMPTY)
    assert name.condition is None


def test_attribute_has_the_identifier_of_its_first_paragraph(reading: Reading) -> None:
    name = reading.attribute("C.7-1", "Patient's Name")

    assert name.id == "0f9dd8a1-6a0c-4f1e-9b53-0a6d4f1c2e37"
    assert reading.attribute("C.7-1", "Patient's Sex").id is None


def test_angle_brackets_nest_rows_in_the_sequence_above(reading: Reading) -> None:
    requests = reading.attribute("C.7-5a", "Request Attributes Sequence")

    assert [name_of(row) for row in requests.content] == [
        "Study Instance UID",
        "View Code Sequence",
        "Referenced Image Sequence",
    ]


def test_blank_after_the_angle_brackets_is_ignored(reading: Reading) -> None:
    view = reading.attribute(
        "C.7-5a", "Request Attributes Sequence", "View Code Sequence"
    )

    assert view.tag == "(0054,0220)"


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ("10-3", ["10-11"]),  # Include
        ("C.7-1", ["Referenced Image Sequence", "10-3"]),  # >Include
        ("10-6", ["View Code Sequence", "8.8-1"]),  # > Include
        ("8.8-1", ["Equivalent Code Sequence", "8.8-1"]),  # >Include ... .
        (
            "C.7-5a",  # >> Include ... .
            ["Request Attributes Sequence", "View Code Sequence", "8.8-1"],
        ),
    ],
)
def test_an_include_is_read_however_it_is_spelt(
    reading: Reading, table: str, path: list[str]
) -> None:
    include = reading.include(table, *path)

    assert include.condition is None
    assert include.content == ()


def test_rows_can_be_nested_below_an_include(reading: Reading) -> None:
    """They add to the items of the sequence that the macro brings."""
    view = reading.include("C.7-15", "10-6")

    assert [name_of(row) for row in view.content] == ["View Modifier Code Sequence"]
    assert reading.include("C.7-15", "10-6", "View Modifier Code Sequence", "8.8-1")


def test_words_beside_an_include_do_not_make_it_conditional(reading: Reading) -> None:
    assert reading.include("C.7-15", "10-6").condition is None


@pytest.mark.parametrize("included", ["C.17-7", "10-3"])
def test_an_include_may_be_conditional(reading: Reading, included: str) -> None:
    """The condition stands after the table, or in the description."""
    assert reading.include("C.17-5", included).condition is not None


def test_a_macro_may_include_itself(reading: Reading) -> None:
    content = reading.attribute("C.17-6", "Content Sequence")

    assert [row.table for row in content.content if isinstance(row, Include)] == [
        "C.17-6",
        "C.17-5",
    ]


def test_one_macro_serves_several_tables(reading: Reading) -> None:
    for table in ("C.7-1", "C.7.6.16-5"):
        assert reading.include(table, "Referenced Image Sequence", "10-3")


def test_a_conditional_type_has_a_condition(reading: Reading) -> None:
    pixels = reading.attribute("C.7-11", "Pixel Data")

    assert pixels.type is Type.CONDITIONAL
    assert pixels.condition is not None
    assert pixels.condition.otherwise is Otherwise.UNSPECIFIED


def test_requirement_if_the_condition_is_not_met_is_read(reading: Reading) -> None:
    frames = reading.attribute("10-3", "Referenced Frame Number").condition
    fence = reading.attribute("C.7-9", "Vertices of Polygonal Shutter").condition

    assert frames is not None
    assert frames.otherwise is Otherwise.SHALL_NOT
    assert fence is not None
    assert fence.otherwise is Otherwise.MAY


def test_a_row_of_capitals_over_all_columns_is_a_heading(reading: Reading) -> None:
    assert [name_of(row) for row in reading.table("8.8-1").content] == [
        "Code Value",
        "Coding Scheme Designator",
        "Code Meaning",
        "Equivalent Code Sequence",
    ]


def test_a_repeating_group_keeps_its_x(reading: Reading) -> None:
    overlay = [name_of(row) for row in reading.table("C.9-2").content]

    assert overlay == ["Overlay Rows", "Overlay Origin", "Overlay Data"]
    assert reading.attribute("C.9-2", "Overlay Data").tag == "(60xx,3000)"


def test_open_row_allows_attributes_that_are_not_listed(reading: Reading) -> None:
    shared = reading.attribute("C.7.6.16-1", "Shared Functional Groups Sequence")
    records = reading.attribute("F.3-3", "Directory Record Sequence")

    assert shared.content == (OpenRow(Open.FUNCTIONAL_GROUPS),)
    assert records.content[-1] == OpenRow(Open.RECORD_KEYS)
    assert reading.table("C.19-1").content[-1] == OpenRow(Open.ATTRIBUTES)


@pytest.mark.parametrize("table", ["C.7-2", "C.7-3"])
def test_headings_may_be_spelt_otherwise(reading: Reading, table: str) -> None:
    """ "Attribute name" for Attribute Name, "Description" for Attribute Description."""
    assert all(row.type for row in reading.table(table).content)  # type: ignore[union-attr]


@pytest.mark.parametrize("table", ["C.13-1", "C.13-2"])
def test_modules_of_normalized_iods_have_no_types(reading: Reading, table: str) -> None:
    for row in reading.table(table).content:
        assert row.type is None  # type: ignore[union-attr]


def test_examples_of_the_conventions_are_not_read(reading: Reading) -> None:
    tables = (*reading.standard.modules, *reading.standard.macros)

    assert not [table for table in tables if table.table.startswith("5.4-")]


def test_names_gives_the_place_of_every_attribute(part03: Book) -> None:
    table = part03.table("C.7-15")

    assert table is not None
    assert list(names(table)) == [(2, "(0054,0222)", "View Modifier Code Sequence")]


class TestRowsThatAreNotUnderstood:
    """Each is reported with its table and row, and the rest is read."""

    def test_an_unknown_type(self, copy: Copy) -> None:
        copy.edit(
            3,
            "<td><para>(0010,4000)</para></td><td><para>3</para></td>",
            "<td><para>(0010,4000)</para></td><td><para>4</para></td>",
        )
        reading = copy.read()

        assert reading.problems() == [
            "PS3.3 Table C.7-2 row 1: Patient Comments: unknown type '4'"
        ]
        assert reading.attribute("C.7-2", "Patient Comments").type is None

    def test_an_attribute_without_a_tag(self, copy: Copy) -> None:
        copy.edit(3, "(0020,9056)", "9056")

        assert copy.read().problems() == [
            "PS3.3 Table C.7.6.16-3 row 2: not a tag: '9056'"
        ]

    def test_nested_row_below_a_row_that_cannot_contain_it(self, copy: Copy) -> None:
        copy.edit(
            3,
            "<para>&gt;Numeric Value</para>",
            "<para>&gt;&gt;&gt;Numeric Value</para>",
        )

        assert any(
            "Numeric Value is nested, but the row above cannot contain it" in problem
            for problem in copy.read().problems()
        )

    def test_nested_first_row_is_read_as_not_nested(self, copy: Copy) -> None:
        copy.edit(3, "<para>Patient Comments</para>", "<para>&gt;Notes</para>")

        read = copy.read()
        assert read.problems() == []
        note = "PS3.3 Table C.7-2 row 1: Notes is nested in the first row; read as not nested"
        assert note in read.notes()

    def test_list_that_is_neither_enumerated_nor_defined(self, copy: Copy) -> None:
        copy.edit(3, "<title>Value 2 Defined Terms:</title>", "<title>Moods:</title>")
        reading = copy.read()

        assert reading.problems() == [
            "PS3.3 Table C.7-9 row 2: Image Type: list 'Moods:'"
        ]
        assert reading.attribute("C.7-9", "Image Type").terms == ()

    def test_include_without_a_reference_to_a_table(self, copy: Copy) -> None:
        reference = (
            '<xref linkend="table_C.17-7" xrefstyle="select: label quotedtitle"/>'
        )
        copy.edit(3, reference, "a macro")

        (problem,) = copy.read().problems()
        assert problem.startswith(
            "PS3.3 Table C.17-5 row 4: not a tag: 'Include a macro"
        )
