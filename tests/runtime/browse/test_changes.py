"""Marks of the changes between two editions, which are those of `iodize diff`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from iodize.browse.changes import Changes, Mark, placed
from iodize.browse.page import Page
from iodize.browse.rendering import Renderer
from iodize.browse.site import site
from iodize.compare import Comparison, compare
from iodize.compare.changes import Change
from iodize.tables.editions import Edition

from ..compare.conftest import Edit, Edited
from ..compare.test_changes import CASES, Case

PATIENT = "modules/Patient.html"
SERIES = "modules/GeneralSeries.html"

EDITS = (
    Edit("modules/general_study.py", '0x00080020, "2"', '0x00080020, "1"'),
    Edit("modules/general_series.py", 'enumerated("R", "L")', 'enumerated("R")'),
    Edit(
        "modules/general_series.py",
        '        ViewCodeSequence = sequence(0x00540220, "1", macros.Code)\n',
        "",
    ),
)

OF_EACH_KIND = {case.kind: case for case in CASES}.values()
"""An edit for each kind of change."""


class Later(NamedTuple):
    """The pages of an edited edition, with its changes."""

    edition: Edition
    comparison: Comparison
    pages: Sequence[Page]

    @property
    def changes(self) -> Changes:
        return placed(self.comparison, self.pages)

    def html(self, address: str) -> str:
        """Return a page with its marks."""
        (page,) = (page for page in self.pages if page.address == address)
        return Renderer(self.edition, self.changes).render(page)


def later(old: Edition, new: Edition) -> Later:
    return Later(new, compare(old, new), site(new))


@pytest.fixture(scope="module")
def example(edited: Edited, original: Edition) -> Later:
    """Return an edition with a stricter type, fewer values and a row less."""
    return later(original, edited(*EDITS, name="2020b"))


def marks(changes: Changes) -> list[tuple[str, str, Mark]]:
    """Return all marks with the address and the anchor, which is empty for those without."""
    found = [("", "", mark) for mark in changes.elsewhere]
    for address, page in changes.pages.items():
        found += [(address, "", mark) for mark in (*page.own, *page.removed)]
        found += [(address, a, mark) for a, row in page.rows.items() for mark in row]
    return found


def test_equal_editions_have_no_marks(original: Edition) -> None:
    changes = later(original, original).changes

    assert marks(changes) == []
    assert changes.notes == ()


def test_changes_are_at_their_rows(example: Later) -> None:
    found = [(a, anchor, m.kind, m.effect) for a, anchor, m in marks(example.changes)]

    assert sorted(found) == [
        (SERIES, "", "removed", "looser"),
        (SERIES, "Laterality", "changed", "stricter"),
        ("modules/GeneralStudy.html", "StudyDate", "changed", "stricter"),
    ]


def test_marks_are_shown_in_the_row_with_their_effect(example: Later) -> None:
    html = example.html(SERIES)
    row = html.partition('<tr id="Laterality"')[2].partition("</tr>")[0]

    assert '<span class="mark changed">changed</span>' in row
    assert '<span class="mark effect">stricter</span>' in row
    assert "enumerated values: -L" in row
    assert html.count('class="mark changed"') == html.count('class="mark removed"') == 1
    assert "Removed since 2020a" in html
    assert "<del>RequestAttributesSequence.ViewCodeSequence (0054,0220)</del>" in html
    assert 'class="mark' not in example.html(PATIENT)


def test_new_row_is_marked(edited: Edited, original: Edition) -> None:
    found = later(edited(*EDITS, name="2020b"), original)
    html = found.html(SERIES)
    anchor = "RequestAttributesSequence.ViewCodeSequence"
    row = html.partition(f'<tr id="{anchor}"')[2].partition("</tr>")[0]

    assert '<span class="mark new">new</span>' in row
    assert "Removed since" not in html


@pytest.mark.parametrize("turned", [False, True], ids=["new", "old"])
@pytest.mark.parametrize("case", OF_EACH_KIND, ids=lambda case: case.kind)
def test_every_change_of_a_comparison_is_marked_at_its_entry(
    edited: Edited, original: Edition, case: Case, turned: bool
) -> None:
    other = edited(case.edit, name="2020b")
    pair = (other, original) if turned else (original, other)
    found = later(*pair)
    every = marks(found.changes)

    assert {mark.change for *_, mark in every} == {*found.comparison.changes}
    anchors = {page.address: {row.anchor for row in page.rows} for page in found.pages}
    for address, anchor, mark in every:
        if has_row(mark.change):
            assert anchor, mark.change
        if anchor:
            assert anchor in anchors[address]
            assert names_row(anchor, mark.change)


def has_row(change: Change) -> bool:
    """Return True if the new edition has a row for a change."""
    of_row = change.kind.startswith(("attribute-", "field-", "key-", "constraint-"))
    # Attributes that must be absent are listed below their table.
    of_row = of_row and change.kind != "attribute-forbidden"
    return of_row and bool(change.new.text and change.path)


def names_row(anchor: str, change: Change) -> bool:
    """Return True if an anchor has the name of the attribute that changed."""
    return not change.path or ".".join(change.path) in anchor
