"""Phrases, written for these tests, and the formal text they stand for."""

import pytest

from iodize.conditions import Otherwise
from iodize.generator.conditions import Vocabulary, read_requirement

KVP = "KVP (0018,0060)"
TYPE = "Image Type (0008,0008)"
FLAG = "Positioner Motion (0018,1500)"
CODES = "View Code Sequence (0054,0220)"
UID = '"1.2.840.10008.5.1.4.1.1.4.4"'


@pytest.mark.parametrize(
    ("words", "formal"),
    [
        (f"{KVP} is present", "present(near.KVP)"),
        (f"{KVP} is not present", "not present(near.KVP)"),
        (f"{KVP} is absent", "not present(near.KVP)"),
        (f"{KVP} has a value", "valued(near.KVP)"),
        (f"{KVP} is empty", "not valued(near.KVP)"),
        (f"{KVP} is greater than zero", "near.KVP > 0"),
        (f"{FLAG} is STATIC", 'near.PositionerMotion == "STATIC"'),
        (f"{FLAG} equals other than STATIC", 'not near.PositionerMotion == "STATIC"'),
        (
            f"{FLAG} is STATIC, DYNAMIC or NONE",
            'near.PositionerMotion in ("STATIC", "DYNAMIC", "NONE")',
        ),
        (f"Value 3 of {TYPE} is AXIAL", 'near.ImageType[3] == "AXIAL"'),
        (f"the third value of {TYPE} is AXIAL", 'near.ImageType[3] == "AXIAL"'),
        (f"{TYPE}, Value 3, equals AXIAL", 'near.ImageType[3] == "AXIAL"'),
        (
            f"{TYPE} Value 1 is A1 or Value 3 is B2",
            'near.ImageType[1] == "A1" or near.ImageType[3] == "B2"',
        ),
        (
            f"{FLAG} is present and has the value STATIC",
            'present(near.PositionerMotion) and near.PositionerMotion == "STATIC"',
        ),
        (
            f"{FLAG} is absent, or is present and has the value STATIC",
            "not present(near.PositionerMotion) or (present(near.PositionerMotion)"
            ' and near.PositionerMotion == "STATIC")',
        ),
        (
            f"neither {KVP} nor {FLAG} are present",
            "not present(near.KVP) and not present(near.PositionerMotion)",
        ),
        (
            f"{KVP} and {FLAG} are not present",
            "not present(near.KVP) and not present(near.PositionerMotion)",
        ),
        (
            f"either {KVP} or {FLAG} is not present",
            "not present(near.KVP) or not present(near.PositionerMotion)",
        ),
        (
            f"{KVP} is present or {FLAG} is present, and {TYPE} Value 1 is A1",
            "(present(near.KVP) or present(near.PositionerMotion))"
            ' and near.ImageType[1] == "A1"',
        ),
        (
            f'{CODES} contains an Item with the value (1, DCM, "a") or (2, SCT, "b")',
            'coded(near.ViewCodeSequence, ("1", "DCM"), ("2", "SCT"))',
        ),
        (
            f"SOP Class UID is not {UID} (some name)",
            f"not present(near.SOPClassUID) or not near.SOPClassUID == {UID}",
        ),
        ("Rescale Type is present", "present(near.RescaleType)"),
        (
            "Frame Increment Pointer (0028,0009) points to Frame Time (0018,1063)",
            'near.FrameIncrementPointer == "00181063"',
        ),
        ("the Mask Module is present", 'module("Mask")'),
        (
            f"the number of Items in {CODES} is greater than 1",
            "count(near.ViewCodeSequence) > 1",
        ),
        (f"{CODES} has more than one Item", "count(near.ViewCodeSequence) > 1"),
        (
            "the conditions in Section C.36.2.2.5.1.1 are satisfied",
            'first(ControlPointSequence) or unknown("changes")',
        ),
        ("this is the Root Content Item", "not inside(ContentSequence)"),
        (
            f"{KVP} is not present in this Sequence Item nor in the containing {CODES} Item",
            "not present(KVP) and not present(up.KVP)",
        ),
        (
            f"neither {KVP} nor {FLAG} are present in every Item of the {CODES}",
            "some(ViewCodeSequence, not present(KVP) and not present(PositionerMotion))",
        ),
        (
            f"{KVP} is non-null in Control Points specified within {CODES}",
            "valued(ViewCodeSequence.KVP)",
        ),
        *(
            (
                f"{words} is 16 characters or less, and the code value is not a URN or URL",
                'not present(LongCodeValue) and not present(URNCodeValue) and unknown("code")',
            )
            for words in ("code value length", "the length of the code value")
        ),
        (
            f"{KVP} is not present and the {KVP} is a URN or URL",
            'not present(CodeValue) and not present(LongCodeValue) and unknown("code")',
        ),
    ],
)
def test_a_phrase_becomes_formal(
    vocabulary: Vocabulary, words: str, formal: str
) -> None:
    assert str(read_requirement(f"Required if {words}.", vocabulary).required) == formal


@pytest.mark.parametrize(
    ("rest", "otherwise"),
    [
        ("", Otherwise.UNSPECIFIED),
        (" May be present otherwise.", Otherwise.MAY),
        (" Maybe be present otherwise.", Otherwise.MAY),
        (" It shall not be present otherwise.", Otherwise.SHALL_NOT),
        (" Not allowed otherwise.", Otherwise.SHALL_NOT),
    ],
)
def test_requirement_without_the_condition_is_parsed(
    vocabulary: Vocabulary, rest: str, otherwise: Otherwise
) -> None:
    read = read_requirement(f"Required if {KVP} is present.{rest}", vocabulary)

    assert read.otherwise is otherwise


def test_permission_for_other_sop_classes_is_a_condition(
    vocabulary: Vocabulary,
) -> None:
    text = (
        f"Required for images whose SOP Class is one of the following: MR ({UID})."
        f" May be present for other SOP Classes if {KVP} is not present."
    )
    read = read_requirement(text, vocabulary)

    assert str(read.permitted) == "not present(near.KVP)"


def test_limited_permission_is_a_separate_condition(vocabulary: Vocabulary) -> None:
    text = (
        f"Required if {KVP} is present. May be present otherwise only if {FLAG} is ON."
    )

    read = read_requirement(text, vocabulary)

    assert str(read.permitted) == 'near.PositionerMotion == "ON"'
    assert read.otherwise is Otherwise.UNSPECIFIED


def test_use_only_under_the_requirement_is_no_further_prohibition(
    vocabulary: Vocabulary,
) -> None:
    text = f"To be used only when {FLAG} is ON. Required if {FLAG} is ON."

    read = read_requirement(text, vocabulary, conditional=True)

    assert read.forbidden is None
    assert read.otherwise is Otherwise.SHALL_NOT
    assert read_requirement(text, vocabulary).forbidden is not None


def test_two_sentences_are_two_ways_to_be_required(vocabulary: Vocabulary) -> None:
    text = f"Required if {KVP} is present. Required if {FLAG} is ON."

    read = read_requirement(text, vocabulary)

    assert str(read.required) == 'present(near.KVP) or near.PositionerMotion == "ON"'


def test_prose_is_not_understood_and_the_rest_of_its_condition_is_kept(
    vocabulary: Vocabulary,
) -> None:
    text = f"Required if the moon is full and {KVP} is not present."

    read = read_requirement(text, vocabulary)

    assert str(read.required) == 'unknown("not-understood") and not present(near.KVP)'


def test_a_position_is_one_of_the_ways(vocabulary: Vocabulary) -> None:
    text = "Required for first Item of Beam Sequence, or if Gantry Angle changes during Beam."

    read = read_requirement(text, vocabulary)

    assert str(read.required) == 'first() or (not first() and unknown("changes"))'


def test_a_list_is_one_condition(vocabulary: Vocabulary) -> None:
    text = f"Required if\n- {KVP} is present, and\n- {FLAG} is ON.\nMay be present otherwise."

    read = read_requirement(text, vocabulary)

    assert str(read.required) == 'present(near.KVP) and near.PositionerMotion == "ON"'
    assert read.otherwise is Otherwise.MAY


def test_a_usage_may_be_limited_to_frames(vocabulary: Vocabulary) -> None:
    text = (
        "M - for once, it shall not be used as a Shared Functional Group of any kind."
    )

    read = read_requirement(text, vocabulary)

    assert str(read.forbidden) == "inside(SharedFunctionalGroupsSequence)"
    assert read.required is None


def test_a_conditional_row_without_a_condition_is_not_understood(
    vocabulary: Vocabulary,
) -> None:
    assert str(read_requirement("A number, if any.", vocabulary, True).required) == (
        'unknown("not-understood")'
    )
    assert read_requirement("A number.", vocabulary).required is None


def test_sentences_about_items_and_values_are_not_conditions(
    vocabulary: Vocabulary,
) -> None:
    text = f"More than one Item may be present if {KVP} is present."

    read = read_requirement(text, vocabulary)

    assert (read.required, read.permitted, read.forbidden) == (None, None, None)


def test_tag_takes_precedence_over_a_wrong_name(vocabulary: Vocabulary) -> None:
    read = read_requirement(
        "Required if Image Type (0008,9007) is present.", vocabulary
    )

    assert str(read.required) == "present(near.FrameType)"


def test_name_is_used_if_the_tag_is_not_registered(vocabulary: Vocabulary) -> None:
    read = read_requirement(
        "Required if Image Type (0008,FFF7) is present.", vocabulary
    )

    assert str(read.required) == "present(near.ImageType)"
