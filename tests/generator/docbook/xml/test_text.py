from lxml import etree

from iodize.generator.docbook.xml.text import settle, text_of


def test_invisible_characters_are_removed_from_names() -> None:
    assert settle("Length\u200bTo\u200bEnd\u00ad\ufeff") == "LengthToEnd"


def test_blanks_are_folded_and_line_breaks_are_blanks() -> None:
    assert settle("  Patient's\n      Name\u00a0 ") == "Patient's Name"


def test_paragraphs_are_apart_and_comments_are_not_read() -> None:
    element = etree.fromstring(
        '<td xmlns="http://docbook.org/ns/docbook">'
        "<para>one</para><!-- aside --><para>two<emphasis>three</emphasis></para></td>"
    )

    assert text_of(element, lambda reference: "?") == "one twothree"


def test_reference_is_replaced_by_its_text() -> None:
    element = etree.fromstring(
        '<para xmlns="http://docbook.org/ns/docbook">'
        'see <xref linkend="sect_A"/> and <olink targetptr="B">its own text</olink>.'
        "</para>"
    )

    assert text_of(element, lambda reference: "HERE") == "see HERE and HERE."
