"""Combinations of values that a table lists."""

import pytest

from iodize.validation.engine.engine import Validator
from tests.mutation.objects import built

ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"
ENHANCED_XA = "1.2.840.10008.5.1.4.1.1.12.1.1"


@pytest.mark.parametrize(
    ("uid", "allocated", "stored", "expected"),
    [
        (ENHANCED_MR, 16, 12, []),
        (ENHANCED_MR, 16, 16, []),
        (ENHANCED_MR, 8, 8, []),
        (ENHANCED_MR, 16, 10, ["BitsStored"]),
        (ENHANCED_MR, 8, 7, ["BitsStored"]),
        (ENHANCED_XA, 8, 8, []),
        (ENHANCED_XA, 16, 9, []),
        (ENHANCED_XA, 16, 8, ["BitsStored"]),
    ],
)
def test_bits(
    validator: Validator, uid: str, allocated: int, stored: int, expected: list[str]
) -> None:
    image = built(uid).dataset
    image.BitsAllocated, image.BitsStored = allocated, stored
    image.HighBit = stored - 1

    assert [
        finding.path
        for finding in validator.check(image).findings
        if finding.code == "value-combination"
    ] == expected


def test_colors_are_unsigned(validator: Validator) -> None:
    image = built("1.2.840.10008.5.1.4.1.1.4.3").dataset
    image.PixelRepresentation = 1

    assert ("value-combination", "PixelRepresentation") in [
        (finding.code, finding.path) for finding in validator.check(image).findings
    ]
