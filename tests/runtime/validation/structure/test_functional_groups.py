"""Functional groups: shared or per frame, all that are mandatory, none of them twice."""

from collections.abc import Callable

import pytest
from pydicom import FileDataset
from pydicom.dataset import Dataset
from pydicom.uid import UID

from iodize.fix.repairs import REPAIRS
from iodize.report import RENDERINGS, Report
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


US_VOLUME = UID("1.2.840.10008.5.1.4.1.1.6.2")
Suggestions = Callable[[Dataset], dict[str, str]]


@pytest.fixture
def suggestions(validator: Validator) -> Suggestions:
    """Return what finds the suggestions for functional groups, by code."""

    def suggestions(dataset: Dataset) -> dict[str, str]:
        return {
            found.code: found.suggestion
            for found in validator.check(dataset).findings
            if found.code.startswith("functional-group-")
            and not found.code.endswith("-missing")
        }

    return suggestions


def test_where_to_put_a_group_that_is_not_allowed(suggestions: Suggestions) -> None:
    ct = enhanced_ct()
    shared = ct.SharedFunctionalGroupsSequence[0]
    shared.FrameContentSequence = [item(StackID="1", InStackPositionNumber=1)]
    for frame in ct.PerFrameFunctionalGroupsSequence:
        del frame.FrameContentSequence

    move = "move it to the per-frame groups"
    assert suggestions(ct) == {"functional-group-not-allowed": move}


def us_volume() -> FileDataset:
    """Return an object whose frames have what its IOD wants shared: one orientation."""
    us = enhanced_ct()
    us.SOPClassUID = us.file_meta.MediaStorageSOPClassUID = US_VOLUME
    orientation = item(ImageOrientationVolume=[1, 0, 0, 0, 1, 0])
    for frame in us.PerFrameFunctionalGroupsSequence:
        frame.PlaneOrientationVolumeSequence = [orientation]
    return us


def test_where_to_put_a_group_that_has_to_be_shared(suggestions: Suggestions) -> None:
    move = "move it to the shared groups"
    assert suggestions(us_volume()) == {"functional-group-not-allowed": move}


@pytest.mark.parametrize(
    ("frames", "suggestion"),
    [
        (range(3), "leave it out of the shared groups"),
        (range(1, 2), "move it to the per-frame groups"),
    ],
)
def test_where_to_leave_a_group_that_stands_twice(
    suggestions: Suggestions, frames: range, suggestion: str
) -> None:
    ct = enhanced_ct()
    measures = ct.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence
    move(ct, "PixelMeasuresSequence", frames)
    ct.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence = measures

    assert suggestions(ct) == {"functional-group-twice": suggestion}


def test_a_group_that_has_to_be_shared_is_left_out_of_frames(
    suggestions: Suggestions,
) -> None:
    us = us_volume()
    frame = us.PerFrameFunctionalGroupsSequence[0]
    us.SharedFunctionalGroupsSequence[0].PlaneOrientationVolumeSequence = (
        frame.PlaneOrientationVolumeSequence
    )

    assert suggestions(us)["functional-group-twice"] == (
        "leave it out of the per-frame groups"
    )


@pytest.mark.parametrize("form", RENDERINGS)
def test_every_report_says_so(validator: Validator, form: str) -> None:
    ct = enhanced_ct()
    ct.SharedFunctionalGroupsSequence[0].FrameContentSequence = [item(StackID="1")]
    report = Report("2023a", (validator.check(ct),))

    assert "move it to the per-frame groups" in report.render(form)


def test_no_repair_moves_a_group(validator: Validator) -> None:
    """Which of two values is meant only their maker knows."""
    ct = enhanced_ct()
    ct.SharedFunctionalGroupsSequence[0].FrameContentSequence = [item(StackID="1")]
    found = {one.code for one in validator.check(ct).findings}
    moved = {"functional-group-not-allowed", "functional-group-twice"}

    assert moved <= found
    assert not any(moved.intersection(repair.codes) for repair in REPAIRS)
