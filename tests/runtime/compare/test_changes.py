"""One change of a generated package is one change of the comparison, with its effect."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from iodize.compare import compare
from iodize.compare.changes import Change, Effect
from iodize.compare.rules import MIRRORED
from iodize.tables.editions import Edition

from .conftest import Compared, Edit, Edited

STRICTER, LOOSER, EITHER, NEUTRAL = (
    Effect.STRICTER,
    Effect.LOOSER,
    Effect.EITHER,
    Effect.NEUTRAL,
)


class Case(NamedTuple):
    """An edit, and the single change that it is."""

    edit: Edit
    kind: str
    subject: str
    place: str
    """Path of the attribute, or the label of the change."""
    effect: Effect
    breaking: bool = False


SERIES = "modules/general_series.py"
PATIENT = "modules/patient.py"
IMAGE = "iods/demo_image.py"
STEP = "services/demo_step.py"

CASES = (
    Case(
        Edit("modules/general_study.py", '0x0020000D, "1"', '0x0020000D, "3"'),
        "attribute-type",
        "GeneralStudy",
        "StudyInstanceUID",
        LOOSER,
        breaking=True,
    ),
    Case(
        Edit("modules/general_study.py", '0x00080020, "2"', '0x00080020, "1"'),
        "attribute-type",
        "GeneralStudy",
        "StudyDate",
        STRICTER,
        breaking=True,
    ),
    Case(
        Edit("modules/demo_subject.py", '0x00104000, "3"', '0x00104000, "2"'),
        "attribute-type",
        "DemoSubject",
        "PatientComments",
        STRICTER,
    ),
    Case(  # the items of a recursive table, whose class follows that of the table
        Edit("macros/document_relationship.py", '0x0040A010, "1"', '0x0040A010, "3"'),
        "attribute-type",
        "DocumentRelationship",
        "ContentSequence.RelationshipType",
        LOOSER,
        breaking=True,
    ),
    Case(
        Edit(SERIES, 'enumerated("R", "L")', 'enumerated("R")'),
        "attribute-values",
        "GeneralSeries",
        "Laterality",
        STRICTER,
        breaking=True,
    ),
    Case(
        Edit(SERIES, 'enumerated("R", "L")', 'enumerated("R", "L", "B")'),
        "attribute-values",
        "GeneralSeries",
        "Laterality",
        LOOSER,
    ),
    Case(
        Edit(SERIES, 'enumerated("R", "L")', 'enumerated("R", "B")'),
        "attribute-values",
        "GeneralSeries",
        "Laterality",
        EITHER,
        breaking=True,
    ),
    Case(
        Edit(SERIES, 'defined("DM", "OT")', 'defined("DM", "OT", "CT")'),
        "attribute-values",
        "GeneralSeries",
        "Modality",
        NEUTRAL,
    ),
    Case(
        Edit(SERIES, 'defined("DM", "OT")', 'enumerated("DM", "OT")'),
        "attribute-values",
        "GeneralSeries",
        "Modality",
        STRICTER,
        breaking=True,
    ),
    Case(
        Edit(
            SERIES,
            "when=when('unknown(\"not-understood\")')",
            "when=when('present(PatientID)')",
        ),
        "attribute-condition",
        "GeneralSeries",
        "Laterality",
        EITHER,
    ),
    Case(
        Edit(
            SERIES,
            '        ViewCodeSequence = sequence(0x00540220, "1", macros.Code)\n',
            "",
        ),
        "attribute-removed",
        "GeneralSeries",
        "RequestAttributesSequence.ViewCodeSequence",
        LOOSER,
        breaking=True,
    ),
    Case(
        Edit(
            SERIES,
            'ViewCodeSequence = sequence(0x00540220, "1", macros.Code)',
            'ViewCodeSequence = sequence(0x00540220, "1", macros.Code, items=1)',
        ),
        "attribute-items",
        "GeneralSeries",
        "RequestAttributesSequence.ViewCodeSequence",
        STRICTER,
    ),
    Case(
        Edit(
            SERIES,
            'ViewCodeSequence = sequence(0x00540220, "1", macros.Code)',
            'ViewCodeSequence = sequence(0x00540220, "1", macros.View)',
        ),
        "macro-excluded",
        "GeneralSeries",
        "RequestAttributesSequence.ViewCodeSequence",
        LOOSER,
        breaking=True,
    ),
    Case(
        Edit(
            "macros/code.py",
            "CodeMeaning = attribute",
            'CodeValueLong = attribute(0x00080119, "3")\n    CodeMeaning = attribute',
        ),
        "attribute-added",
        "Code",
        "CodeValueLong",
        NEUTRAL,
    ),
    Case(
        Edit(
            "macros/document_content.py",
            "when('ValueType == \"NUM\"')",
            'when(\'ValueType in ("NUM", "TEXT")\')',
        ),
        "macro-condition",
        "DocumentContent",
        "Number",
        EITHER,
        breaking=True,
    ),
    Case(
        Edit(
            IMAGE,
            'user_option(modules.OverlayPlane, "Image")',
            'mandatory(modules.OverlayPlane, "Image")',
        ),
        "module-usage",
        "DemoImage",
        "Overlay Plane",
        STRICTER,
        breaking=True,
    ),
    Case(
        Edit(IMAGE, '        user_option(modules.OverlayPlane, "Image"),\n', ""),
        "module-removed",
        "DemoImage",
        "Overlay Plane",
        NEUTRAL,
        breaking=True,
    ),
    Case(
        Edit(
            IMAGE,
            'modules.ContrastBolus, "Image", when=when(\'unknown("not-understood")\')',
            "modules.ContrastBolus, \"Image\", when=when('present(PatientID)')",
        ),
        "module-condition",
        "DemoImage",
        "Contrast/Bolus",
        EITHER,
    ),
    Case(
        Edit(IMAGE, 'DemoSubject, "Patient"', 'DemoSubject, "Study"'),
        "module-entity",
        "DemoImage",
        "Demo Subject",
        NEUTRAL,
    ),
    Case(
        Edit(
            "iods/enhanced_demo_color_image.py",
            "user_option(functional_groups.ReferencedImage)",
            "mandatory(functional_groups.ReferencedImage)",
        ),
        "group-usage",
        "EnhancedDemoColorImage",
        "Referenced Image",
        STRICTER,
    ),
    Case(
        Edit("iods/demo_map.py", 'table="A.5-1"', 'table="A.5-9"'),
        "table-moved",
        "DemoMap",
        "",
        NEUTRAL,
    ),
    Case(
        Edit("dictionary.py", '("DA", "1", "StudyDate"', '("DT", "1", "StudyDate"'),
        "element-vr",
        "StudyDate",
        "StudyDate",
        EITHER,
        breaking=True,
    ),
    Case(
        Edit("dictionary.py", '("US", "1", "Rows"', '("US", "1-2", "Rows"'),
        "element-vm",
        "Rows",
        "Rows",
        LOOSER,
        breaking=True,
    ),
    Case(
        Edit("dictionary.py", '"Study Date", ""', '"Study Date", "RET (2020b)"'),
        "element-retired",
        "StudyDate",
        "StudyDate",
        NEUTRAL,
    ),
    Case(
        Edit("dictionary.py", '"Study Date", ""', '"Day of Study", ""'),
        "element-name",
        "StudyDate",
        "StudyDate",
        NEUTRAL,
    ),
    Case(
        Edit(
            "uids.py",
            '    "1.2.3.2": ("Demo Transfer Syntax", "DemoTransferSyntax",'
            ' "Transfer Syntax", True),\n',
            "",
        ),
        "uid-removed",
        "1.2.3.2",
        "",
        STRICTER,
    ),
    Case(
        Edit("uids.py", '"Transfer Syntax", True', '"Transfer Syntax", False'),
        "uid-revived",
        "1.2.3.2",
        "",
        NEUTRAL,
    ),
    Case(
        Edit("directory_records.py", '("IMAGE", "PRIVATE")', '("IMAGE",)'),
        "lower-record-removed",
        "PatientRecord",
        "PRIVATE",
        STRICTER,
    ),
    Case(
        Edit("directory_records.py", '0x00100010, "2"', '0x00100010, "3"'),
        "attribute-type",
        "PatientRecord",
        "PatientName",
        LOOSER,
    ),
    Case(
        Edit("content_constraints.py", '("TEXT", "NUM", "IMAGE")', '("TEXT", "NUM")'),
        "content-targets",
        "DemoTextSR",
        "CONTAINER CONTAINS",
        STRICTER,
    ),
    Case(
        Edit("sop_classes.py", '"1.2.3.4.1": "DemoImage"', '"1.2.3.4.1": "DemoMap"'),
        "sop-class-iod",
        "1.2.3.4.1",
        "",
        EITHER,
    ),
    Case(
        Edit(STEP, 'uid="1.2.3.1"', 'uid="1.2.3.7"'),
        "sop-class-uid",
        "DemoStep",
        "",
        EITHER,
    ),
    Case(
        Edit(STEP, 'when=when("present(PatientID)")', 'when=when("valued(PatientID)")'),
        "attribute-condition",
        "DemoStep",
        "Modality",
        EITHER,
    ),
    Case(
        Edit(STEP, 'not_allowed = ("ScheduledStepSequence",)', "not_allowed = ()"),
        "attribute-forbidden",
        "DemoStep",
        "ScheduledStepSequence",
        LOOSER,
    ),
    Case(
        Edit(STEP, '"N-ACTION", "U", "M"', '"N-ACTION", "M", "M"'),
        "operation-usage",
        "DemoStep",
        "N-ACTION",
        STRICTER,
    ),
    Case(
        Edit(STEP, '        operation("N-ACTION", "U", "M", StopStep),\n', ""),
        "operation-removed",
        "DemoStep",
        "N-ACTION",
        LOOSER,
        breaking=True,
    ),
    Case(
        Edit(STEP, 'statuses=(status("0110", "Failure", "Step ended"),)', ""),
        "status-removed",
        "DemoStep",
        "N-SET 0110",
        STRICTER,
    ),
    Case(
        Edit(STEP, '"Step ended"', '"Step has ended"'),
        "status-label",
        "DemoStep",
        "N-SET 0110",
        NEUTRAL,
    ),
    Case(
        Edit(STEP, 'Transition(None, "create", "BEGUN")', 'Transition(None, "create")'),
        "transition-changed",
        "DemoStep",
        "create in state none",
        EITHER,
    ),
    Case(
        Edit(
            "services/demo_worklist.py",
            'PatientID = key(0x00100020, "U")',
            'PatientID = key(0x00100020, "O")',
        ),
        "key-match",
        "DemoWorklist",
        "PatientID",
        LOOSER,
    ),
    Case(
        Edit(
            "messages.py",
            'Priority = command_field(0x00000700, "US", "M", ',
            'Priority = command_field(0x00000700, "US", "U", ',
        ),
        "field-usage",
        "CStoreRQ",
        "Priority",
        LOOSER,
        breaking=True,
    ),
    Case(
        Edit("messages.py", '{0: "CALM", 1: "URGENT"}', '{0: "CALM"}'),
        "field-values",
        "CStoreRQ",
        "Priority",
        STRICTER,
        breaking=True,
    ),
    Case(
        Edit("messages.py", '"Data Set", "always", "M"', '"Data Set", "either", "U"'),
        "data-set-presence",
        "CStoreRQ",
        "",
        EITHER,
    ),
    Case(
        Edit("messages.py", "    0x0FFF: CCancelRQ,\n", ""),
        "message-removed",
        "CCancelRQ",
        "",
        STRICTER,
        breaking=True,
    ),
    Case(
        Edit("context_groups.py", '"CID 2", False', '"CID 2", True'),
        "uid-retired",
        "1.2.3.6.2",
        "",
        NEUTRAL,
    ),
    Case(
        Edit(
            "iods/demo_map.py",
            '    functional_groups_table = "A.5-2"\n',
            '    functional_groups_table = "A.5-2"\n'
            "    from iodize.definitions import constrain, enumerated\n\n"
            "    constraints = (\n"
            '        constrain("Modality", enumerated("DM"), section="A.5"),\n    )\n',
        ),
        "constraint-values",
        "DemoMap",
        "Modality",
        STRICTER,
        breaking=True,
    ),
    Case(
        Edit("statuses.py", '"Failure", "Failed"', '"Warning", "Failed"'),
        "status-changed",
        "Failed",
        "",
        EITHER,
    ),
)


def _place(change: Change) -> str:
    return ".".join(change.path) or change.label


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.kind} {c.place}")
def test_one_edit_is_one_change_with_its_effect(case: Case, compared: Compared) -> None:
    changes = compared(case.edit).changes
    if case.kind == "macro-excluded":  # one macro in place of another
        changes = tuple(c for c in changes if c.kind == case.kind)

    assert [
        (c.kind, c.subject.keyword, _place(c), c.effect, c.breaking) for c in changes
    ] == [(case.kind, case.subject, case.place, case.effect, case.breaking)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.kind} {c.place}")
def test_opposite_comparison_has_the_mirrored_changes(
    case: Case, edited: Edited, original: Edition
) -> None:
    other = edited(case.edit)
    there, back = compare(original, other), compare(other, original)

    def facts(change: Change) -> tuple[object, ...]:
        return change.subject.kind, change.tags, change.label

    assert sorted(
        (MIRRORED.get(c.kind, c.kind), *facts(c), c.new, c.old, c.effect.mirrored)
        for c in there.changes
    ) == sorted((c.kind, *facts(c), c.old, c.new, c.effect) for c in back.changes)


def test_equal_editions_have_no_differences(original: Edition, edited: Edited) -> None:
    assert compare(original, original).changes == ()
    assert compare(original, edited(name="2020b")).changes == ()


def test_order_of_rows_is_not_a_difference(compared: Compared) -> None:
    first = '    StudyInstanceUID = attribute(0x0020000D, "1")  # UI 1\n'
    second = '    StudyDate = attribute(0x00080020, "2")  # DA 1\n'
    edit = Edit("modules/general_study.py", first + second, second + first)

    assert compared(edit).changes == ()


def test_change_of_macro_is_reported_once_with_its_reach(compared: Compared) -> None:
    edit = Edit("macros/code.py", '0x00080104, "1"', '0x00080104, "3"')
    (change,) = compared(edit).changes

    assert change.subject.kind == "macro"
    assert {"DemoImage", "DemoTextSR"} <= set(change.reach.iods)
    assert "GeneralSeries" in change.reach.modules
    assert "DemoStep" in change.reach.services


def test_renamed_class_is_not_removed_and_added(compared: Compared) -> None:
    changes = compared(
        Edit("iods/__init__.py", '"DemoMap": "demo_map"', '"DemoMapping": "demo_map"'),
        Edit("iods/demo_map.py", "class DemoMap(", "class DemoMapping("),
        Edit("sop_classes.py", '"DemoMap"', '"DemoMapping"'),
    ).changes

    assert [(c.kind, c.old.text, c.new.text) for c in changes] == [
        ("iod-renamed", "DemoMap", "DemoMapping")
    ]


def test_renamed_macro_is_not_a_change_of_the_tables_that_include_it(
    compared: Compared,
) -> None:
    changes = compared(
        Edit("macros/__init__.py", '"Number": "number"', '"Measurement": "number"'),
        Edit("macros/number.py", "class Number(", "class Measurement("),
        Edit(
            "macros/document_content.py",
            "included(macros.Number, ",
            "included(macros.Measurement, ",
        ),
        Edit("macros/document_content.py", "macros.Number: ", "macros.Measurement: "),
    ).changes

    assert [c.kind for c in changes] == ["table-renamed"]


def test_changed_condition_has_both_expressions_and_words(compared: Compared) -> None:
    edit = Edit(
        SERIES,
        "when=when('unknown(\"not-understood\")')",
        "when=when('present(PatientID)')",
    )
    (change,) = compared(edit).changes

    assert change.old.condition.startswith('required if unknown("not-understood")')
    assert change.new.condition == "required if present(PatientID); else forbidden"
    assert change.new.words.startswith("required if PatientID is present")
    assert change.edition == "2020b"


def test_removed_row_refers_to_the_old_edition(compared: Compared) -> None:
    line = '    StudyDate = attribute(0x00080020, "2")  # DA 1\n'
    (change,) = compared(Edit("modules/general_study.py", line, "")).changes

    assert (change.kind, change.edition) == ("attribute-removed", "2020a")
    assert change.paragraph.startswith("para_") or change.paragraph == ""


MOVED = (
    Edit(
        SERIES,
        "    class RequestAttributesItem(Item):\n"
        '        StudyInstanceUID = attribute(0x0020000D, "3")  # UI 1\n',
        "    class RequestAttributesItem(macros.View, Item):\n",
    ),
    Edit(
        "macros/view.py",
        "    ViewCodeSequence",
        '    StudyInstanceUID = attribute(0x0020000D, "3")\n    ViewCodeSequence',
    ),
    Edit(
        "macros/view.py", "import Macro, sequence", "import Macro, attribute, sequence"
    ),
)


def test_row_that_moves_to_an_included_macro_has_no_effect(compared: Compared) -> None:
    changes = compared(*MOVED).changes
    removed = next(c for c in changes if c.kind == "attribute-removed")

    assert removed.path == ("RequestAttributesSequence", "StudyInstanceUID")
    assert (removed.effect, removed.breaking) == (NEUTRAL, False)
    assert (removed.old.text, removed.new.text) == ("type 3", "type 3 in View")


def test_row_that_an_included_macro_has_otherwise_is_compared(
    compared: Compared,
) -> None:
    series, macro, imports = MOVED
    stricter = macro._replace(new=macro.new.replace('"3"', '"1"'))
    changes = compared(series, stricter, imports).changes
    removed = next(c for c in changes if c.kind == "attribute-removed")

    assert (removed.effect, removed.breaking) == (STRICTER, True)


def test_condition_with_a_renamed_keyword_is_the_same(compared: Compared) -> None:
    changes = compared(
        Edit("dictionary.py", '"PatientID"', '"PatientIdentifier"'),
        Edit(STEP, '"present(PatientID)"', '"present(PatientIdentifier)"'),
    ).changes

    assert [(c.kind, c.old.text, c.new.text) for c in changes] == [
        ("element-keyword", "PatientID", "PatientIdentifier")
    ]
