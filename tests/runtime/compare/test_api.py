"""Changes of the typed API, from the stubs of both packages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iodize.compare.api import API_RULES, ApiChange, compare_api
from iodize.compare.forms import api_json, api_text
from iodize.compare.stubs import MissingStubsError, accepts, classes, stub_files
from iodize.tables.editions import Edition

from .conftest import Edit, Edited

STUDY = "modules/general_study.pyi"
SERIES = "modules/general_series.pyi"


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("str", "str", True),
        ("str | None", "str", True),
        ("str", "str | None", False),
        ("Literal['A', 'B']", "Literal['A']", True),
        ("Literal['A']", "Literal['A', 'B']", False),
        ("str", "Literal['A']", True),
        ("Literal['A']", "str", False),
        ("int", "Literal[1, -1]", True),
        ("str", "Literal[1]", False),
        ("Literal['A', 'B'] | None", "Literal['B'] | None", True),
        ("list[str | None]", "list[str]", True),
        ("list[str]", "str", False),
        ("DAOrNone", "DA", True),
        ("DA", "DAOrNone", False),
    ],
)
def test_type_accepts_another_one(wide: str, narrow: str, expected: bool) -> None:
    assert accepts(wide, narrow) is expected


def changes(old: Edition, new: Edition) -> set[tuple[str, str, bool]]:
    return {(c.kind, c.name, c.breaking) for c in compare_api(old, new).changes}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ((), set()),
        (
            (
                Edit(STUDY, "StudyDate: DAOrNone", "StudyDate: DA"),
                Edit(STUDY, "StudyDate: DAValue | None = ...", "StudyDate: DAValue"),
            ),
            {
                ("attribute-type", "StudyDate", False),
                ("argument-required", "StudyDate", True),
            },
        ),
        (
            (Edit(STUDY, ", StudyDate: DAValue | None = ...", ""),),
            {("argument-removed", "StudyDate", True)},
        ),
        (
            (
                Edit(
                    STUDY,
                    ", StudyDate: DAValue | None = ...",
                    ", StudyDate: DAValue | None = ..., StudyTime: TMValue | None = ...",
                ),
            ),
            {("argument-added", "StudyTime", False)},
        ),
        (
            (
                Edit(
                    STUDY,
                    ", StudyDate: DAValue | None = ...",
                    ", StudyTime: TMValue, StudyDate: DAValue | None = ...",
                ),
            ),
            {("argument-added", "StudyTime", True)},
        ),
        (
            (Edit(STUDY, "class GeneralStudy(", "class Study("),),
            {("class-removed", "", True), ("class-added", "", False)},
        ),
        (
            (
                Edit(
                    "services/demo_step.pyi",
                    "        def stop_step(",
                    "        def halt(",
                ),
            ),
            {("method-removed", "stop_step", True), ("method-added", "halt", False)},
        ),
    ],
    ids=lambda value: "",
)
def test_changed_stub_is_a_change_of_the_api(
    edits: tuple[Edit, ...],
    expected: set[tuple[str, str, bool]],
    edited: Edited,
    original: Edition,
) -> None:
    assert changes(original, edited(*edits, name="2020b")) == expected


def test_types_of_copies_are_not_compared_again() -> None:
    text = (
        "class CTImage(modules.Patient):\n"
        "    class _Values(modules.Patient._Values, total=False):\n"
        "        Rows: int\n"
        "    class FrameItem: ...\n"
    )

    assert classes("iods/ct_image", text).keys() == {
        "iods.CTImage",
        "iods.CTImage.FrameItem",
    }


def test_each_rule_has_a_reason() -> None:
    assert all(rule.reason.endswith(".") for rule in API_RULES.values())


def test_equal_changes_of_several_classes_are_one(
    edited: Edited, original: Edition
) -> None:
    edits = [
        Edit(f"iods/{file}.pyi", "StudyDate: DAValue | None = ...", "StudyDate: str")
        for file in ("demo_image", "demo_map")
    ]
    (change,) = compare_api(original, edited(*edits)).changes

    assert change == ApiChange(
        "argument-required",
        "StudyDate",
        "DAValue | None",
        "str",
        True,
        ("iods.DemoImage", "iods.DemoMap"),
    )


def test_text_and_json_have_the_changes(edited: Edited, original: Edition) -> None:
    edit = Edit(STUDY, ", StudyDate: DAValue | None = ...", "")
    found = compare_api(original, edited(edit, name="2020b"))

    assert api_text.render(found).splitlines() == [
        "modules.GeneralStudy StudyDate: argument removed: DAValue | None  [breaking]",
        "DICOM 2020a → 2020b, 1 change of the typed API, 1 breaking",
    ]
    assert json.loads(api_json.render(found))["changes"] == [
        {
            "kind": "argument-removed",
            "name": "StudyDate",
            "old": "DAValue | None",
            "new": "",
            "breaking": True,
            "reason": API_RULES["argument-removed"].reason,
            "classes": ["modules.GeneralStudy"],
        }
    ]


def test_package_without_stubs_is_an_error(edited: Edited) -> None:
    edition = edited()
    folder = Path(edition.part("iods").__file__ or "").parents[1]
    for stub in folder.rglob("*.pyi"):
        stub.unlink()

    with pytest.raises(MissingStubsError, match="has no stubs"):
        stub_files(edition)
