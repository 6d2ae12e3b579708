"""Sentences, written for these tests, and how they are treated."""

import pytest
from attrs import evolve

from iodize.generator.conditions import Vocabulary, read_requirement
from iodize.generator.conditions.accounting import (
    AROUND,
    PRESENCE,
    READ,
    attributes,
    kind_of,
    parentheses,
    statements,
)
from iodize.generator.conditions.requirements import read_sentence
from iodize.generator.conditions.sentences import read_sentences

KVP = "KVP (0018,0060)"
FLAG = "Positioner Motion (0018,1500)"
CODES = "View Code Sequence (0054,0220)"
NOT_UNDERSTOOD = "not-understood"


def test_text_is_cut_into_sentences_and_lists_belong_to_theirs() -> None:
    text = (
        "A number. Required if:\n- the sun shines, or\n- it rains.\nShall be odd; Two."
    )

    assert [*statements(text)] == [
        "A number.",
        "Required if:\n- the sun shines, or\n- it rains.",
        "Shall be odd;",
        "Two.",
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (f"Required if {KVP} is present.", READ),
        ("The colour of the sky.", None),
        ("Two or three Items shall be included in this Sequence.", "number"),
        ("This Attribute shall be multi-valued if it rains.", "number"),
        ("Shall be equal to the sum of both.", "values"),
        ("Odd numbers are not permitted.", "values"),
        (f"If it rains, {KVP} shall not be present.", "another-row"),
        ("Should be omitted by old scanners.", "recommendation"),
        ("Only meaningful if it rains.", "meaning"),
        ("The SCP shall keep it dry.", "processing"),
        ("The force that is required to lift it.", "explanation"),
        ("Return Key required if it rains.", "another-column"),
        ("If it rains, this Attribute shall be present.", PRESENCE),
        ("Unicorns must dance.", NOT_UNDERSTOOD),
    ],
)
def test_each_sentence_has_a_kind(sentence: str, kind: str | None) -> None:
    assert kind_of(sentence) == kind


@pytest.mark.parametrize(
    ("sentence", "formal"),
    [
        (
            "If the beam rotates, this Attribute must be present.",
            'unknown("treatment")',
        ),
        ("If used, must be present in all rows.", f'unknown("{NOT_UNDERSTOOD}")'),
    ],
)
def test_row_that_lost_a_sentence_about_its_presence_is_partial(
    vocabulary: Vocabulary, sentence: str, formal: str
) -> None:
    alone = read_requirement(f"Required if {KVP} is present.", vocabulary)
    partial = read_requirement(f"Required if {KVP} is present. {sentence}", vocabulary)

    assert str(partial.required) == f"{alone.required} or {formal}"


def test_lost_prohibition_is_an_unknown_prohibition(vocabulary: Vocabulary) -> None:
    text = "On Sundays, this Attribute shall not be included."

    read = read_requirement(text, vocabulary)

    assert str(read.forbidden) == f'unknown("{NOT_UNDERSTOOD}")'
    assert read.required is None


@pytest.mark.parametrize(
    ("words", "treated"),
    [
        (f"{KVP} and {FLAG} are present", [READ, READ]),
        (f"{FLAG} points to {KVP}", [READ, READ]),
        (f"the first Item of {CODES}", [AROUND]),
        (f"{FLAG} is ON and the code is like that of {CODES}", [READ, "coded"]),
        (f"unicorns like {KVP}", [NOT_UNDERSTOOD]),
    ],
)
def test_each_named_attribute_is_accounted_for(
    vocabulary: Vocabulary, words: str, treated: list[str]
) -> None:
    (sentence,) = read_sentences(f"Required if {words}.")
    expression = read_sentence(sentence, vocabulary)

    assert [*attributes(sentence.words, expression, vocabulary)] == treated


def test_frames_of_overlays_are_counted_by_another_attribute(
    vocabulary: Vocabulary,
) -> None:
    names = {**vocabulary.names, "overlaydata": "OverlayData"}
    named = evolve(vocabulary, names=names)
    (sentence,) = read_sentences("Required if Overlay Data contains multiple frames.")
    expression = read_sentence(sentence, named)

    assert [*attributes(sentence.words, expression, named)] == [READ]


@pytest.mark.parametrize(
    ("words", "treated"),
    [
        (f"{KVP} is 1 (unity)", ["other-name"]),
        (f"{KVP} is 1 (see Section A.1)", ["reference"]),
        (f"{KVP} is 1 (e.g., for bones)", ["example"]),
        (f"{KVP} is 1 (if it rains)", [READ]),
        (f"{KVP} is 1 (it shall rain)", [NOT_UNDERSTOOD]),
        (f'{CODES} is (1, DCM, "a")', []),
    ],
)
def test_each_parenthesis_is_accounted_for(words: str, treated: list[str]) -> None:
    assert [*parentheses(words)] == treated


def test_condition_in_a_parenthesis_is_not_dropped(vocabulary: Vocabulary) -> None:
    plain = read_requirement(f"Required if {FLAG} is ON (red).", vocabulary)
    limited = read_requirement(f"Required if {FLAG} is ON (if it rains).", vocabulary)

    assert "unknown" not in str(plain.required)
    assert "unknown" in str(limited.required)
