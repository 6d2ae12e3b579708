"""Dimensions: organizations, pointers, and index values of the frames."""

from collections.abc import Callable

from pydicom import Dataset

from iodize.validation.engine.engine import Validator

from .objects import ROOT, enhanced_ct

Codes = Callable[[Dataset], list[tuple[str, str]]]

FRAME = "PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0]"
MISSING = ("type1c-missing",)
FIRST = "DimensionIndexSequence[0]"


def test_number_of_index_values_must_match_dimensions(structure: Codes) -> None:
    ct = enhanced_ct()
    frame = ct.PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0]
    frame.DimensionIndexValues = [1, 2, 3]

    assert structure(ct) == [("dimension-values", f"{FRAME}.DimensionIndexValues")]


def test_index_value_zero_is_reported(structure: Codes) -> None:
    ct = enhanced_ct()
    frame = ct.PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0]
    frame.DimensionIndexValues = [0, 2]

    assert structure(ct) == [("dimension-index", f"{FRAME}.DimensionIndexValues")]


def test_unlisted_dimension_organization_is_reported(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[0].DimensionOrganizationUID = f"{ROOT}.8"

    path = f"{FIRST}.DimensionOrganizationUID"
    assert structure(ct) == [("dimension-organization", path)]


def test_dimension_pointer_to_index_values_is_reported(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[0].DimensionIndexPointer = 0x00209157

    assert structure(ct) == [("dimension-pointer", f"{FIRST}.DimensionIndexPointer")]


def test_pointer_to_absent_functional_group_is_reported(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[0].FunctionalGroupPointer = 0x00189341

    assert structure(ct) == [("dimension-group", f"{FIRST}.FunctionalGroupPointer")]


def test_pointer_to_attribute_of_another_group_is_reported(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[1].DimensionIndexPointer = 0x00200032

    path = "DimensionIndexSequence[1].DimensionIndexPointer"
    assert structure(ct) == [("dimension-pointer", path)]


def test_pointer_to_attribute_outside_tables_has_no_finding(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[1].DimensionIndexPointer = 0x00191001

    assert structure(ct) == []


def test_missing_group_pointer_is_reported_for_attribute_in_a_group(
    validator: Validator,
) -> None:
    ct = enhanced_ct()
    del ct.DimensionIndexSequence[0].FunctionalGroupPointer
    absent = [f.path for f in validator.check(ct).findings if f.code in MISSING]
    ct.DimensionIndexSequence[0].DimensionIndexPointer = 0x00100020
    outside = [f.path for f in validator.check(ct).findings if f.code in MISSING]

    assert absent.count(f"{FIRST}.FunctionalGroupPointer") == 1
    assert f"{FIRST}.FunctionalGroupPointer" not in outside
