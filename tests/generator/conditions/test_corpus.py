"""Most conditions of editions after 2023a are understood, where their tables are at hand."""

from pathlib import Path

import pytest

from iodize.generator.conditions import Vocabulary
from iodize.generator.conditions.sentences import Decision, Sentence
from tests.condition_corpus import (
    TABLES,
    USAGES,
    Corpus,
    Outcome,
    from_docbook,
    from_tables,
    from_usages,
    readings,
    sentences,
)
from tests.docbook import VARIABLE, folder

GOAL = 0.95


@pytest.fixture(scope="module")
def place() -> Path:
    found = folder()
    missing = [
        name for name in ("2023a", TABLES, USAGES) if not (found / name).is_dir()
    ]
    if missing:
        pytest.skip(f"no {', '.join(missing)} in {found}: set {VARIABLE}")
    return found


@pytest.mark.slow
def test_nearly_all_new_conditions_are_understood(
    place: Path, vocabulary: Vocabulary
) -> None:
    known = sentences(from_docbook(place / "2023a"))
    outcomes = [
        reading.outcome
        for corpus in (
            from_tables(place / TABLES, vocabulary),
            from_usages(place / USAGES, vocabulary),
        )
        for reading in readings(corpus, known)
    ]
    left = sum(each in (Outcome.NOT, Outcome.PARTLY) for each in outcomes)

    assert len(outcomes) > 250
    assert left <= (1 - GOAL) * len(outcomes)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Modality is CT", Outcome.DECIDABLE),
        ("the beam is shaped like a star", Outcome.OUTSIDE),
        ("the moon is full and Modality is CT", Outcome.PARTLY),
        ("the moon is full", Outcome.NOT),
    ],
)
def test_a_sentence_is_counted_by_what_was_understood(
    vocabulary: Vocabulary, words: str, outcome: Outcome
) -> None:
    (reading,) = readings(Corpus((f"A number. Required if {words}.",), vocabulary))

    assert (reading.words, reading.outcome) == (words, outcome)


def test_known_sentences_are_not_counted_again(vocabulary: Vocabulary) -> None:
    corpus = Corpus(("Required if Modality is CT.", "Required if A."), vocabulary)

    assert [each.words for each in readings(corpus, ["Modality is CT"])] == ["A"]


def test_text_without_a_sentence_is_not_understood(vocabulary: Vocabulary) -> None:
    (reading,) = readings(Corpus(("A number.",), vocabulary))

    assert (reading.kind, reading.outcome) == ("no sentence", Outcome.NOT)


def test_sentences_that_lost_a_list_are_left_out(vocabulary: Vocabulary) -> None:
    text = "Required if Modality is CT. Required if Modality is one of the values:"

    assert [*sentences(Corpus((text,), vocabulary, cut=True))] == []
    assert sentences(
        Corpus(("Required if Modality is CT.",), vocabulary, cut=True)
    ) == {
        "Modality is CT": (
            "Required if Modality is CT.",
            Sentence(Decision.REQUIRED_IF, "Modality is CT"),
        )
    }
