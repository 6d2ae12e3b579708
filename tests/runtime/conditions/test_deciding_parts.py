"""Reasons why a condition is met or not."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.conditions import parse
from iodize.conditions.deciding_parts import because, because_not
from iodize.conditions.plain import plain_view

from .test_evaluation import Nothing


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Modality in ("MR", "CT")', 'Modality is "CT"'),
        ('top.Modality == "CT"', 'Modality is "CT"'),
        ('present(Modality) and Modality == "CT"', 'Modality is "CT"'),
        ("present(KVP) or not present(EchoTime)", "EchoTime is not present"),
        ('unknown("text") or present(Rows)', "Rows is present"),
        ('not (Modality == "MR" or present(KVP))', None),
    ],
)
def test_only_the_parts_that_decide_are_named(text: str, words: str | None) -> None:
    view = plain_view({"Modality": "CT", "Rows": 3})
    words = words or 'Modality is not "MR" and KVP is not present'

    assert because(parse(text), view, Nothing()) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Modality in ("MR", "PT")', 'Modality is not "MR" or "PT"'),
        ('Laterality == "L"', "Laterality is not present"),
        ("NumberOfFrames > 1 and present(KVP)", "NumberOfFrames is not present"),
        ('unknown("text") and Rows > 4', "Rows is not greater than 4"),
        (
            "NumberOfFrames > 1 or present(NumberOfFrames)",
            "NumberOfFrames is not present",
        ),
    ],
)
def test_parts_that_are_not_met_are_named(text: str, words: str) -> None:
    view = plain_view({"Modality": "CT", "Rows": 3})

    assert because_not(parse(text), view, Nothing()) == words


def test_top_level_is_named_in_an_item() -> None:
    item: Any = plain_view({"Modality": "CT", "ASequence": [{"Rows": 1}]})
    (inner,) = item.get("ASequence").items

    words = because(parse('top.Modality == "CT"'), inner, Nothing())
    assert words == 'Modality at the top level is "CT"'
