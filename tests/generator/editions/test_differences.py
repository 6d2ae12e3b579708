"""`iodize diff` shows every change of an edition that its package has."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest
from lxml.etree import _Element

from iodize.compare import compare
from iodize.compare.changes import Change as Difference
from iodize.generator import emit
from iodize.tables.editions import Edition

from ..demo import Reading, read
from .changes import CHANGES, Change, changed, tables
from .conftest import Load, Simulate, copied

Parts = dict[int, _Element]

FORM: Final = frozenset(
    {
        "rename_edition",
        "renumber_service_table",
        "change_heading",
        "add_column",
        "move_column",
        "move_row",
        "lose_dash",
        "new_service_table",
    }
)
"""Changes of the form, or of rows that no class of the demo package has."""

SHOWN: Final = {
    "renumber_table": {"table-moved"},
    "renumber_section": {"table-moved"},
    "change_caption": {"table-renamed", "iod-renamed"},
    "insert_row": {"attribute-added"},
    "delete_row": {
        "attribute-removed",
        "macro-excluded",
        "module-removed",
        "group-removed",
        "element-removed",
        "uid-removed",
        "sop-class-removed",
        "content-targets",
    },
    "make_conditional": {"attribute-type", "attribute-condition"},
    "new_module": {"table-added"},
    "new_macro": {"table-added"},
    "new_iod": {"iod-added"},
    "new_element": {"element-added"},
    "new_uid": {"uid-added"},
    "new_sop_class": {"sop-class-added"},
    "new_status": {"status-added"},
    "add_term": {"attribute-values"},
    "open_enumeration": {"attribute-values"},
    "nest_deeper": {"attribute-removed", "macro-excluded"},
    "misprint_tag": {"attribute-removed"},
    "misprint_type": {"attribute-type"},
    "lose_table": {"table-removed", "table-moved"},
    "misprint_usage": {"module-usage", "module-condition", "group-usage"},
}
"""The kinds of differences of other changes."""

NOT_COMPARED: Final = ("value_tables.py", "paragraphs.txt")
"""Files that no class depends on."""


Files = dict[str, str]
"""The files of a package by path."""


@pytest.fixture(scope="module")
def before(demo: Path) -> Files:
    return rendered(read(demo))


@pytest.fixture(scope="module")
def old(before: Files, load: Load) -> Edition:
    return load(before)


def rendered(reading: Reading) -> Files:
    return emit.render(reading.standard, reading.report)


def modules(files: Files) -> Files:
    """Return the compared files of a package."""
    return {
        path: text
        for path, text in files.items()
        if not path.endswith(".pyi") and path not in NOT_COMPARED
    }


def names(difference: Difference) -> set[str]:
    """Return the words that name what a difference is about."""
    subject = difference.subject
    found = {*subject.reference.split(), subject.keyword} - {"Table", subject.part}
    if difference.kind == "table-moved":
        found |= {*difference.old.text.split()} - {"Table"}
    return found


def test_changes_are_of_form_or_shown() -> None:
    assert {*FORM, *SHOWN} == {change.__name__ for change in CHANGES}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_change_of_an_edition_is_shown(
    demo_parts: Parts,
    simulate: Simulate,
    load: Load,
    before: Files,
    old: Edition,
    change: Change,
    seed: int,
) -> None:
    """The difference has the right kind, and names the table, section or entry."""
    parts = copied(demo_parts)
    done = changed(parts, [change], random.Random(seed))
    if not done:
        pytest.skip("the demo standard has no place for this change")
    after = rendered(simulate(parts))

    differences = compare(old, load(after)).changes

    if change.__name__ in FORM or modules(after) == modules(before):
        assert differences == ()
        return
    words = {word.strip(":") for word in done[0].split()}
    shown = [each for each in differences if each.kind in SHOWN[change.__name__]]
    assert any(names(each) & words for each in shown), (done, differences)


def test_renamed_macro_that_includes_itself_has_one_difference(
    demo_parts: Parts, simulate: Simulate, load: Load, old: Edition
) -> None:
    """Its items have a class that is named after it."""
    parts = copied(demo_parts)
    (table,) = (t for t in tables(parts[3]) if t.get("label") == "C.17-6")
    caption = next(table.iterchildren("{*}caption"))
    caption.text = "Relationship Macro Attributes"

    differences = compare(old, load(rendered(simulate(parts)))).changes

    assert [each.kind for each in differences] == ["table-renamed"]
