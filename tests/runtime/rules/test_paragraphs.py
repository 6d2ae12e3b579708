"""From a finding to the very row of the standard."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import etree
from pydicom import Dataset, FileDataset

from iodize.definitions import Module, attribute
from iodize.render.links import link
from iodize.rules.paragraphs import paragraph_of
from iodize.tables import editions
from iodize.tables.descriptions import Attribute, Definition, DirectoryRecord
from iodize.validation.engine.engine import Validator

DOCBOOK = "{http://docbook.org/ns/docbook}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
EDITION = editions.bundled()


def attributes() -> Iterator[Attribute]:
    """Yield every attribute of every table of the edition, those of items too.

    Retired tables, which are not on the standard's web pages, are left out.
    """
    folders = ("modules", "macros", "functional_groups")
    waiting: list[type[Definition]] = [
        *(
            one
            for folder in folders
            for one in EDITION.definitions(folder)
            if not one.origin().is_retired
        ),
        *EDITION.directory_records.values(),
    ]
    seen: set[type[Definition]] = set()
    while waiting:
        definition = waiting.pop()
        if definition in seen:
            continue
        seen.add(definition)
        for value in vars(definition).values():
            if isinstance(value, Attribute):
                yield value
                if value.item is not None:
                    waiting.append(value.item)


def test_nearly_every_row_has_a_paragraph() -> None:
    """But those that a table repeats at another depth, or extends."""
    found = [paragraph_of(one, EDITION) for one in attributes()]

    assert len(found) > 8000
    assert found.count("") < len(found) / 50


def test_a_paragraph_stands_in_a_row_of_the_attribute(real_docbook: Path) -> None:
    """In the published standard: in the row's first cell, with its tag in the next.

    An inclusion that gives an attribute another type names it in its last cell.
    """
    part03 = etree.parse(real_docbook / EDITION.name / "part03.xml")
    tags: dict[str, str] = {}
    texts: dict[str, str] = {}
    for tr in part03.iter(f"{DOCBOOK}tr"):
        cells = ["".join(map(str, cell.itertext())) for cell in tr]
        paragraph = tr[0].find(f"{DOCBOOK}para")
        if paragraph is not None and len(cells) > 1:
            tag = "".join(c for c in cells[1].upper() if c in "0123456789ABCDEFX")
            anchor = str(paragraph.get(XML_ID))
            tags[anchor] = tag.replace("X", "0")
            texts[anchor] = cells[-1].upper()

    wrong = [
        one
        for one in attributes()
        if (anchor := paragraph_of(one, EDITION))
        and tags[anchor] != f"{one.tag:08X}"
        and f"({one.tag >> 16:04X},{one.tag & 0xFFFF:04X})" not in texts[anchor]
    ]
    assert wrong == []


def test_a_finding_leads_to_its_row(validator: Validator, ct: FileDataset) -> None:
    del ct.KVP
    ct.OtherPatientIDsSequence = [Dataset()]
    found = {one.path: one for one in validator.check(ct).findings}

    kvp = found["KVP"]
    assert kvp.reference == "PS3.3 C.8.2.1 Table C.8-3"
    assert kvp.paragraph == "para_455d4887-b8fd-415c-8854-4b98b48a6ddd"
    assert link(kvp.reference, "2023a", kvp.paragraph).endswith(f"#{kvp.paragraph}")
    nested = found["OtherPatientIDsSequence[0].PatientID"]
    assert nested.paragraph.startswith("para_")
    (row,) = (
        one
        for one in attributes()
        if one.keyword == "PatientID"
        and one.owner.__qualname__ == "Patient.OtherPatientIDsItem"
    )
    assert nested.paragraph == paragraph_of(row, EDITION)


def test_a_finding_with_another_reference_leads_to_no_row(
    validator: Validator, ct: FileDataset
) -> None:
    ct.StudyDate = "2004/01/19"
    found = [one for one in validator.check(ct).findings if one.keyword == "StudyDate"]

    assert [(one.code, one.paragraph) for one in found] == [("value-invalid", "")]


class Own(Module, name="Own", section="C.0", table="C.0-0"):
    PatientName = attribute(0x00100010, "2")


class Nowhere(DirectoryRecord):
    PatientName = attribute(0x00100010, "2")


@pytest.mark.parametrize("definition", [Own, Nowhere])
def test_what_the_edition_does_not_know_has_none(definition: type[Definition]) -> None:
    (row,) = definition.attributes().values()

    assert paragraph_of(row, EDITION) == ""


def test_an_edition_without_the_index_has_none() -> None:
    """Packages that an older iodize made have no such file."""
    (row,) = Own.attributes().values()
    older = SimpleNamespace(package="iodize.export")

    assert paragraph_of(row, older) == ""  # type: ignore[arg-type]
