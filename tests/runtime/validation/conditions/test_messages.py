"""Messages of findings print conditions in English, not in the notation of the tables."""

from __future__ import annotations

import re

import pytest
from pydicom.dataset import Dataset, FileDataset

from iodize import iods
from iodize.validation.engine.engine import Validator

from ...conftest import Check

NOTATION = re.compile(r"\b(?:present|valued|unknown|module|group|coded)\(|==|\belse\b")


@pytest.fixture
def spoilt(ct: FileDataset) -> FileDataset:
    """Return a CT image that lacks an attribute, and has one that is not permitted."""
    ct.add_new("PixelPaddingRangeLimit", "SS", 1)
    if "PixelPaddingValue" in ct:
        del ct.PixelPaddingValue
    ct.PixelAspectRatio = [1, 1]
    return ct


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "PixelAspectRatio",
            "present, but not permitted because PixelSpacing anywhere in the object is"
            " present",
        ),
        (
            "PixelPaddingValue",
            "absent; type 1C, required because PixelPaddingRangeLimit is present and"
            " PixelData is present",
        ),
    ],
)
def test_conditions_of_a_finding_are_printed_in_english(
    spoilt: FileDataset, check: Check, path: str, message: str
) -> None:
    (finding,) = [each for each in check(spoilt).findings if each.path == path]

    assert finding.message == message


def test_messages_do_not_contain_the_notation(spoilt: FileDataset) -> None:
    report = Validator(explain=True).check(spoilt)
    texts = [each.message for each in report.findings]
    texts += [each.condition for each in report.unknowns]

    assert len(texts) > 10
    assert [text for text in texts if NOTATION.search(text)] == []


def test_finding_in_an_included_macro_names_the_condition_of_the_inclusion(
    check: Check,
) -> None:
    """PS3.3 Table C.17-5 includes the code macro for items of type CODE."""
    report = iods.EnhancedSR.example().to_dataset()
    text = Dataset()
    text.RelationshipType, text.ValueType, text.TextValue = "CONTAINS", "TEXT", "None"
    text.ConceptCodeSequence = [Dataset()]
    report.ContentSequence = [text]

    messages = [
        each.message
        for each in check(report).findings
        if each.path == "ContentSequence[0].ConceptCodeSequence"
    ]

    assert any('ValueType is not "CODE"' in each for each in messages)
