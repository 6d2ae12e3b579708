"""The construction meets all conditions, with or without optional parts."""

from __future__ import annotations

from typing import Any

import pytest

from iodize import example
from iodize.conditions import Verdict
from iodize.example import Construction, Customization


def construct(name: str, **custom: Any) -> Construction:
    return example.construct(name, custom=Customization(**custom))


def attribute(made: Construction, keyword: str) -> Any:
    return next(each for each in made.root.asked() if each.keyword == keyword)


def test_minimal_object_has_no_optional_attributes() -> None:
    made = construct("CTImage")

    optional = {
        each.keyword
        for each in made.root.asked()
        if each.type == "3" and made.root.get(each.keyword) is not None
    }
    assert "PatientComments" not in optional
    assert len(optional) < 5


def test_requested_attribute_is_added() -> None:
    made = construct("CTImage", attributes=frozenset({"PatientComments"}))

    assert made.dataset.PatientComments


def test_requested_value_has_precedence_over_the_default() -> None:
    by_keyword = construct("CTImage", values={"KVP": "80"})
    by_path = construct(
        "EnhancedCTImage",
        values={
            "PerFrameFunctionalGroupsSequence[1].PlanePositionSequence[0]"
            ".ImagePositionPatient": ["0", "0", "7"],
        },
    )
    frames = by_path.dataset.PerFrameFunctionalGroupsSequence

    assert by_keyword.dataset.KVP == 80
    positions = [f.PlanePositionSequence[0].ImagePositionPatient[2] for f in frames]
    assert positions == [0, 7]


def test_requested_attribute_that_is_forbidden_is_not_added() -> None:
    """Pixel Aspect Ratio is forbidden if there is Pixel Spacing: PS3.3 C.7.6.3.1.7."""
    keyword = "PixelAspectRatio"
    made = construct("CTImage", attributes=frozenset({keyword}))

    assert made.is_forbidden(made.root, attribute(made, keyword))
    assert keyword not in made.dataset


def test_consequences_of_a_value_are_applied() -> None:
    """Planar Configuration is required for color: PS3.3 C.7.6.3.1.3."""
    gray = construct("UltrasoundImage", values={"SamplesPerPixel": 1})
    color = construct("UltrasoundImage", values={"SamplesPerPixel": 3})

    assert "PlanarConfiguration" not in gray.dataset
    assert "PlanarConfiguration" in color.dataset
    assert color.dataset.PhotometricInterpretation == "RGB"


def test_number_of_items_follows_from_the_stated_number() -> None:
    made = construct("EnhancedCTImage", values={"NumberOfFrames": 5})

    assert len(made.dataset.PerFrameFunctionalGroupsSequence) == 5


def test_requested_number_of_items_is_limited_by_the_tables() -> None:
    path = "SharedFunctionalGroupsSequence"
    made = construct("EnhancedCTImage", items={path: 3})

    assert len(made.dataset.SharedFunctionalGroupsSequence) == 1


def test_verdicts_are_those_of_the_present_object() -> None:
    made = construct("UltrasoundImage", values={"SamplesPerPixel": 3})
    row = attribute(made, "PlanarConfiguration")

    assert made.verdicts(made.root, row) == {Verdict.REQUIRED}
    assert not made.is_forbidden(made.root, row)


def test_plausible_value_is_one_of_the_enumeration() -> None:
    made = construct("CTImage")
    row = attribute(made, "PixelRepresentation")
    listed, *_ = made.applicable(made.root, row)

    assert str(made.plausible(made.root, row)) in listed.values


def test_requirements_that_never_settle_are_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Construction, "refine", lambda self, node: True)

    with pytest.raises(RuntimeError, match="CTImage still changes after 12 rounds"):
        construct("CTImage")
