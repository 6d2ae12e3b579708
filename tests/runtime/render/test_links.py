"""Links to the web pages of the standard."""

from pathlib import Path

import pytest

from iodize.findings.codes import CODES
from iodize.render.links import link
from iodize.tables.editions import bundled

PAGE = "https://dicom.nema.org/medical/dicom/2023a/output/html/part"


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("PS3.3 C.7.3.1 Table C.7-5a", f"{PAGE}03.html#table_C.7-5a"),
        ("PS3.3 A.80.2.3 Table A.80.2.3-1", f"{PAGE}03.html#table_A.80.2.3-1"),
        ("PS3.5 Table 6.2-1", f"{PAGE}05.html#table_6.2-1"),
        ("PS3.10 7.1", f"{PAGE}10.html#sect_7.1"),
        ("PS3.5 A.5", f"{PAGE}05.html#sect_A.5"),
        ("PS3.6 6", f"{PAGE}06.html#chapter_6"),
        ("PS3.3 A", f"{PAGE}03.html#chapter_A"),
        ("PS3.3 C.7.1.1 Table C.7-1 para_0ab1-2c", f"{PAGE}03.html#para_0ab1-2c"),
        ("PS3.3", f"{PAGE}03.html"),
        ("Acceptance criteria 4.2", ""),
        ("", ""),
    ],
)
def test_reference_links_to_its_place(reference: str, address: str) -> None:
    assert link(reference, "2023a") == address


def test_paragraph_takes_precedence_over_table() -> None:
    address = link("PS3.3 C.7.1.1 Table C.7-1", "2023a", "para_0ab1-2c")

    assert address == f"{PAGE}03.html#para_0ab1-2c"


def test_link_contains_the_edition() -> None:
    assert "/2025e/output/" in link("PS3.6 6", "2025e")


def test_edition_without_web_pages_has_no_links() -> None:
    assert link("PS3.6 6", "2013") == ""


def test_every_reference_of_a_code_has_a_link() -> None:
    for code in CODES.values():
        if code.reference:
            assert "#" in link(code.reference, "2023a"), code


def test_anchors_exist_in_the_docbook(real_docbook: Path) -> None:
    """Anchors of the web pages are identifiers of the DocBook."""
    part03 = (real_docbook / "2023a" / "part03.xml").read_text("utf-8")
    origins = [
        one.origin()
        for folder in ("iods", "modules", "functional_groups")
        for one in bundled().definitions(folder)
    ]
    references = {str(one) for one in origins if not one.is_retired}

    assert all(link(str(one), "2023a") == "" for one in origins if one.is_retired)
    assert len(references) > 500
    for reference in references:
        anchor = link(reference, "2023a").partition("#")[2]
        assert f'xml:id="{anchor}"' in part03, reference
