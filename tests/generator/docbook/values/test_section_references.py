from pathlib import Path

import pytest

from iodize.generator.docbook.values.section_references import Referral, read_referrals

from ..fragments import listing, para, section
from .test_value_sections import MOOD, read, words


@pytest.mark.parametrize(
    ("text", "referrals"),
    [
        (
            f"Value 2 of Mood {MOOD} is discussed in Section C.2.1. No more.",
            [Referral("C.2.1", (MOOD,))],
        ),
        (
            f"The value of Mood {MOOD} is discussed in Section C.2.",
            [Referral("C.2", (MOOD,))],
        ),
        (
            "In addition to the requirements specified in Section C.2 Mood, this holds.",
            [Referral("C.2", ())],
        ),
        (
            f"Table D-1 has Defined Terms in addition to those in Section C.2 for {MOOD}.",
            [Referral("C.2", (MOOD,))],
        ),
        ("For additional Defined Terms see Section C.2.", [Referral("C.2", ())]),
        (
            "See Section C.2 for requirements, but not Defined Terms.",
            [Referral("C.2", (), defined=False)],
        ),
        (
            "See Section C.2. No additional requirements or Defined Terms.",
            [Referral("C.2", ())],
        ),
        ("See Section C.2.", []),
        ("See Section C.2 for further explanation.", []),
    ],
)
def test_the_sentences_that_take_values_from_elsewhere(
    text: str, referrals: list[Referral]
) -> None:
    assert [*read_referrals(text)] == referrals


def test_section_refers_to_the_lists_of_another(tmp_path: Path) -> None:
    lead = para(f"Value 1 of Mood {MOOD} is discussed in Section C.2.")

    (terms,) = read(
        tmp_path,
        section("C.1", "Appearance", lead),
        section("C.2", "Mood", listing("Enumerated Values for Value 1:", "GOOD")),
    )
    assert (terms.section, terms.number, words(terms)) == ("C.2", 1, ["GOOD"])


def test_attribute_of_a_sentence_follows_from_the_title(tmp_path: Path) -> None:
    lead = para("See Section C.2. No additional requirements or Defined Terms.")
    lists = section("C.2", "Mood", listing("Enumerated Values:", "GOOD"))

    assert read(
        tmp_path, section("C.1", "Mood", section("C.1.1", "Weather", lead)), lists
    )
    assert not read(tmp_path, section("C.1", "Age", lead), lists)


def test_requirements_without_defined_terms(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        section(
            "C.1",
            "Mood",
            para("In addition to the requirements specified in Section C.2, it rains."),
            para("See Section C.2.2 for requirements, but not Defined Terms."),
        ),
        section(
            "C.2",
            "Mood",
            section("C.2.1", "Mood", listing("Enumerated Values for Value 1:", "GOOD")),
            section("C.2.2", "Mood", listing("Defined Terms for Value 2:", "MERRY")),
        ),
    )

    assert [words(terms) for terms in found] == [["GOOD"]]
