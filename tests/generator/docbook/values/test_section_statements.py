from pathlib import Path

import pytest

from iodize.generator.docbook.values.section_statements import (
    at_least,
    read_least,
    read_numbered,
    read_vm_of,
)
from iodize.generator.docbook.values.value_sections import SectionLists
from iodize.generator.model import Worded

from ..fragments import book_of, para, section
from .test_value_sections import MOOD, read, words


def stated(text: str) -> list[tuple[int | None, list[str], str, tuple[str, ...]]]:
    return [
        (s.terms.number, words(s.terms), s.when, s.tags) for s in read_numbered(text)
    ]


def test_a_numbered_value() -> None:
    assert stated("Value 2 shall have a value of GOOD or BAD") == [
        (2, ["GOOD", "BAD"], "", ())
    ]


def test_number_of_the_value_is_in_the_sentence_before() -> None:
    text = (
        f"Value 4 of Mood {MOOD} is discussed in Section C.2. The value shall be NONE."
    )

    assert stated(text) == [(4, ["NONE"], "", (MOOD,))]


def test_a_value_under_a_condition() -> None:
    assert stated("Value 4 shall be NONE when Value 1 is GOOD.") == [
        (4, ["NONE"], "when Value 1 is GOOD", ())
    ]


@pytest.mark.parametrize(
    "text",
    ["The value shall be NONE.", "This value shall be between 3 and 9."],
)
def test_a_value_of_unknown_place_is_not_read(text: str) -> None:
    assert not stated(text)


def test_condition_on_another_value_is_completed_with_the_attribute(
    tmp_path: Path,
) -> None:
    text = "Value 4 shall be NONE when Value 1 is GOOD."

    (terms,) = read(tmp_path, section("C.1", "Mood", para(text)))
    assert isinstance(terms.condition, Worded)
    assert terms.condition.words == f"when Value 1 of Mood {MOOD} is GOOD"


@pytest.mark.parametrize(
    ("text", "stated", "vm"),
    [
        (f"Mood {MOOD} shall consist of four values.", 0, "4"),
        (
            f"Mood {MOOD} shall consist of four values, except that a fifth value"
            " follows if it rains.",
            0,
            "4-5",
        ),
        ("No additional values shall be present", 3, "1-3"),
        ("No additional values shall be present", 0, None),
    ],
)
def test_how_many_values(text: str, stated: int, vm: str | None) -> None:
    found = read_vm_of(text, stated)

    assert (found and found[0]) == vm


def test_how_many_values_an_attribute_has(tmp_path: Path) -> None:
    text = f"Mood {MOOD} shall consist of four values."
    lists = SectionLists(book_of(tmp_path, section("C.1", "Mood", para(text))))

    assert [*lists.vm_about("C.1", MOOD, "Mood")] == ["4"]
    assert not [*lists.vm_about("C.1", "(0009,1002)", "Age")]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Value 4 (Mood) shall have the Defined Terms specified in .", 4),
        ("Value 3 shall be present and have zero length (null value).", 0),
        ("Value 3 shall be Image Flavor, terms for which are specified in .", 3),
        ("Values 2 and 5 are required to be present.", 5),
        ("Value 3 shall identify any specialization (optional).", 0),
        ("Value 3 shall only be present if Value 1 is GOOD.", 0),
        ("Value 4 shall be present for images with contrast.", 0),
        ("Value 3 may be absent, but if present shall identify a pair.", 0),
        ("Value 4 shall have a value of NONE when Value 1 is GOOD.", 0),
    ],
)
def test_last_value_that_must_be_present(text: str, least: int) -> None:
    assert read_least(text) == least


def test_stated_number_of_values_is_completed() -> None:
    assert at_least(4) == "4-n"
    assert at_least(4, "1-4") == "4"
    assert at_least(3, "1-4") == "3-4"
    assert at_least(4, "4-5") == "4-5"
