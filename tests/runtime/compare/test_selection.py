"""Selection of changes."""

from __future__ import annotations

import pytest

from iodize.compare import Comparison
from iodize.compare.changes import Effect
from iodize.compare.selection import LOOSER, STRICTER, Selection, select

from .conftest import Compared, Edit

EDITS = (
    Edit("modules/general_study.py", '0x00080020, "2"', '0x00080020, "1"'),
    Edit("modules/demo_subject.py", '0x00104000, "3"', '0x00104000, "2"'),
    Edit("macros/code.py", '0x00080104, "1"', '0x00080104, "3"'),
    Edit("services/demo_step.py", 'not_allowed = ("ScheduledStepSequence",)', ""),
    Edit("dictionary.py", '"Study Date", ""', '"Study Date", "RET (2020b)"'),
)


@pytest.fixture
def comparison(compared: Compared) -> Comparison:
    return compared(*EDITS)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), {"StudyDate", "PatientComments", "CodeMeaning", "Scheduled"}),
        (Selection(iods=frozenset({"DemoMap"})), {"StudyDate"}),
        (
            Selection(iods=frozenset({"DemoImage"})),
            {"StudyDate", "PatientComments", "CodeMeaning"},
        ),
        (Selection(modules=frozenset({"GeneralSeries"})), {"CodeMeaning"}),
        (Selection(modules=frozenset({"Code"})), {"CodeMeaning"}),
        (Selection(tags=frozenset({0x00080020})), {"StudyDate"}),
        (Selection(services=frozenset({"DemoStep"})), {"CodeMeaning", "Scheduled"}),
        (Selection(parts=frozenset({"PS3.4"})), {"Scheduled"}),
        (Selection(parts=frozenset({"PS3.6"})), {"StudyDate"}),
        (Selection(effects=STRICTER), {"StudyDate", "PatientComments"}),
        (Selection(effects=LOOSER), {"CodeMeaning", "Scheduled"}),
        (Selection(breaking=True), {"StudyDate", "CodeMeaning"}),
        (
            Selection(effects=STRICTER, iods=frozenset({"DemoMap"})),
            {"StudyDate"},
        ),
        (Selection(iods=frozenset({"Nothing"})), set()),
    ],
)
def test_selection_has_the_changes_that_match_all_fields(
    selection: Selection, expected: set[str], comparison: Comparison
) -> None:
    found = select(comparison, selection).changes

    assert {c.path[-1].replace("StepSequence", "") for c in found} == expected


def test_undecided_effects_are_stricter_and_looser() -> None:
    assert Effect.EITHER in STRICTER & LOOSER


def test_renamed_iod_is_selected_by_both_names(compared: Compared) -> None:
    comparison = compared(
        Edit("iods/__init__.py", '"DemoMap": "demo_map"', '"DemoMapping": "demo_map"'),
        Edit("iods/demo_map.py", "class DemoMap(", "class DemoMapping("),
        Edit("sop_classes.py", '"DemoMap"', '"DemoMapping"'),
        Edit("modules/general_study.py", '0x00080020, "2"', '0x00080020, "1"'),
    )

    for name in ("DemoMap", "DemoMapping"):
        found = select(comparison, Selection(iods=frozenset({name}))).changes
        assert [c.kind for c in found] == ["iod-renamed", "attribute-type"]


def test_notes_are_those_of_the_selected_parts(compared: Compared) -> None:
    comparison = compared(Edit("__init__.py", '7: "2020b"', '7: "2019e"'), *EDITS)
    selected = select(comparison, Selection(parts=frozenset({"PS3.3"})))

    assert [each.part for each in comparison.parts] == ["PS3.7"]
    assert select(comparison, Selection()) == comparison
    assert selected.parts == ()
