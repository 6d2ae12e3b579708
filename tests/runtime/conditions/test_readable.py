"""Conditions as English, for people."""

import pytest

from iodize.conditions.facts import FACTS, FILE_FACTS
from iodize.conditions.readable import WORDINGS, readable_text, sentence
from iodize.definitions import When, when


@pytest.mark.parametrize(
    ("formal", "english"),
    [
        ("present(KVP)", "KVP is present"),
        ("not present(KVP)", "KVP is not present"),
        ("valued(near.KVP)", "KVP has a value"),
        ("not valued(KVP)", "KVP has no value"),
        ('Modality == "CT"', 'Modality is "CT"'),
        ('not Modality == "CT"', 'Modality is not "CT"'),
        ('Modality in ("CT", "MR", "PT")', 'Modality is "CT", "MR" or "PT"'),
        ('ImageType[3] == "AXIAL"', 'value 3 of ImageType is "AXIAL"'),
        ("top.NumberOfFrames > 1", "NumberOfFrames at the top level is greater than 1"),
        (
            "count(CodeSequence) > 1",
            "the number of items or values of CodeSequence is greater than 1",
        ),
        ("Rows == Columns", "Rows is equal to Columns"),
        ("not Rows == Columns", "it is not the case that Rows is equal to Columns"),
        ("present(up.KVP)", "KVP in an enclosing item is present"),
        ("present(frame.KVP)", "KVP in the functional groups is present"),
        ("present(everywhere.KVP)", "KVP anywhere in the object is present"),
        ("present(A.B.KVP)", "A.B.KVP is present"),
        (
            'coded(Code, ("1", "DCM"), ("2", "SCT"))',
            "Code has the code (1, DCM) or (2, SCT)",
        ),
        ("private(Pointer)", "Pointer is the tag of a private attribute"),
        ("closed(Points)", "the first point of Points is equal to the last one"),
        ('KVP != "120"', 'KVP has a value other than "120"'),
        ('KVP not in ("8", "9")', 'KVP has a value other than "8" or "9"'),
        ("differs(A.KVP)", "A.KVP is not the same in all items"),
        (
            'points(Pointer, "nested")',
            "Pointer is the tag of an attribute of a sequence item",
        ),
        ('not points(Pointer, "sequence")', "Pointer is not the tag of a sequence"),
        ("flat(Points)", "all points of Points have the same third coordinate"),
        ("relative(URI)", "URI is a relative reference"),
        ("repeated.Frames > 1", "Frames in any of its groups is greater than 1"),
        (
            "referenced(Wedge, up.Wedges.Number, present(KVP))",
            "in the item whose Wedges.Number in an enclosing item is Wedge, KVP is present",
        ),
        (
            "not first(ControlPointSequence)",
            "the item of the ControlPointSequence is not the first of its sequence",
        ),
        ("first()", "the item is the first of its sequence"),
        ("not last()", "the item is not the last of its sequence"),
        ("inside(ContentSequence)", "the item is inside ContentSequence"),
        ('module("Mask")', "the Mask module is present"),
        ('not group("Mask")', "the Mask functional group macro is absent"),
        ("some(Items, present(KVP))", "in an item of Items, KVP is present"),
        ('unknown("contrast-used")', "a contrast agent or bolus was given"),
        ('unknown("whole-data-set")', "the data set is complete"),
        (
            'unknown("not-understood")',
            "a condition holds that iodize did not understand",
        ),
        (
            'unknown("other-object")',
            "a condition holds that the object does not decide (other object)",
        ),
        (
            "present(A) and (present(B) or present(C))",
            "A is present and (B is present or C is present)",
        ),
        ("not (present(A) or present(B))", "A is not present and B is not present"),
        ("not (present(A) and present(B))", "A is not present or B is not present"),
    ],
)
def test_formal_text_is_rendered_in_english(formal: str, english: str) -> None:
    assert readable_text(formal) == english


def test_each_fact_has_a_wording() -> None:
    assert WORDINGS.keys() == FACTS.keys() | FILE_FACTS.keys()


@pytest.mark.parametrize(
    ("stated", "english"),
    [
        (when("present(A)"), "required if A is present; otherwise not permitted"),
        (
            when("present(A)", otherwise="may"),
            "required if A is present; otherwise optional",
        ),
        (
            when(forbidden="present(A)"),
            "not permitted if A is present",
        ),
        (
            when("present(A)", permitted="present(B)"),
            "required if A is present; permitted if B is present; otherwise not permitted",
        ),
        (
            when(permitted="present(B)", otherwise="shall-not"),
            "permitted if B is present; otherwise not permitted",
        ),
        (when(), ""),
    ],
)
def test_conditions_of_a_row_are_one_sentence(stated: When, english: str) -> None:
    assert sentence(stated) == english
