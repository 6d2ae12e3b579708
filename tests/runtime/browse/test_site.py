"""The pages of the bundled edition compared with its definitions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from iodize.dimse.messages.messages import messages_of
from iodize.dimse.services.sop_classes import sop_class_named
from iodize.export import registries
from iodize.render.links import link
from iodize.rules.paragraphs import paragraph_of
from iodize.tables import editions
from iodize.tables.descriptions import Attribute

from .conftest import Parsed

LIMIT = 30_000_000
"""Bytes of all pages of an edition."""

Pages = Mapping[str, Parsed]
BUNDLED = editions.bundled()


def test_pages_are_small(site: Path) -> None:
    sizes = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}

    assert sum(sizes.values()) <= LIMIT
    # The largest is that of a worklist, with the requests and answers of its queries.
    assert max(sizes.values()) <= 1_500_000


def test_every_internal_link_resolves(site: Path, pages: Pages) -> None:
    ids = {name: set(page.ids) for name, page in pages.items()}
    checked, broken = 0, []
    for name, page in pages.items():
        for _, target in page.links:
            path, _, anchor = target.partition("#")
            if target.startswith("https:"):
                continue
            checked += 1
            known = path in ids and (not anchor or anchor in ids[path])
            if not known and not (not anchor and (site / path).is_file()):
                broken.append((name, target))

    assert broken == []
    assert checked > 40_000


def test_anchors_of_a_page_are_unique(pages: Pages) -> None:
    assert [n for n, page in pages.items() if len(page.ids) != len(set(page.ids))] == []


def test_pages_link_only_to_the_published_standard(pages: Pages) -> None:
    external = {
        target
        for page in pages.values()
        for _, target in page.links
        if target.startswith(("http:", "https:", "//"))
    }

    assert len(external) > 10_000
    assert all(
        target.startswith("https://dicom.nema.org/medical/dicom/2023a/output/html/part")
        or target.startswith(
            "https://dicom.nema.org/medical/dicom/2025e/output/html/part07"
        )
        for target in external
    )


@pytest.mark.parametrize(
    ("folder", "address"),
    [
        ("iods", "iods"),
        ("modules", "modules"),
        ("macros", "macros"),
        ("functional_groups", "functional-groups"),
    ],
)
def test_every_definition_has_a_page_that_its_list_links_to(
    pages: Pages, folder: str, address: str
) -> None:
    expected = {f"{address}/{d.__name__}.html" for d in BUNDLED.definitions(folder)}
    listed = {target for _, target in pages[f"{address}.html"].links}

    assert expected <= set(pages)
    assert expected <= listed
    assert len(expected) > 100


def test_every_attribute_of_a_table_has_a_row(pages: Pages) -> None:
    missing, rows = [], 0
    for folder in ("modules", "macros", "functional_groups"):
        for definition in BUNDLED.definitions(folder):
            name = f"{folder.replace('_', '-')}/{definition.__name__}.html"
            ids, targets = set(pages[name].ids), dict.fromkeys(
                target for _, target in pages[name].links
            )
            for value in vars(definition).values():
                if isinstance(value, Attribute):
                    rows += 1
                    paragraph = paragraph_of(value, BUNDLED)
                    row = link(str(value.owner.origin()), BUNDLED.name, paragraph)
                    if value.keyword not in ids or (row and row not in targets):
                        missing.append((name, value.keyword))

    assert missing == []
    assert rows > 3_800


def test_every_module_use_has_its_condition(pages: Pages) -> None:
    for definition in BUNDLED.definitions("iods"):
        page = pages[f"iods/{definition.__name__}.html"]
        text = page.text
        for use in definition.module_uses:  # type: ignore[attr-defined]
            assert use.definition.__name__ in page.ids
            if use.when is not None:
                assert " ".join(use.when.text.split()) in text


def test_every_element_has_a_section_with_name_and_tag(pages: Pages) -> None:
    found = [*registries.elements(BUNDLED), *registries.command_elements(BUNDLED)]
    for element in found:
        tag = element["tag"]
        page = pages[f"elements/{tag[:6]}.html"]
        assert element["keyword"] in page.ids or tag in page.ids, tag
        assert f"({tag[:4]},{tag[4:]})" in page.text

    assert len(found) > 5_000


def test_every_service_message_uid_and_status_is_present(pages: Pages) -> None:
    for keyword in BUNDLED.sop_class_names:
        page = pages[f"services/{keyword}.html"]
        found = sop_class_named(BUNDLED, keyword)
        assert found.uid in page.text
        for operation in found.operations:
            assert operation.service in page.ids
            for status in operation.statuses:
                assert status.code in page.text
    for message in messages_of(BUNDLED).values():
        for name in message.variants or (message.name,):
            assert f"messages/{name}.html" in pages
    assert set(BUNDLED.uids) <= set(pages["uids.html"].ids)
    assert {c["uid"] for c in registries.context_groups(BUNDLED)} <= set(
        pages["context-groups.html"].ids
    )
    assert {s["keyword"] for s in registries.statuses(BUNDLED)} <= set(
        pages["statuses.html"].ids
    )


def test_conditions_are_shown_in_words_and_as_expressions(pages: Pages) -> None:
    ct = pages["iods/CTImage.html"].text
    assert 'required if MultienergyCTAcquisition is "YES"' in ct
    assert 'required if MultienergyCTAcquisition == "YES"' in ct


def test_values_and_numbers_of_items_are_shown(pages: Pages) -> None:
    assert "enumerated: M F O" in pages["modules/Patient.html"].text
    assert "1 or more items" in pages["macros/Code.html"].text
    assert "defined terms" in pages["modules/GeneralSeries.html"].text


def test_included_macro_is_linked_at_its_row(pages: Pages) -> None:
    page = pages["macros/Code.html"]

    assert page.ids.index("include-BasicCodeSequence") < page.ids.index(
        "EquivalentCodeSequence"
    )
    assert ("Basic Code Sequence", "macros/BasicCodeSequence.html") in page.links
    assert "macros/Code.html#include-BasicCodeSequence" in {
        target for _, target in pages["macros/BasicCodeSequence.html"].links
    }


def test_element_lists_the_rows_that_use_it(pages: Pages) -> None:
    links = {target for _, target in pages["elements/001000.html"].links}

    assert "modules/Patient.html#PatientID" in links
    assert "services/ModalityWorklist.html#C-FIND-Query-request.PatientID" in links


def test_recursive_items_link_to_their_table(pages: Pages) -> None:
    page = pages["modules/SRDocumentContent.html"]

    assert any(i.startswith("include-") or ".include-" in i for i in page.ids)
    assert len(page.ids) < 300
