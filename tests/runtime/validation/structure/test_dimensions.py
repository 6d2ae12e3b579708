"""Dimensions: organizations, pointers, and index values of the frames."""

from collections.abc import Callable

from pydicom import Dataset

from .objects import ROOT, enhanced_ct

Codes = Callable[[Dataset], list[tuple[str, str]]]

FRAME = "PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0]"
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
