"""Values of Image Type that must be present."""

import pytest
from pydicom import Dataset

from iodize.tables import editions
from iodize.validation.engine.engine import Validator
from tests.mutation.objects import built

SOP_CLASSES = editions.bundled().sop_classes

CT = "1.2.840.10008.5.1.4.1.1.2"
ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"
LEGACY_MR = "1.2.840.10008.5.1.4.1.1.4.4"
ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"
WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
DIGITAL_X_RAY = "1.2.840.10008.5.1.4.1.1.1.1"
ANGIOGRAPHY = "1.2.840.10008.5.1.4.1.1.12.1"

FOUR = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]


def wrong(
    validator: Validator, uid: str, values: list[str], multi_energy: str = ""
) -> bool:
    image = built(uid).dataset
    image.ImageType = values
    if multi_energy:
        image.MultienergyCTAcquisition = multi_energy
    return any(
        (finding.code, finding.path) == ("vm-wrong", "ImageType")
        for finding in validator.check(image).findings
    )


@pytest.mark.parametrize(
    ("uid", "values", "expected"),
    [
        (WHOLE_SLIDE, FOUR, False),
        (WHOLE_SLIDE, FOUR[:3], True),
        (WHOLE_SLIDE, FOUR[:2], True),
        (DIGITAL_X_RAY, ["ORIGINAL", "PRIMARY"], False),
        (ANGIOGRAPHY, ["ORIGINAL", "PRIMARY", "SINGLE PLANE"], False),
        (ANGIOGRAPHY, ["ORIGINAL", "PRIMARY"], True),
    ],
)
def test_values_that_a_section_requires(
    validator: Validator, uid: str, values: list[str], expected: bool
) -> None:
    assert wrong(validator, uid, values) == expected


@pytest.mark.parametrize(
    ("uid", "values", "multi_energy", "expected"),
    [
        (CT, ["ORIGINAL", "PRIMARY", "AXIAL"], "NO", False),
        (CT, ["ORIGINAL", "PRIMARY", "AXIAL"], "YES", True),
        (CT, ["ORIGINAL", "PRIMARY", "AXIAL", "VMI"], "YES", False),
        (ENHANCED_CT, FOUR, "NO", False),
        (ENHANCED_CT, FOUR, "YES", True),
        (ENHANCED_CT, [*FOUR, "VMI"], "YES", False),
    ],
)
def test_multi_energy_image_has_a_family(
    validator: Validator,
    uid: str,
    values: list[str],
    multi_energy: str,
    expected: bool,
) -> None:
    assert wrong(validator, uid, values, multi_energy) == expected


@pytest.mark.parametrize("uid", [ENHANCED_CT, ENHANCED_MR])
@pytest.mark.parametrize(("values", "expected"), [(FOUR, False), ([*FOUR, "X"], True)])
def test_only_a_multi_energy_image_has_a_fifth_value(
    validator: Validator, uid: str, values: list[str], expected: bool
) -> None:
    assert wrong(validator, uid, values) is expected


def test_multi_energy_image_has_a_fifth_value(validator: Validator) -> None:
    assert not wrong(validator, ENHANCED_CT, [*FOUR, "VMI"], "YES")


def with_frame_type(uid: str, values: list[str]) -> Dataset:
    """Return an image whose frames have these values."""
    image = built(uid).dataset
    for element in image.iterall():
        if element.keyword == "FrameType":
            element.value = values
    return image


@pytest.mark.parametrize(
    "iod",
    [
        "EnhancedMRImage",
        "VLWholeSlideMicroscopyImage",
        "XRay3DAngiographicImage",
        "EnhancedPETImage",
        "EnhancedUSVolume",
        "IntravascularOpticalCoherenceTomographyImage",
        "ParametricMap",
    ],
)
def test_frame_type_with_the_values_of_image_type_has_four(
    validator: Validator, iod: str
) -> None:
    uid = next(u for u, name in SOP_CLASSES.items() if name == iod)
    for values, expected in (([*FOUR, "X"], True), (FOUR, False)):
        found = validator.check(with_frame_type(uid, values)).findings
        codes = {f.code for f in found if f.path.endswith(".FrameType")}
        assert ("vm-wrong" in codes) is expected


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("attribute", ["ImageType", "FrameType"])
def test_value_of_the_image_type_is_not_empty(
    validator: Validator, attribute: str, number: int
) -> None:
    values = [*FOUR]
    values[number - 1] = ""
    image = with_frame_type(ENHANCED_MR, values if attribute == "FrameType" else FOUR)
    image.ImageType = values if attribute == "ImageType" else FOUR

    (finding,) = [
        one for one in validator.check(image).findings if one.code == "value-empty"
    ]
    assert finding.path.endswith(attribute)
    assert finding.reference == f"PS3.3 C.8.16.1.{number}"


def test_fourth_value_of_a_legacy_converted_image_may_be_empty(
    validator: Validator,
) -> None:
    image = built(LEGACY_MR).dataset
    image.ImageType = [*FOUR[:3], ""]

    codes = {finding.code for finding in validator.check(image).findings}
    assert "value-empty" not in codes
