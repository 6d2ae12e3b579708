"""Phrases of editions after 2023a, written for these tests, and their formal text."""

import re

import pytest

from iodize.generator.conditions import Vocabulary, read_requirement

KVP = "KVP (0018,0060)"
TYPE = "Image Type (0008,0008)"
NOT_AXIAL = 'not present(near.ImageType) or not near.ImageType[3] == "AXIAL"'
FLAG = "Positioner Motion (0018,1500)"
CODES = "View Code Sequence (0054,0220)"

NOUNS = re.compile(r"\b(value|frame|item)(?=s?\b)")


def formal(vocabulary: Vocabulary, words: str) -> str:
    return str(read_requirement(f"Required if {words}.", vocabulary).required)


@pytest.mark.parametrize(
    "words",
    [
        f"{FLAG} has a value of STATIC",
        f"{FLAG} has the value STATIC",
        f"{FLAG} has a value other than STATIC",
        f"{FLAG} does not have the value STATIC",
        f"{FLAG} has values of STATIC or DYNAMIC",
        f"{FLAG} is present with a value of STATIC",
        f"{FLAG} is absent or has a value of STATIC",
        f"the value of {FLAG} is STATIC or DYNAMIC",
        f"a value of {FLAG} is not STATIC",
        f"one or more of the values of {FLAG} is STATIC",
        f"{KVP} has a value greater than 3",
        f"{KVP} has a value of less than 3",
        f"{KVP} has a value",
        f"{KVP} does not have a value",
        f"{TYPE} value 3 of this frame is AXIAL",
        f"value 3 of {TYPE} is not AXIAL and {KVP} is present in this item",
        f"{KVP} is greater than zero for any frame",
        f"{KVP} contains more than one frame",
        f"the number of values of {KVP} is greater than 2",
        f'{CODES} contains an item with the value (1, DCM, "a") or (2, SCT, "b")',
    ],
)
def test_nouns_of_the_standard_may_begin_with_a_capital_letter(
    vocabulary: Vocabulary, words: str
) -> None:
    capitalized = NOUNS.sub(lambda noun: noun[0].capitalize(), words)

    assert "not-understood" not in formal(vocabulary, words)
    assert formal(vocabulary, capitalized) == formal(vocabulary, words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"{FLAG} has a Value of STATIC", 'near.PositionerMotion == "STATIC"'),
        (
            f"{FLAG} has a Value other than STATIC",
            'not near.PositionerMotion == "STATIC"',
        ),
        (
            f"{FLAG} is absent or has a Value of STATIC or NONE",
            "not present(near.PositionerMotion)"
            ' or near.PositionerMotion in ("STATIC", "NONE")',
        ),
        (f"{KVP} has a Value greater than 3", "near.KVP > 3"),
        (
            f"{TYPE} Value 3 of this Frame is AXIAL and {FLAG} equals STATIC",
            'near.ImageType[3] == "AXIAL" and near.PositionerMotion == "STATIC"',
        ),
        ("Frame Type (0008,9007) Value 1 is A1", 'near.FrameType[1] == "A1"'),
    ],
)
def test_capital_noun_keeps_the_meaning(
    vocabulary: Vocabulary, words: str, expected: str
) -> None:
    assert formal(vocabulary, words) == expected


def test_one_or_more_is_not_an_alternative(vocabulary: Vocabulary) -> None:
    words = f"{KVP} is present and one or more moons are full"

    assert formal(vocabulary, words) == (
        'present(near.KVP) and unknown("not-understood")'
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            f"{KVP} is present, and {FLAG} is ON, or {TYPE} Value 1 is A1",
            '(present(near.KVP) and near.PositionerMotion == "ON")'
            ' or near.ImageType[1] == "A1"',
        ),
        (
            f"{TYPE} Value 1 is A1, or {KVP} is present, and {FLAG} is ON",
            '(near.ImageType[1] == "A1" or present(near.KVP))'
            ' and near.PositionerMotion == "ON"',
        ),
        (
            f"{TYPE} Value 1 is A1, or {KVP} is present and {FLAG} is ON",
            'near.ImageType[1] == "A1"'
            ' or (present(near.KVP) and near.PositionerMotion == "ON")',
        ),
    ],
)
def test_clauses_with_commas_are_joined_from_left_to_right(
    vocabulary: Vocabulary, words: str, expected: str
) -> None:
    assert formal(vocabulary, words) == expected


def test_frames_of_pixel_data_are_counted_by_the_number_of_frames(
    vocabulary: Vocabulary,
) -> None:
    words = "Pixel Data (7FE0,0010) has more than one Frame"

    assert formal(vocabulary, words) == "top.NumberOfFrames > 1"


def test_name_after_a_uid_does_not_need_to_be_registered(
    vocabulary: Vocabulary,
) -> None:
    words = 'SOP Class UID (0008,0016) is not "1.2.840.10008.5.1.4.1.1.2" (Blue Image Storage)'

    assert formal(vocabulary, words) == (
        "not present(near.SOPClassUID)"
        ' or not near.SOPClassUID == "1.2.840.10008.5.1.4.1.1.2"'
    )


ONE = '(1, DCM, "a")'


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"The third Value of {TYPE} is AXIAL", 'near.ImageType[3] == "AXIAL"'),
        (f"The third Value of {TYPE} is not AXIAL", NOT_AXIAL),
        (f"{CODES} contains multiple Items", "count(near.ViewCodeSequence) > 1"),
        (
            f"{CODES} contains multiple Items or {KVP} is absent",
            "count(near.ViewCodeSequence) > 1 or not present(near.KVP)",
        ),
        (
            f"{KVP} is absent and {CODES} contains multiple Items",
            "not present(near.KVP) and count(near.ViewCodeSequence) > 1",
        ),
        (
            f"there is a {CODES} Item of value {ONE}",
            'coded(near.ViewCodeSequence, ("1", "DCM"))',
        ),
        (
            f"SOP Instance is a Multi-frame Image, and {KVP} is present",
            "top.NumberOfFrames > 1 and present(near.KVP)",
        ),
        (
            "dose data contains grid-based doses",
            'present(top.PixelData) or unknown("dose-data")',
        ),
        (
            "Dimension Index Pointer (0020,9165) is the Data Element Tag of an Attribute"
            " that is contained within a Functional Group Sequence",
            'points(near.DimensionIndexPointer, "grouped")',
        ),
        (
            "Selector Attribute (0072,0026) is nested in a Sequence",
            'points(near.SelectorAttribute, "nested")',
        ),
    ],
)
def test_phrase_of_a_newer_edition_becomes_formal(
    vocabulary: Vocabulary, words: str, expected: str
) -> None:
    assert formal(vocabulary, words) == expected


@pytest.mark.parametrize(
    "words",
    [
        f"there is no {CODES} Item of value {ONE}",
        f"there is a {KVP}",
        "Referenced SOP Instance is a Multi-frame Image",
        "Overlay Data (6000,3000) contains multiple frames",
    ],
)
def test_phrase_with_another_meaning_is_not_decided(
    vocabulary: Vocabulary, words: str
) -> None:
    assert formal(vocabulary, words).startswith("unknown(")


def test_this_attribute_is_forbidden_if_a_code_is_present(
    vocabulary: Vocabulary,
) -> None:
    text = (
        f"Required if {KVP} is present."
        f" This Attribute shall not be present if there is a {CODES} Item of value {ONE}."
    )

    read = read_requirement(text, vocabulary)

    assert str(read.required) == "present(near.KVP)"
    assert str(read.forbidden) == 'coded(near.ViewCodeSequence, ("1", "DCM"))'


def test_sentence_may_begin_in_small_letters(vocabulary: Vocabulary) -> None:
    read = read_requirement(f"C - shall be present if {KVP} is present.", vocabulary)

    assert str(read.required) == "present(near.KVP)"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"{TYPE}, Value 3 is AXIAL", 'near.ImageType[3] == "AXIAL"'),
        (f"{TYPE}, Value 3, is AXIAL", 'near.ImageType[3] == "AXIAL"'),
        (f"{TYPE}, Value 3 is not AXIAL", NOT_AXIAL),
        (
            f"{TYPE}, Value 3 is AXIAL and {KVP} is present",
            'near.ImageType[3] == "AXIAL" and present(near.KVP)',
        ),
        (
            f"{TYPE} Value 3 or Value 4 is AXIAL",
            'near.ImageType[3] == "AXIAL" or near.ImageType[4] == "AXIAL"',
        ),
        (
            f"{FLAG}, {KVP} or {CODES} is present",
            "present(near.PositionerMotion) or present(near.KVP)"
            " or present(near.ViewCodeSequence)",
        ),
    ],
)
def test_comma_before_a_value_number_does_not_begin_a_list(
    vocabulary: Vocabulary, words: str, expected: str
) -> None:
    assert formal(vocabulary, words) == expected


def test_uids_may_share_a_noun(vocabulary: Vocabulary) -> None:
    words = (
        f"{KVP} is absent and whose SOP Class is one of the following:"
        ' Red ("1.2.840.10008.5.1.4.1.1.2") or Blue ("1.2.840.10008.5.1.4.1.1.4")'
        " Storage SOP Classes"
    )

    assert formal(vocabulary, words) == (
        "not present(near.KVP) and near.SOPClassUID in"
        ' ("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4")'
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Old View Code Sequence (0054,0220) is absent",
            "not present(near.ViewCodeSequence)",
        ),
        ("Blue 3D Image Kind (0008,0008) is present", "present(near.ImageType)"),
        (
            "The Image Type (0008,0008) is AXIAL and Rusty Image Type (0008,0008) is ROUND",
            'near.ImageType == "AXIAL" and near.ImageType == "ROUND"',
        ),
        (
            "neither Old KVP (0018,0060) nor KVP (0018,0060) is present",
            "not present(near.KVP)",
        ),
    ],
)
def test_printed_name_may_be_longer_than_the_registered_one(
    vocabulary: Vocabulary, words: str, expected: str
) -> None:
    assert formal(vocabulary, words) == expected


def test_adjective_in_small_letters_is_not_part_of_a_name(
    vocabulary: Vocabulary,
) -> None:
    assert formal(vocabulary, f"rusty {KVP} is present").startswith("unknown(")
