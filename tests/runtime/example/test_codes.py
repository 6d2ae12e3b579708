"""Codes of examples are defined in their schemes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pydicom.sr._concepts_dict import concepts

from iodize import example
from iodize.example import codes

KNOWN = cast(Mapping[str, Mapping[str, Mapping[str, object]]], concepts)
"""By scheme, name and code."""


def test_codes_are_defined_in_their_schemes() -> None:
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


def test_report_has_content_items_of_several_value_types() -> None:
    report = example.build("ComprehensiveSR")
    names = [
        item.ConceptNameCodeSequence[0].CodeMeaning for item in report.ContentSequence
    ]

    assert names == ["Impression", "Finding", "Length", "Person Observer Name"]
    [measured] = report.ContentSequence[2].MeasuredValueSequence
    assert measured.MeasurementUnitsCodeSequence[0].CodeValue == "mm"


def test_selection_conforms_to_its_template() -> None:
    """PS3.16 TID 2010."""
    selection = example.build("KeyObjectSelectionDocument")
    text, image = selection.ContentSequence

    assert selection.ContentTemplateSequence[0].TemplateIdentifier == "2010"
    assert text.ConceptNameCodeSequence[0].CodeValue == "113012"
    assert image.ValueType == "IMAGE"
    assert "ConceptNameCodeSequence" not in image


def test_code_without_entry_is_of_a_private_scheme() -> None:
    assert codes.EXAMPLE.scheme.startswith("99")  # PS3.3 8.2


def test_code_depends_on_the_sequence() -> None:
    scan = example.build("CTImage", seed=0)
    report = example.build("XRayRadiationDoseSR")
    (title,) = report.ConceptNameCodeSequence

    assert title.CodeValue == codes.TITLES["XRayRadiationDoseSR"].value
    assert "AnatomicRegionSequence" not in scan
