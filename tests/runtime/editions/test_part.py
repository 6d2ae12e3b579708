"""The check of a part: well-formed, of its number and edition, and without entities."""

from pathlib import Path

import pytest

from iodize.editions.errors import PartError, UnsafeXmlError
from iodize.editions.part import Part, check, check_prologue, inspect

BOOK = (
    '<book xmlns="http://docbook.org/ns/docbook">'
    "<subtitle>DICOM PS3.6 2021b - Names</subtitle>{}</book>"
)
EXPANDING = '<!DOCTYPE book [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
READING = '<!DOCTYPE book [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "part06.xml"


def test_subtitle_states_number_and_edition(file: Path) -> None:
    file.write_text(BOOK.format("<para>text</para>"))

    assert inspect(file) == Part(6, "2021b")
    assert check(file, 6, "2021b") == check(file, 6, None) == Part(6, "2021b")


def test_subtitle_of_2013_is_read(file: Path) -> None:
    file.write_text(BOOK.format("").replace("PS3.6 2021b", "PS 3.6 2013"))

    assert inspect(file) == Part(6, "2013")


def test_subtitles_of_chapters_are_not_that_of_the_book(file: Path) -> None:
    other = "<chapter><subtitle>DICOM PS3.3 2020a</subtitle></chapter>"
    file.write_text(BOOK.format("").replace("<subtitle>", f"{other}<subtitle>"))

    assert inspect(file) == Part(6, "2021b")


@pytest.mark.parametrize(("number", "edition"), [(3, "2021b"), (6, "2021c")])
def test_another_part_or_edition_is_refused(
    file: Path, number: int, edition: str
) -> None:
    file.write_text(BOOK.format(""))

    with pytest.raises(PartError, match=rf"holds PS3.6 2021b, not PS3.{number}"):
        check(file, number, edition)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (BOOK.format("<para>"), "line 1"),
        (BOOK.format("")[:-20], "malformed"),
        ("", "malformed"),
        ("<html><body>Service unavailable</body></html>", "<html>"),
        ("<book><subtitle>DICOM PS3.6 2021b</subtitle></book>", "DocBook"),
        (BOOK.format("").replace("PS3.6", "Part 6"), "subtitle"),
        (BOOK.format("&a;"), "malformed"),
    ],
)
def test_file_that_is_not_a_part_is_refused(
    file: Path, text: str, problem: str
) -> None:
    file.write_text(text)

    with pytest.raises(PartError, match=problem):
        inspect(file)


@pytest.mark.parametrize("declaration", [EXPANDING, READING, "<!DOCTYPE book>"])
def test_document_type_declaration_is_refused(file: Path, declaration: str) -> None:
    file.write_text(declaration + BOOK.format("<para>&a;</para>"))

    for function in (inspect, check_prologue):
        with pytest.raises(UnsafeXmlError, match="document type"):
            function(file)


def test_prologue_ends_with_the_first_element(file: Path) -> None:
    file.write_text("<!-- <!DOCTYPE a> --><book><para></book>")

    check_prologue(file)  # the parser reports that it is malformed
