"""Functional groups: shared or per frame, all that are mandatory, none of them twice."""

from collections.abc import Callable

import pytest
from pydicom import FileDataset
from pydicom.dataset import Dataset

from iodize.validation.engine import Validator

from .objects import enhanced_ct, item

Codes = Callable[[Dataset], list[tuple[str, str]]]
PER_FRAME = "PerFrameFunctionalGroupsSequence"


def test_a_conformant_object_has_no_fault(structure: Codes) -> None:
    assert structure(enhanced_ct()) == []


def test_a_group_may_move_from_shared_to_every_frame(structure: Codes) -> None:
    ct = enhanced_ct()
    move(ct, "PixelMeasuresSequence", range(3))

    assert structure(ct) == []


def move(ct: FileDataset, keyword: str, frames: range) -> None:
    shared = ct.SharedFunctionalGroupsSequence[0]
    for number in frames:
        frame = ct.PerFrameFunctionalGroupsSequence[number]
        setattr(
            frame,
            keyword,
            [item(**{e.keyword: e.value for e in getattr(shared, keyword)[0]})],
        )
    delattr(shared, keyword)


@pytest.mark.parametrize(
    "keyword",
    [
        "PixelMeasuresSequence",
        "PlaneOrientationSequence",
        "FrameAnatomySequence",
        "IrradiationEventIdentificationSequence",
        "CTImageFrameTypeSequence",
        "PixelValueTransformationSequence",
    ],
)
def test_a_mandatory_group_that_is_nowhere(structure: Codes, keyword: str) -> None:
    ct = enhanced_ct()
    delattr(ct.SharedFunctionalGroupsSequence[0], keyword)

    assert structure(ct) == [("functional-group-missing", f"{PER_FRAME}[0].{keyword}")]


def test_a_mandatory_group_that_one_frame_lacks(structure: Codes) -> None:
    ct = enhanced_ct()
    del ct.PerFrameFunctionalGroupsSequence[1].PlanePositionSequence

    path = f"{PER_FRAME}[1].PlanePositionSequence"
    assert structure(ct) == [("functional-group-missing", path)]


def test_a_group_that_is_shared_and_per_frame(structure: Codes) -> None:
    ct = enhanced_ct()
    shared = ct.SharedFunctionalGroupsSequence[0]
    ct.PerFrameFunctionalGroupsSequence[2].PixelMeasuresSequence = [
        item(PixelSpacing=["1", "1"], SliceThickness="1", SpacingBetweenSlices="1")
    ]
    assert "PixelMeasuresSequence" in shared

    path = f"{PER_FRAME}[2].PixelMeasuresSequence"
    assert structure(ct) == [("functional-group-twice", path)]


def test_as_many_items_as_frames(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.NumberOfFrames = 4
    ct.PixelData = bytes(8 * 4)

    assert structure(ct) == [("frame-count", PER_FRAME)]


def test_tiles_without_groups_of_their_own(structure: Codes) -> None:
    """TILED_FULL: a frame's position follows from its number, so its item may be absent."""
    ct = enhanced_ct()
    del ct.PerFrameFunctionalGroupsSequence
    assert "functional-group-missing" in [code for code, _ in structure(ct)]

    ct.DimensionOrganizationType = "TILED_FULL"
    assert structure(ct) == []


def test_a_group_that_may_not_be_shared(structure: Codes) -> None:
    """Frame Content tells frames apart."""
    ct = enhanced_ct()
    shared = ct.SharedFunctionalGroupsSequence[0]
    shared.FrameContentSequence = [item(StackID="1", InStackPositionNumber=1)]
    for frame in ct.PerFrameFunctionalGroupsSequence:
        del frame.FrameContentSequence

    path = "SharedFunctionalGroupsSequence[0].FrameContentSequence"
    assert structure(ct) == [("functional-group-not-allowed", path)]


def test_groups_that_are_not_shared_are_per_frame(validator: Validator) -> None:
    ct = enhanced_ct()
    del ct.PerFrameFunctionalGroupsSequence
    paths = [f.path for f in validator.check(ct).findings if f.code == "type1c-missing"]

    assert PER_FRAME in paths


def test_full_tiles_need_no_groups_of_their_own(validator: Validator) -> None:
    ct = enhanced_ct()
    ct.DimensionOrganizationType = "TILED_FULL"
    del ct.PerFrameFunctionalGroupsSequence
    paths = [f.path for f in validator.check(ct).findings if f.code == "type1c-missing"]

    assert PER_FRAME not in paths


@pytest.mark.parametrize(("multi_energy", "wrong"), [("NO", True), ("YES", False)])
def test_one_energy_is_exposed_once(
    validator: Validator, multi_energy: str, wrong: bool
) -> None:
    ct = enhanced_ct()
    ct.MultienergyCTAcquisition = multi_energy
    shared = ct.SharedFunctionalGroupsSequence[0]
    shared.CTExposureSequence = [item(), item()]
    counts = [f.keyword for f in validator.check(ct).findings if f.code == "item-count"]

    assert counts == (["CTExposureSequence"] if wrong else [])
