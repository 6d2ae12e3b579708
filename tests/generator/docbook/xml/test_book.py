from pathlib import Path

import pytest

from iodize.editions.errors import UnsafeXmlError
from iodize.generator.docbook.xml.book import Book, Link
from iodize.generator.docbook.xml.errors import MalformedXmlError, NotAPartError


def test_part_has_its_number_and_edition(part03: Book) -> None:
    assert (part03.number, part03.edition) == (3, "2020a")


def test_table_is_found_by_its_label_for_any_xml_id(part03: Book) -> None:
    table = part03.table("A.5-1")

    assert table is not None
    assert table.id == "table_PS3.3_A.5-1"


def test_a_blank_before_a_label_does_not_count(part03: Book) -> None:
    assert part03.table("A.6-1") is not None


def test_section_of_a_table_is_the_innermost(part03: Book) -> None:
    table = part03.table("A.6-2")

    assert table is not None
    assert table.section.title == "Content Constraints"
    assert table.section.path == ("A", "A.6", "A.6.3", "A.6.3.1")


def test_text_of_a_reference_follows_its_style(part03: Book) -> None:
    """`select: label quotedtitle` gives the label and the title, as in an Include row."""
    table = part03.table("C.17-4")

    assert table is not None
    assert [row.cells[0].text for row in table.rows] == [
        'Include Table C.17-5 "Document Content Macro Attributes"',
        'Include Table C.17-6 "Document Relationship Macro Attributes"',
    ]


def test_a_reference_by_number_reads_as_the_number(part03: Book) -> None:
    table = part03.table("A.2-1")

    assert table is not None
    assert table.rows[0]["Reference"].text == "C.7.1.1"
    assert table.rows[0]["Reference"].links == (Link("", "sect", "C.7.1.1"),)


def test_reference_to_another_part_includes_the_part(part06: Book) -> None:
    groups, templates = part06.table("A-3"), part06.table("A-4")

    assert groups is not None
    assert templates is not None
    assert groups.rows[0]["Context Identifier"].links == (
        Link("PS3.16", "sect", "CID 2"),
    )
    assert groups.rows[0]["Context Identifier"].text == "CID 2"
    assert templates.rows[0]["Part"].links == (Link("PS3.20", "part", "PS3.20"),)


def test_a_section_can_be_searched_for_references(part03: Book) -> None:
    """A.4 lists no functional groups; its section on them refers to another table."""
    links = part03.links_in("A.4", "Functional Group Macros")

    assert [link.label for link in links] == ["A.3-2"]
    assert list(part03.links_in("Z.99", "Functional Group Macros")) == []


def test_malformed_xml_is_reported_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "part03.xml"
    file.write_text("<book>\n<title>one</titel>\n</book>\n")

    with pytest.raises(MalformedXmlError) as caught:
        Book(file)

    assert (caught.value.path, caught.value.line) == (file, 2)
    assert str(caught.value).startswith(f"{file}:2:")
    assert "mismatch" in caught.value.problem
    assert "line" in caught.value.hint


EXPANDING = '<!DOCTYPE book [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
READING = '<!DOCTYPE book [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
REMOTE = '<!DOCTYPE book SYSTEM "http://127.0.0.1:9/docbook.dtd">'


@pytest.mark.parametrize("declaration", [EXPANDING, READING, REMOTE])
def test_entities_are_not_expanded(
    demo: Path, tmp_path: Path, declaration: str
) -> None:
    text = (demo / "part03.xml").read_text("utf-8")
    file = tmp_path / "part03.xml"
    file.write_text(
        text.replace("<book ", f"{declaration}<book ", 1).replace(
            "<title>PS3.3</title>", "<title>&b;</title>"
        )
    )

    with pytest.raises(UnsafeXmlError, match="document type declaration"):
        Book(file)


@pytest.mark.parametrize("text", ["<book/>", "<html><body/></html>"])
def test_xml_of_another_kind_is_rejected(tmp_path: Path, text: str) -> None:
    file = tmp_path / "part03.xml"
    file.write_text(text)

    with pytest.raises(NotAPartError) as caught:
        Book(file)

    assert "subtitle" in str(caught.value)
    assert "part03.xml" in caught.value.hint
