"""Functional groups are shared or per frame, not both; mandatory ones are present."""

from collections.abc import Callable

import pytest
from pydicom import FileDataset
from pydicom.dataset import Dataset
from pydicom.uid import UID

from iodize.findings.report import RENDERINGS, Report
from iodize.fix.repairs import REPAIRS
from iodize.validation.engine.engine import Validator
from tests.mutation.objects import built

from .objects import enhanced_ct, item

Codes = Callable[[Dataset], list[tuple[str, str]]]
PER_FRAME = "PerFrameFunctionalGroupsSequence"


def test_conformant_object_has_no_finding(structure: Codes) -> None:
    assert structure(enhanced_ct()) == []


def test_group_may_be_in_every_frame_instead_of_shared(structure: Codes) -> None:
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
def test_absent_mandatory_group_is_reported(structure: Codes, keyword: str) -> None:
    ct = enhanced_ct()
    delattr(ct.SharedFunctionalGroupsSequence[0], keyword)

    assert structure(ct) == [("functional-group-missing", f"{PER_FRAME}[0].{keyword}")]


def test_mandatory_group_absent_in_one_frame_is_reported_there(
    structure: Codes,
) -> None:
    ct = enhanced_ct()
    del ct.PerFrameFunctionalGroupsSequence[1].PlanePositionSequence

    path = f"{PER_FRAME}[1].PlanePositionSequence"
    assert structure(ct) == [("functional-group-missing", path)]


def test_group_both_shared_and_per_frame_is_reported(structure: Codes) -> None:
    ct = enhanced_ct()
    shared = ct.SharedFunctionalGroupsSequence[0]
    ct.PerFrameFunctionalGroupsSequence[2].PixelMeasuresSequence = [
        item(PixelSpacing=["1", "1"], SliceThickness="1", SpacingBetweenSlices="1")
    ]
    assert "PixelMeasuresSequence" in shared

    path = f"{PER_FRAME}[2].PixelMeasuresSequence"
    assert structure(ct) == [("functional-group-twice", path)]


def test_number_of_items_must_match_number_of_frames(structure: Codes) -> None:
    ct = enhanced_ct()
    ct.NumberOfFrames = 4
    ct.PixelData = bytes(8 * 4)

    assert structure(ct) == [("frame-count", PER_FRAME)]


def test_tiled_full_image_may_lack_per_frame_groups(structure: Codes) -> None:
    """The position of a frame follows from its number."""
    ct = enhanced_ct()
    del ct.PerFrameFunctionalGroupsSequence
    assert "functional-group-missing" in [code for code, _ in structure(ct)]

    ct.DimensionOrganizationType = "TILED_FULL"
    assert structure(ct) == []


def test_tiled_full_image_has_its_shared_groups(structure: Codes) -> None:
    """The order of the tiles does not replace them."""
    slide = built("1.2.840.10008.5.1.4.1.1.77.1.6").dataset
    slide.DimensionOrganizationType = "TILED_FULL"
    shared = slide.SharedFunctionalGroupsSequence[0]
    if "PerFrameFunctionalGroupsSequence" in slide:
        del slide.PerFrameFunctionalGroupsSequence
    assert structure(slide) == []

    del shared.WholeSlideMicroscopyImageFrameTypeSequence
    (found,) = structure(slide)
    assert found[0] == "functional-group-missing"
    assert found[1].endswith("WholeSlideMicroscopyImageFrameTypeSequence")


def test_group_that_must_be_per_frame_is_reported_if_shared(structure: Codes) -> None:
    """Frame Content identifies frames."""
    ct = enhanced_ct()
    shared = ct.SharedFunctionalGroupsSequence[0]
    shared.FrameContentSequence = [item(StackID="1", InStackPositionNumber=1)]
    for frame in ct.PerFrameFunctionalGroupsSequence:
        del frame.FrameContentSequence

    path = "SharedFunctionalGroupsSequence[0].FrameContentSequence"
    assert structure(ct) == [("functional-group-not-allowed", path)]


def test_absent_per_frame_groups_are_reported_if_mandatory_groups_are_not_shared(
    validator: Validator,
) -> None:
    ct = enhanced_ct()
    del ct.PerFrameFunctionalGroupsSequence
    paths = [f.path for f in validator.check(ct).findings if f.code == "type1c-missing"]

    assert PER_FRAME in paths


def test_absent_per_frame_groups_of_tiled_full_image_are_not_reported(
    validator: Validator,
) -> None:
    ct = enhanced_ct()
    ct.DimensionOrganizationType = "TILED_FULL"
    del ct.PerFrameFunctionalGroupsSequence
    paths = [f.path for f in validator.check(ct).findings if f.code == "type1c-missing"]

    assert PER_FRAME not in paths


@pytest.mark.parametrize(("multi_energy", "wrong"), [("NO", True), ("YES", False)])
def test_exposure_item_count_depends_on_multi_energy_acquisition(
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
    """Return a function that returns the suggestions for functional groups, by code."""

    def suggestions(dataset: Dataset) -> dict[str, str]:
        return {
            finding.code: finding.suggestion
            for finding in validator.check(dataset).findings
            if finding.code.startswith("functional-group-")
            and not finding.code.endswith("-missing")
        }

    return suggestions


def test_suggestion_moves_group_to_frames_if_it_must_not_be_shared(
    suggestions: Suggestions,
) -> None:
    ct = enhanced_ct()
    shared = ct.SharedFunctionalGroupsSequence[0]
    shared.FrameContentSequence = [item(StackID="1", InStackPositionNumber=1)]
    for frame in ct.PerFrameFunctionalGroupsSequence:
        del frame.FrameContentSequence

    move = "move it to the per-frame groups"
    assert suggestions(ct) == {"functional-group-not-allowed": move}


def us_volume() -> FileDataset:
    """Return an object with an orientation per frame, which its IOD requires shared."""
    us = enhanced_ct()
    us.SOPClassUID = us.file_meta.MediaStorageSOPClassUID = US_VOLUME
    orientation = item(ImageOrientationVolume=[1, 0, 0, 0, 1, 0])
    for frame in us.PerFrameFunctionalGroupsSequence:
        frame.PlaneOrientationVolumeSequence = [orientation]
    return us


def test_suggestion_moves_group_to_shared_if_it_must_be_shared(
    suggestions: Suggestions,
) -> None:
    move = "move it to the shared groups"
    assert suggestions(us_volume()) == {"functional-group-not-allowed": move}


@pytest.mark.parametrize(
    ("frames", "suggestion"),
    [
        (range(3), "remove it from the shared groups"),
        (range(1, 2), "move it to the per-frame groups"),
    ],
)
def test_suggestion_for_group_present_twice_depends_on_its_frames(
    suggestions: Suggestions, frames: range, suggestion: str
) -> None:
    ct = enhanced_ct()
    measures = ct.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence
    move(ct, "PixelMeasuresSequence", frames)
    ct.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence = measures

    assert suggestions(ct) == {"functional-group-twice": suggestion}


def test_suggestion_removes_group_from_frames_if_it_must_be_shared(
    suggestions: Suggestions,
) -> None:
    us = us_volume()
    frame = us.PerFrameFunctionalGroupsSequence[0]
    us.SharedFunctionalGroupsSequence[0].PlaneOrientationVolumeSequence = (
        frame.PlaneOrientationVolumeSequence
    )

    assert suggestions(us)["functional-group-twice"] == (
        "remove it from the per-frame groups"
    )


@pytest.mark.parametrize("form", RENDERINGS)
def test_every_report_format_contains_the_suggestion(
    validator: Validator, form: str
) -> None:
    ct = enhanced_ct()
    ct.SharedFunctionalGroupsSequence[0].FrameContentSequence = [item(StackID="1")]
    report = Report("2023a", (validator.check(ct),))

    assert "move it to the per-frame groups" in report.render(form)


def test_repair_does_not_move_groups(validator: Validator) -> None:
    """A repair cannot know which of the two values is correct."""
    ct = enhanced_ct()
    ct.SharedFunctionalGroupsSequence[0].FrameContentSequence = [item(StackID="1")]
    codes = {one.code for one in validator.check(ct).findings}
    moved = {"functional-group-not-allowed", "functional-group-twice"}

    assert moved <= codes
    assert not any(moved.intersection(repair.codes) for repair in REPAIRS)


@pytest.mark.parametrize(
    ("types", "present", "expected"),
    [
        (["ORIGINAL"] * 3, True, []),
        (["ORIGINAL"] * 3, False, ["type1c-missing"]),
        (["DERIVED"] * 3, True, []),
        (["DERIVED"] * 3, False, []),
        (["ORIGINAL", "DERIVED", "DERIVED"], True, []),
        (["ORIGINAL", "DERIVED", "DERIVED"], False, ["type1c-missing"]),
        (["DERIVED", "DERIVED", "ORIGINAL"], False, ["type1c-missing"]),
    ],
)
def test_shared_attribute_required_by_frame_type_that_is_per_frame(
    validator: Validator, types: list[str], present: bool, expected: list[str]
) -> None:
    ct = enhanced_ct()
    move(ct, "CTImageFrameTypeSequence", range(3))
    for frame, kind in zip(ct[PER_FRAME].value, types, strict=True):
        frame.CTImageFrameTypeSequence[0].FrameType[0] = kind
    reconstruction = item(ReconstructionDiameter="350") if present else item()
    ct.SharedFunctionalGroupsSequence[0].CTReconstructionSequence = [reconstruction]

    paths = [
        each.code
        for each in validator.check(ct).findings
        if each.keyword == "ReconstructionDiameter"
    ]

    assert paths == expected
