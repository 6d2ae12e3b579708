"""Paths of attributes."""

from __future__ import annotations

import pytest

from iodize.findings.paths import Step, parse


def test_path_is_parsed_into_keywords_tags_and_items() -> None:
    assert parse("RequestAttributesSequence[1].(0040,0009)") == (
        Step("RequestAttributesSequence", 1),
        Step("00400009", None),
    )


def test_key_of_a_step_is_its_keyword_or_tag() -> None:
    assert [step.key for step in parse("PatientID.(0010,0020)")] == [
        "PatientID",
        0x00100020,
    ]


@pytest.mark.parametrize("text", ["", "A..B", "K V", "Sequence[x]", "Sequence[0"])
def test_text_that_is_not_a_path_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match="is not a valid path"):
        parse(text)
