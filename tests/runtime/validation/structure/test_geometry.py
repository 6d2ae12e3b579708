"""Spacings, direction cosines and windows."""

from collections.abc import Callable

import pytest
from pydicom import Dataset, FileDataset

from iodize.findings.finding import Finding
from iodize.validation.engine.engine import Validator

from .objects import SECONDARY_CAPTURE, instance, item, secondary_capture

ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"

Codes = Callable[[Dataset], list[tuple[str, str]]]


def capture(**values: object) -> FileDataset:
    image = secondary_capture()
    for keyword, value in values.items():
        setattr(image, keyword, value)
    return image


@pytest.mark.parametrize("spacing", [["0", "1"], ["1", "0"], ["-1", "1"]])
def test_spacing_that_is_not_positive_is_reported(
    structure: Codes, spacing: list[str]
) -> None:
    assert structure(capture(PixelSpacing=spacing)) == [("spacing", "PixelSpacing")]


def test_row_spacing_of_single_row_may_be_zero(structure: Codes) -> None:
    image = capture(PixelSpacing=["0", "1"], Rows=1, PixelData=bytes(6))

    assert structure(image) == []


def test_negative_slice_spacing_is_reported_with_its_row(
    ct: FileDataset, find: Callable[[Dataset, str], list[Finding]]
) -> None:
    ct.SpacingBetweenSlices = "0"
    assert find(ct, "spacing") == []
    ct.SpacingBetweenSlices = "-2"
    (finding,) = find(ct, "spacing")
    assert finding.reference == "PS3.3 C.7.6.2 Table C.7-10"


def test_negative_slice_spacing_is_allowed_where_no_row_forbids_it(
    structure: Codes,
) -> None:
    assert structure(capture(SpacingBetweenSlices="-2")) == []


@pytest.mark.parametrize(
    "cosines", [[1, 0, 0, 0, 1, 0], [0.70711, 0.70711, 0, -0.7071, 0.7071, 0]]
)
def test_orthonormal_directions_have_no_finding(
    structure: Codes, cosines: list[float]
) -> None:
    assert structure(capture(ImageOrientationPatient=cosines)) == []


@pytest.mark.parametrize(
    "cosines", [[-7, 0, 0, 0, 1, 0], [0, 0, 0, 0, 1, 0], [1, 0, 0, 0.6, 0.8, 0]]
)
def test_directions_that_are_not_orthonormal_are_reported(
    structure: Codes, cosines: list[float]
) -> None:
    assert structure(capture(ImageOrientationPatient=cosines)) == [
        ("orientation", "ImageOrientationPatient")
    ]


@pytest.mark.parametrize("keyword", ["ImageOrientationSlide", "RTImageOrientation"])
def test_other_orientations_must_be_orthonormal(structure: Codes, keyword: str) -> None:
    good = capture(**{keyword: [0, 1, 0, -1, 0, 0]})
    bad = capture(**{keyword: [-1, -1, -1, -1, -1, -1]})

    assert structure(good) == []
    assert structure(bad) == [("orientation", keyword)]


@pytest.mark.parametrize(
    ("width", "function", "wrong"),
    [
        ("1", "", False),
        ("0.5", "", True),
        ("0", "", True),
        ("-7", "LINEAR", True),
        ("0.5", "LINEAR_EXACT", False),
        ("0.5", "SIGMOID", False),
        ("0", "SIGMOID", True),
    ],
)
def test_minimum_window_width_depends_on_voi_lut_function(
    structure: Codes, width: str, function: str, wrong: bool
) -> None:
    image = capture(WindowCenter="1", WindowWidth=width)
    if function:
        image.VOILUTFunction = function

    assert structure(image) == ([("window-width", "WindowWidth")] if wrong else [])


@pytest.mark.parametrize(
    ("function", "limit"),
    [("LINEAR", "at least 1 for LINEAR"), ("LINEAR_EXACT", "above 0")],
)
def test_message_of_negative_width_states_the_limit_of_the_function(
    validator: Validator, function: str, limit: str
) -> None:
    image = capture(WindowCenter="1", WindowWidth="-7", VOILUTFunction=function)

    messages = [each.message for each in validator.check(image).findings]
    assert f"is -7; must be {limit}" in messages


def saturation(direction: list[float], sop_class: str) -> FileDataset:
    """Return an image with a slab in the functional groups of enhanced MR images."""
    slab = item(SlabOrientation=direction)
    groups = item(MRSpatialSaturationSequence=[slab])
    return instance(sop_class, SharedFunctionalGroupsSequence=[groups])


def test_direction_without_unit_length_is_reported(structure: Codes) -> None:
    path = "SharedFunctionalGroupsSequence[0].MRSpatialSaturationSequence[0].SlabOrientation"
    good, bad = [0.0, 0.6, 0.8], [-7.0, 0.0, 0.0]

    assert ("orientation", path) not in structure(saturation(good, ENHANCED_MR))
    assert ("orientation", path) in structure(saturation(bad, ENHANCED_MR))


@pytest.mark.parametrize("sop_class", [SECONDARY_CAPTURE, "1.2.3"])
def test_direction_outside_of_all_tables_is_not_checked(
    structure: Codes, sop_class: str
) -> None:
    """A velocity of an MR image that is not enhanced may have no direction."""
    image = saturation([0.0, 0.0, 0.0], sop_class)
    image.VelocityEncodingDirection = [0.0, 0.0, 0.0]

    assert "orientation" not in dict(structure(image))


@pytest.mark.parametrize(
    ("ratio", "more", "wrong"),
    [
        (["1", "1"], {}, True),
        (["3", "3"], {}, True),
        (["2", "1"], {}, False),
        (["1", "1"], {"PixelSpacing": ["1", "1"]}, True),
    ],
)
def test_aspect_ratio_of_one_is_reported_once(
    validator: Validator, ratio: list[str], more: dict[str, object], wrong: bool
) -> None:
    findings = validator.check(capture(PixelAspectRatio=ratio, **more)).findings
    found = [each.code for each in findings if each.path == "PixelAspectRatio"]

    assert found == (["condition-not-met"] if wrong else [])


def test_required_aspect_ratio_may_be_one(validator: Validator) -> None:
    """It is of type 1 in maps of the eye."""
    image = instance("1.2.840.10008.5.1.4.1.1.81.1", PixelAspectRatio=["1", "1"])

    findings = validator.check(image).findings
    assert [each for each in findings if each.path == "PixelAspectRatio"] == []


@pytest.mark.parametrize(
    ("photometric", "wrong"),
    [("MONOCHROME1", False), ("RGB", True), ("PALETTE COLOR", True), ("", False)],
)
def test_window_of_a_color_image_is_reported(
    structure: Codes, photometric: str, wrong: bool
) -> None:
    image = capture(WindowCenter="1", WindowWidth="2")
    image.PhotometricInterpretation = photometric

    found = ("window-on-color", "WindowWidth") in structure(image)
    assert found is wrong
