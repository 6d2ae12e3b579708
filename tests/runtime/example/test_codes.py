"""The concepts that examples use are those of their schemes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pydicom.sr._concepts_dict import concepts

from iodize import example
from iodize.example import codes

KNOWN = cast(Mapping[str, Mapping[str, Mapping[str, object]]], concepts)
"""By scheme, name and code."""


def test_every_code_is_one_of_its_scheme() -> None:
    known = {
        (scheme, value)
        for scheme, names in KNOWN.items()
        for values in names.values()
        for value in values
    }
    used = {
        *codes.CODES.values(),
        *codes.NAMES.values(),
        *codes.TITLES.values(),
        codes.DESCRIPTION,
        codes.MILLIMETER,
        codes.REPORT,
    }

    assert {each for each in used if (each.scheme, each.value) not in known} == set()


def test_a_report_says_a_little_of_each_kind() -> None:
    report = example.build("ComprehensiveSR")
    said = [
        item.ConceptNameCodeSequence[0].CodeMeaning for item in report.ContentSequence
    ]

    assert said == ["Impression", "Finding", "Length", "Person Observer Name"]
    [measured] = report.ContentSequence[2].MeasuredValueSequence
    assert measured.MeasurementUnitsCodeSequence[0].CodeValue == "mm"


def test_a_selection_has_what_its_template_asks_for() -> None:
    """PS3.16 TID 2010."""
    selection = example.build("KeyObjectSelectionDocument")
    text, image = selection.ContentSequence

    assert selection.ContentTemplateSequence[0].TemplateIdentifier == "2010"
    assert text.ConceptNameCodeSequence[0].CodeValue == "113012"
    assert image.ValueType == "IMAGE"
    assert "ConceptNameCodeSequence" not in image


def test_what_no_list_has_is_a_code_of_a_private_scheme() -> None:
    assert codes.EXAMPLE.scheme.startswith("99")  # PS3.3 8.2
