"""Sentences of sections that state the value of an attribute by its name and tag."""

from pathlib import Path

import pytest

from iodize.generator.docbook.values.named_statements import (
    NamedStatements,
    read_named,
)
from iodize.generator.model import Range, Terms, Worded
from iodize.generator.report import Report

from ..fragments import book_of, para, section

MOOD = "(0009,1001)"


def stated(text: str) -> list[Terms | Range | None]:
    return [each.stated for each in read_named(text)]


def terms(text: str) -> list[tuple[list[str], str]]:
    return [
        (
            [value.term for value in each.values],
            each.condition.words if isinstance(each.condition, Worded) else "",
        )
        for each in stated(text)
        if isinstance(each, Terms)
    ]


def test_value_of_a_named_attribute_is_read() -> None:
    assert terms(f"The Demo Mood {MOOD} shall be GOOD.") == [(["GOOD"], "")]
    assert terms(f"Demo Mood {MOOD} shall have a value of 1 or 3.") == [
        (["1", "3"], "")
    ]


def test_tag_as_the_value_is_read() -> None:
    text = f"Demo Mood {MOOD} shall have the Enumerated Value of 3004000C (Demo)."

    assert terms(text) == [(["3004000C"], "")]


@pytest.mark.parametrize(
    "text",
    [
        f"When Age (0009,1002), Value 3, is OLD, then the Demo Mood {MOOD} shall be GOOD.",
        f"If Age (0009,1002), Value 3, is OLD then the Demo Mood {MOOD} shall be GOOD.",
    ],
)
def test_condition_before_the_value_is_read(text: str) -> None:
    assert terms(text) == [(["GOOD"], "if Age (0009,1002), Value 3, is OLD")]


def test_condition_after_the_value_is_read() -> None:
    text = f"Demo Mood {MOOD} shall be GOOD when Age (0009,1002) is OLD."

    assert terms(text) == [(["GOOD"], "when Age (0009,1002) is OLD")]


def test_objects_of_the_module_are_not_a_condition() -> None:
    assert terms(f"For Demo Images, Demo Mood {MOOD} shall be GOOD.") == [
        (["GOOD"], "")
    ]


def test_range_of_a_named_attribute_is_read() -> None:
    assert stated(f"Demo Mood {MOOD} shall be a positive number.") == [Range(above="0")]
    assert stated(f"Demo Mood {MOOD} shall always be greater than 4.") == [
        Range(above="4")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"Demo Mood {MOOD} shall be one less than Age (0009,1002).",
        f"Demo Mood {MOOD} shall be equal to Age (0009,1002).",
        f"The third value of Demo Mood {MOOD} shall be 8.",
        f"For such moods, Demo Mood {MOOD} shall be GOOD.",
        f"Value 3 of Demo Mood {MOOD} shall not be zero length.",
    ],
)
def test_value_of_the_known_form_that_is_not_read_is_not_lost(text: str) -> None:
    assert stated(text) == [None]


def test_use_of_an_attribute_is_not_a_statement_about_its_value() -> None:
    assert stated(f"Demo Mood {MOOD} shall be used to describe the demo.") == []
    assert stated(f"Demo Mood {MOOD} shall be present.") == []


def test_statement_applies_in_its_section_and_those_around_it(tmp_path: Path) -> None:
    book = book_of(tmp_path, section("C.1.2", "Mood", para(f"Mood {MOOD} shall be 1.")))
    statements = NamedStatements(book)

    assert len([*statements.about(["C.1.2"], MOOD)]) == 1
    assert len([*statements.about(["C.1"], MOOD)]) == 1
    assert [*statements.about(["C.1.3", "C.1.21"], MOOD)] == []
    assert [*statements.about(["C.1"], "(0009,1002)")] == []


@pytest.mark.parametrize("value", ["GOOD", "one less than the Age"])
def test_statement_that_no_row_has_is_reported(tmp_path: Path, value: str) -> None:
    text = para(f"Mood {MOOD} shall be {value}.")
    statements = NamedStatements(book_of(tmp_path, section("C.1", "Mood", text)))
    report = Report()

    statements.note_untaken(report)
    assert report.unread_values == [f"Section C.1: value of {MOOD}"]


def test_statement_with_a_declared_reason_is_counted_as_left_out(
    tmp_path: Path,
) -> None:
    text = para("Manifold (0066,0010) shall be YES.")
    statements = NamedStatements(book_of(tmp_path, section("C.1", "Manifold", text)))
    report = Report()

    assert [*statements.about(["C.1"], "(0066,0010)")] == []
    statements.note_untaken(report)
    assert report.unread_values == []
    assert [where for where, _ in report.values_left_out] == [
        "Section C.1: value of (0066,0010)"
    ]
