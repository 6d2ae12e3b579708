"""Values of Image Type that must be present."""

import pytest

from iodize.validation.engine.engine import Validator
from tests.mutation.objects import built

CT = "1.2.840.10008.5.1.4.1.1.2"
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
