"""Our reading of PS3.3 against that of dicom-validator, which shares no code with it.

Both read the DocBook of 2023a. The tables below explain their differences.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from iodize.generator.model import Attribute, AttributeTable, Include, IodKind

from ..demo import Reading, Row

pytestmark = pytest.mark.slow

Facts = set[tuple[tuple[str, ...], str]]
"""The path of every attribute, by tags, and its type."""

NO_GROUPS = {
    "A.36.4": "has no table of its own; its section refers to Table A.36-2",
    **dict.fromkeys(
        ("A.32.9", "A.32.10", "A.34.11", "A.51", "A.75"),
        "its section is not titled Functional Group Macros: theirs overlooks it",
    ),
}
"""IODs of which dicom-validator finds no functional groups."""

NO_ATTRIBUTES = {
    "C.19.1.1": "a section without a table: what Raw Data includes without naming it",
    "C.29.3": "the table stands one section deeper, where theirs does not look",
}
"""Sections that dicom-validator looks up and finds empty."""

BLANK = "theirs does not read an Include row with a blank after its '>'"
BELOW = "rows below an Include add to its sequence; theirs puts them beside it"
USES = "includes C.17-5 or C.17-6: "
TYPE = "the type of an attribute is misprinted, and corrected"
STATED = (
    "an Include row gives an attribute another type; theirs takes that of the macro"
)
DIFFERENT = {
    "C.8.31.8-1": BLANK,
    "C.11.25-1": BLANK,
    "C.18.4-1": BELOW,
    "C.18.5-1": BELOW,
    "C.17-4": USES + BELOW,
    "C.17-5": "includes C.18.4-1 and C.18.5-1: " + BELOW,
    "C.17-6": USES + BELOW,
    "C.24-2": USES + BELOW,
    **dict.fromkeys(("C.8-38", "C.8-58"), TYPE),
    **dict.fromkeys(
        ("C.8-5", "C.8-10", "C.8-11", "C.8.17.5-1", "C.8.26.1-1", "C.10-5"), STATED
    ),
}
"""Tables whose attributes differ."""


class Other(NamedTuple):
    """The facts that dicom-validator read."""

    iods: Mapping[str, dict[str, Any]]
    modules: Mapping[str, dict[str, Any] | None]


@pytest.fixture(scope="module")
def other(real_docbook: Path) -> Other:
    pytest.importorskip("dicom_validator", reason="dicom-validator is not installed")
    from dicom_validator.spec_reader.part3_reader import Part3Reader
    from dicom_validator.spec_reader.part6_reader import Part6Reader

    folder = real_docbook / "2023a"
    reader_class: Any = Part3Reader
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.ERROR)  # it logs much, and respects only the root's level
    try:
        reader = reader_class(folder, Part6Reader(folder).data_elements())
        return Other(reader.iod_descriptions(), reader.module_descriptions())
    finally:
        root.setLevel(before)


def uses(description: Mapping[str, dict[str, str]]) -> set[tuple[str, str, str]]:
    return {(name, use["ref"], use["use"][:1]) for name, use in description.items()}


def test_every_iod_has_the_same_modules(reading_2023a: Reading, other: Other) -> None:
    ours = {
        iod.section: {(use.module, use.section, use.usage) for use in iod.modules}
        for iod in reading_2023a.standard.iods
        if iod.kind is IodKind.COMPOSITE
    }
    theirs = {label: uses(iod["modules"]) for label, iod in other.iods.items()}

    assert len(ours) == 165
    assert ours == theirs


def test_every_iod_has_the_same_functional_groups(
    reading_2023a: Reading, other: Other
) -> None:
    for iod in reading_2023a.standard.iods:
        if iod.kind is not IodKind.COMPOSITE:
            continue
        theirs = uses(other.iods[iod.section]["group_macros"])
        if iod.section in NO_GROUPS:
            assert iod.functional_groups
            assert theirs == set()
        else:
            ours = {(u.macro, u.section, u.usage) for u in iod.functional_groups}
            assert ours == theirs, iod.section


def test_every_table_has_the_same_attributes(
    reading_2023a: Reading, other: Other
) -> None:
    """Includes expanded; a recursion is cut where a table includes itself."""
    standard = reading_2023a.standard
    tables = {table.table: table for table in (*standard.modules, *standard.macros)}
    by_section: dict[str, AttributeTable] = {}
    for table in tables.values():
        by_section.setdefault(table.section, table)
    compared, different, empty = 0, set(), set()
    for name, description in other.modules.items():
        found = tables.get(name) or by_section.get(name)
        if found is None or description is None:
            empty.add(name)
            continue
        compared += 1
        mine = our_facts(found.content, (), frozenset({found.table}), tables)
        open_ = frozenset({name, found.table})
        if mine != their_facts(description, (), open_, other.modules):
            different.add(found.table)

    assert compared == 640
    assert different == DIFFERENT.keys()
    assert empty == NO_ATTRIBUTES.keys()


def our_facts(
    content: Iterable[Row],
    path: tuple[str, ...],
    open_: frozenset[str],
    tables: Mapping[str, AttributeTable],
) -> Facts:
    found: Facts = set()
    for row in content:
        match row:
            case Attribute():
                here = (*path, row.tag)
                found.add((here, str(row.type)))
                found |= our_facts(row.content, here, open_, tables)
            case Include(table=label) if label not in open_:
                included = tables[label].content
                found |= our_facts(included, path, open_ | {label}, tables)
                if row.content:
                    *_, last = (r for r in included if getattr(r, "content", ()))
                    assert isinstance(last, Attribute)
                    below = (*path, last.tag)
                    found |= our_facts(row.content, below, open_, tables)
    return found


def their_facts(
    description: Mapping[str, Any],
    path: tuple[str, ...],
    open_: frozenset[str],
    modules: Mapping[str, dict[str, Any] | None],
) -> Facts:
    found: Facts = set()
    for tag, facts in description.items():
        if tag == "include":
            for label in (include["ref"] for include in facts):
                included = modules.get(label)
                if label not in open_ and included:
                    found |= their_facts(included, path, open_ | {label}, modules)
        else:
            here = (*path, tag)
            found.add((here, facts["type"]))
            found |= their_facts(facts.get("items", {}), here, open_, modules)
    return found
