"""Variations of an example keep it conformant."""

from __future__ import annotations

import pytest

from iodize import example
from iodize.example import Customization
from iodize.example.freedoms import FIXED, additions, choices, options
from iodize.findings.finding import Severity
from iodize.validation.engine.engine import Validator

IODS = ("CTImage", "EnhancedMRImage", "RTPlan", "ComprehensiveSR")


@pytest.fixture(scope="module")
def checker() -> Validator:
    return Validator()


def errors(checker: Validator, iod: str, custom: Customization) -> list[str]:
    dataset = example.construct(iod, custom=custom).dataset
    return [
        f"{each.code} {each.path}"
        for each in checker.check(dataset).findings
        if each.severity is Severity.ERROR
    ]


@pytest.mark.parametrize("iod", IODS)
def test_options_are_unused_modules_that_can_be_added(
    iod: str, checker: Validator
) -> None:
    made = example.construct(iod)
    names = options(made)

    assert names
    assert not {*names} & {part.__name__ for part in made.root.parts}
    custom = Customization(modules=frozenset(names))
    assert errors(checker, iod, custom) == []


@pytest.mark.parametrize("iod", IODS)
def test_additions_are_absent_or_empty_attributes(iod: str, checker: Validator) -> None:
    added = additions(example.construct(iod))
    paths = frozenset(each.path for each in added[::7])

    assert added
    assert errors(checker, iod, Customization(attributes=paths)) == []


def test_choice_of_listed_values_has_the_terms() -> None:
    by_path = {each.path: each for each in choices(example.construct("CTImage"))}

    assert set(by_path["PatientSex"].terms) == {"F", "M", "O"}
    assert by_path["PatientName"].terms == ()


def test_attributes_that_determine_others_are_fixed() -> None:
    paths = {each.path for each in choices(example.construct("CTImage"))}

    assert not paths & FIXED
    assert "PhotometricInterpretation" in FIXED


def test_number_of_items_has_small_limits() -> None:
    by_path = {each.path: each for each in choices(example.construct("RTPlan"))}
    wedges = by_path["BeamSequence[0].NumberOfWedges"]

    assert [(each.at_least, each.at_most) for each in wedges.limits] == [(0, 3)]
