"""Tables of the manifest are found by their caption if an edition has renumbered them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from iodize.generator.docbook.services.manifest import DECLARED
from iodize.generator.docbook.services.manifest.captions import OBJECTS, SERVICES
from iodize.generator.docbook.services.relocation import moved_tables, relocated
from iodize.generator.docbook.xml.book import Book
from iodize.generator.report import Report
from iodize.generator.sources import from_docbook

from ...demo import Reading


def test_declarations_take_the_labels_of_an_edition() -> None:
    moved = {"F.7.2-1": "F.99-1", "F.1-3": "F.98-2"}

    before, after = repr(DECLARED), repr(relocated(DECLARED, moved))

    assert before.count("'F.7.2-1'") > 2
    assert "'F.7.2-1'" not in after
    assert after == before.replace("'F.7.2-1'", "'F.99-1'").replace(
        "'F.1-3'", "'F.98-2'"
    )


@pytest.mark.parametrize(("part", "captions"), [(3, OBJECTS), (4, SERVICES)])
@pytest.mark.parametrize("edition", ["2022d", "2023a"])
def test_captions_are_those_of_the_standard(
    real_docbook: Path, part: int, captions: dict[str, str], edition: str
) -> None:
    book = Book(real_docbook / edition / f"part{part:02}.xml")

    tables = {label: book.table(label) for label in captions}
    assert None not in tables.values()
    if edition == "2023a":
        assert {label: t.caption for label, t in tables.items() if t} == captions
    assert moved_tables(book, Report()) == {}


@pytest.mark.slow
def test_renumbered_tables_give_the_same_services(
    real_docbook: Path, reading_2023a: Reading, tmp_path: Path
) -> None:
    """All tables of PS3.4 with a unique caption get another number."""
    folder = real_docbook / "2023a"
    files = {n: folder / f"part{n:02}.xml" for n in (3, 4, 6)}
    text = files[4].read_text("utf-8")
    for label in SERVICES:
        text = text.replace(f'label="{label}"', f'label="{label}99"')
        text = text.replace(f'"table_{label}"', f'"table_{label}99"')
    files[4] = tmp_path / "part04.xml"
    files[4].write_text(text, "utf-8")
    etree.parse(files[4], etree.XMLParser(huge_tree=True))

    report = Report()
    standard = from_docbook(folder, None, files, (7,), report)
    before, after = (repr(each.services) for each in (reading_2023a.standard, standard))

    assert reading_2023a.problems() == []
    assert [str(each) for each in report.problems] == []
    for label in sorted(SERVICES, key=len, reverse=True):
        after = after.replace(f"'{label}99'", f"'{label}'")
    assert after == before
