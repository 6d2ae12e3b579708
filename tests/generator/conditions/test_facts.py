"""Facts that users state, alone and beside other knowledge, in words of these tests."""

import pytest

from iodize.conditions.facts import FACTS
from iodize.generator.conditions import Vocabulary, read_requirement


def formal(vocabulary: Vocabulary, words: str) -> str:
    return str(read_requirement(f"Required if {words}.", vocabulary).required)


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (
            "present in the source image or this SOP Instance has been compressed",
            "lossy-compressed",
        ),
        (
            "present in the source images or this Instance has been lossy compressed",
            "lossy-compressed",
        ),
        (
            "the General Purpose Performed Procedure Step SOP Class is supported",
            "performed-procedure-step",
        ),
        (
            "the Modality Performed Procedure Step SOP Class, or another Performed"
            " Procedure Step SOP Class is supported",
            "performed-procedure-step",
        ),
    ],
)
def test_other_wordings_of_a_fact_are_the_fact(
    vocabulary: Vocabulary, words: str, fact: str
) -> None:
    assert fact in FACTS
    assert formal(vocabulary, words) == f'unknown("{fact}")'


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "contrast was administered and the device can register contrast",
            'unknown("contrast-used") and unknown("technique")',
        ),
        (
            "a quality rating was given, and if contrast media was used",
            'unknown("measured") and unknown("contrast-used")',
        ),
        (
            "the Patient is a non-human organism or a biopsy was taken",
            'unknown("non-human-organism") or unknown("technique")',
        ),
        (
            "cardiac synchronization was used or respiratory synchronization was used",
            'unknown("cardiac-synchronized") or unknown("respiratory-synchronized")',
        ),
    ],
)
def test_a_fact_remains_apart_from_what_is_joined_with_it(
    vocabulary: Vocabulary, words: str, expected: str
) -> None:
    assert formal(vocabulary, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # A list of nouns is one clause.
        (
            "a phantom or contrast media was used",
            'unknown("contrast-used")',
        ),
        # A clause that is not understood, or two kinds of joints: one reason for all.
        (
            "contrast was used and the moon is full",
            'unknown("technique")',
        ),
        (
            "a quality rating was given or contrast was used and a biopsy was taken",
            'unknown("measured")',
        ),
        # No fact of users.
        (
            "the beam is narrow and the treatment is short",
            'unknown("treatment")',
        ),
    ],
)
def test_other_joined_words_have_one_reason(
    vocabulary: Vocabulary, words: str, expected: str
) -> None:
    assert formal(vocabulary, words) == expected


def test_a_row_that_states_no_condition_has_none_to_understand(
    vocabulary: Vocabulary,
) -> None:
    text = "The frames of the day. See Section C.1 for an example."

    assert str(read_requirement(text, vocabulary, True).required) == (
        'unknown("not-stated")'
    )
