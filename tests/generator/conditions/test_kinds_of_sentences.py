"""Kinds of sentences, and lists of subjects, in words written for these tests."""

import pytest

from iodize.conditions import Otherwise
from iodize.conditions.requirement import Requirement
from iodize.generator.conditions import Vocabulary, read_requirement

KVP = "KVP (0018,0060)"
TYPE = "Image Type (0008,0008)"
FLAG = "Positioner Motion (0018,1500)"
CODES = "View Code Sequence (0054,0220)"
BLOCKS = "Ion Block Sequence (300A,03A6)"
KIND = "Block Type (300A,00F8)"


def read(vocabulary: Vocabulary, text: str) -> Requirement:
    return read_requirement(text, vocabulary)


def formal(vocabulary: Vocabulary, words: str) -> str:
    return str(read(vocabulary, f"Required if {words}.").required)


@pytest.mark.parametrize(
    "permission", ["May also be present if", "May be present if", "May be included if"]
)
def test_permission_is_kept_beside_the_condition(
    vocabulary: Vocabulary, permission: str
) -> None:
    text = f"Required if {KVP} is present. {permission} {FLAG} is ON."

    both = read(vocabulary, text)

    assert str(both.required) == "present(near.KVP)"
    assert str(both.permitted) == 'near.PositionerMotion == "ON"'


@pytest.mark.parametrize(
    "restriction",
    ["Shall only be used when", "Used only if", "To be used only when"],
)
def test_restriction_forbids_the_rest_beside_a_condition(
    vocabulary: Vocabulary, restriction: str
) -> None:
    text = f"Required if {KVP} is present. {restriction} {FLAG} is ON."

    both = read(vocabulary, text)

    assert str(both.required) == "present(near.KVP)"
    assert str(both.forbidden) == 'not near.PositionerMotion == "ON"'


@pytest.mark.parametrize(
    "restriction", ["Used only if", "Shall only be present if", "May be used only if"]
)
def test_restriction_alone_permits_nothing_else(
    vocabulary: Vocabulary, restriction: str
) -> None:
    alone = read(vocabulary, f"{restriction} {FLAG} is ON.")

    assert str(alone.permitted) == 'near.PositionerMotion == "ON"'
    assert alone.otherwise is Otherwise.SHALL_NOT


def test_limited_requirement_is_required_only_there_and_allowed_elsewhere(
    vocabulary: Vocabulary,
) -> None:
    text = f"Only required when {FLAG} is ON. Required if {KVP} is present."

    both = read(vocabulary, text)

    assert str(both.required) == 'near.PositionerMotion == "ON" and present(near.KVP)'
    assert str(both.permitted) == 'not near.PositionerMotion == "ON"'


@pytest.mark.parametrize(
    "text",
    [
        f"When {KVP} is absent this Attribute shall not be present.",
        f"If {KVP} is absent, it shall not be present.",
        f"This Attribute shall not be present if {KVP} is absent.",
        f"The Macro shall not be present if {KVP} is absent.",
    ],
)
def test_prohibition_may_begin_with_its_condition(
    vocabulary: Vocabulary, text: str
) -> None:
    assert str(read(vocabulary, text).forbidden) == "not present(near.KVP)"


def test_only_the_first_of_several_apertures_is_allowed(vocabulary: Vocabulary) -> None:
    text = (
        f"Shall be present only in the first Item of {BLOCKS} if multiple Items are"
        f" present where {KIND} has a value of APERTURE."
    )

    assert str(read(vocabulary, text).forbidden) == (
        'not first() and BlockType == "APERTURE"'
        ' and some(up.IonBlockSequence, first() and BlockType == "APERTURE")'
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            f"{KVP} or {FLAG} is not present",
            "not present(near.KVP) and not present(near.PositionerMotion)",
        ),
        (
            f"either {KVP} or {FLAG} is not present",
            "not present(near.KVP) or not present(near.PositionerMotion)",
        ),
        (
            f"{KVP} or {FLAG} is present",
            "present(near.KVP) or present(near.PositionerMotion)",
        ),
        (
            f"{KVP} or {FLAG}, and {TYPE} are present",
            "(present(near.KVP) or present(near.PositionerMotion))"
            " and present(near.ImageType)",
        ),
        (
            f"{KVP} and {FLAG}, or {TYPE} are present",
            "(present(near.KVP) and present(near.PositionerMotion))"
            " or present(near.ImageType)",
        ),
        (
            f"{KVP} or {FLAG} and {TYPE} are present",
            "present(near.KVP)"
            " or (present(near.PositionerMotion) and present(near.ImageType))",
        ),
    ],
)
def test_subjects_are_grouped_by_the_words_between_them(
    vocabulary: Vocabulary, words: str, expected: str
) -> None:
    assert formal(vocabulary, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"{KVP} is present and has a value", "valued(near.KVP)"),
        (f"{KVP} is present and not empty", "valued(near.KVP)"),
        (f"{KVP} contains a value", "valued(near.KVP)"),
        (f"{CODES} has an Item", "valued(near.ViewCodeSequence)"),
        (
            f"{KVP} is present in this Module or in a Functional Group Macro of the"
            " current SOP Instance and has a value",
            "valued(everywhere.KVP)",
        ),
        (
            f"{CODES} does not include {KVP}",
            "not present(near.ViewCodeSequence.KVP)",
        ),
        (f"{CODES} includes {KVP}", "present(near.ViewCodeSequence.KVP)"),
        (
            f"{KVP} is present and the code does not decide Rows (0028,0010) or"
            " Columns (0028,0011) alone",
            'present(near.KVP) and unknown("coded")',
        ),
        (
            "the SOP Class UID of the referencing SOP Instance is not a legacy converted"
            ' SOP Class ("1.2.840.10008.5.1.4.1.1.2.2", "1.2.840.10008.5.1.4.1.1.4.4")',
            "not present(near.SOPClassUID)"
            ' or not near.SOPClassUID in ("1.2.840.10008.5.1.4.1.1.2.2",'
            ' "1.2.840.10008.5.1.4.1.1.4.4")',
        ),
        (
            "there are one or more Items of the Data Path Assignment Sequence"
            " (0028,1402) other than PRIMARY_PVALUES",
            "some(DataFrameAssignmentSequence,"
            ' not DataPathAssignment == "PRIMARY_PVALUES")',
        ),
    ],
)
def test_condition_is_read(vocabulary: Vocabulary, words: str, expected: str) -> None:
    assert formal(vocabulary, words) == expected


def test_misprinted_value_is_the_defined_one(vocabulary: Vocabulary) -> None:
    printed = "Volume Cropping Method (0070,1302) has a value of OBLIQUE"

    assert formal(vocabulary, printed) == (
        'near.VolumeCroppingMethod == "OBLIQUE_PLANES"'
    )
