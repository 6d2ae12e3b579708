"""Dimensions: organizations, pointers, and index values of the frames."""

from collections.abc import Callable

from pydicom import Dataset

from iodize.validation.engine import Validator

from .objects import ROOT, enhanced_ct

Codes = Callable[[Dataset], list[tuple[str, str]]]

FRAME = "PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0]"
MISSING = ("type1c-missing",)
FIRST = "DimensionIndexSequence[0]"


def test_each_dimension_needs_an_index_value(structure: Codes) -> None:
    ct = enhanced_ct()
    frame = ct.PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0]
    frame.DimensionIndexValues = [1, 2, 3]

    assert structure(ct) == [("dimension-values", f"{FRAME}.DimensionIndexValues")]


def test_an_index_is_positive(structure: Codes) -> None:
    ct = enhanced_ct()
    frame = ct.PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0]
    frame.DimensionIndexValues = [0, 2]

    assert structure(ct) == [("dimension-index", f"{FRAME}.DimensionIndexValues")]


def test_an_organization_that_is_not_listed(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[0].DimensionOrganizationUID = f"{ROOT}.8"

    path = f"{FIRST}.DimensionOrganizationUID"
    assert structure(ct) == [("dimension-organization", path)]


def test_a_pointer_to_the_index_values(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[0].DimensionIndexPointer = 0x00209157

    assert structure(ct) == [("dimension-pointer", f"{FIRST}.DimensionIndexPointer")]


def test_a_pointer_to_a_group_that_no_frame_has(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[0].FunctionalGroupPointer = 0x00189341

    assert structure(ct) == [("dimension-group", f"{FIRST}.FunctionalGroupPointer")]


def test_a_pointer_to_an_attribute_of_another_group(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[1].DimensionIndexPointer = 0x00200032

    path = "DimensionIndexSequence[1].DimensionIndexPointer"
    assert structure(ct) == [("dimension-pointer", path)]


def test_a_pointer_to_an_attribute_that_no_table_knows(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.DimensionIndexSequence[1].DimensionIndexPointer = 0x00191001

    assert structure(ct) == []


def test_the_group_of_an_attribute_in_a_group_is_told(validator: Validator) -> None:
    ct = enhanced_ct()
    del ct.DimensionIndexSequence[0].FunctionalGroupPointer
    absent = [f.path for f in validator.check(ct).findings if f.code in MISSING]
    ct.DimensionIndexSequence[0].DimensionIndexPointer = 0x00100020
    outside = [f.path for f in validator.check(ct).findings if f.code in MISSING]

    assert f"{FIRST}.FunctionalGroupPointer" in absent
    assert f"{FIRST}.FunctionalGroupPointer" not in outside
