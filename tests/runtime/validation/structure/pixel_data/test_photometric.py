"""Photometric Interpretation with the transfer syntax and the order of samples."""

from collections.abc import Callable, Mapping

import pytest
from pydicom import Dataset, FileDataset
from pydicom.uid import (
    HTJ2K,
    JPEG2000,
    JPEG2000MC,
    MPEG2MPML,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

from iodize.findings.finding import Finding
from iodize.validation.engine.engine import Validator

from ..objects import instance, item, secondary_capture

Codes = Callable[[Dataset], list[tuple[str, str]]]

ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.1"
PHOTOGRAPH = "1.2.840.10008.5.1.4.1.1.77.1.4"
WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
RETINA = "1.2.840.10008.5.1.4.1.1.77.1.5.1"


def color(sop_class: str, photometric: str, syntax: str) -> FileDataset:
    image = instance(sop_class)
    image.update(item(SamplesPerPixel=3, PhotometricInterpretation=photometric))
    image.file_meta.TransferSyntaxUID = syntax  # type: ignore[assignment]
    return image


def about(validator: Validator, image: Dataset) -> list[Finding]:
    return [
        f for f in validator.check(image).findings if f.code == "photometric-syntax"
    ]


ALLOWED: Mapping[str, tuple[str, ...]] = {
    ExplicitVRLittleEndian: ("MONOCHROME1", "RGB", "YBR_FULL", "YBR_FULL_422"),
    RLELossless: ("MONOCHROME2", "PALETTE COLOR", "YBR_FULL", "RGB"),
    JPEGBaseline8Bit: ("MONOCHROME2", "YBR_FULL_422", "RGB"),
    JPEGExtended12Bit: ("MONOCHROME1", "MONOCHROME2"),
    JPEGLosslessSV1: ("MONOCHROME2", "PALETTE COLOR", "YBR_FULL", "RGB"),
    JPEGLSLossless: ("MONOCHROME2", "PALETTE COLOR", "YBR_FULL", "RGB"),
    JPEGLSNearLossless: ("MONOCHROME2", "YBR_FULL", "RGB"),
    JPEG2000Lossless: ("MONOCHROME2", "PALETTE COLOR", "YBR_RCT", "RGB", "YBR_FULL"),
    JPEG2000: ("MONOCHROME2", "YBR_ICT", "YBR_RCT", "RGB", "YBR_FULL"),
    MPEG2MPML: ("YBR_PARTIAL_420", "MONOCHROME2"),
    HTJ2K: ("YBR_ICT", "YBR_RCT", "RGB", "YBR_FULL"),
    # A term that PS3.3 does not define, and syntaxes without a table.
    JPEG2000MC: ("RGB", "YBR_FULL_422"),
    ImplicitVRLittleEndian: ("OTHER", "HSV"),
}

REFUSED: Mapping[str, tuple[str, ...]] = {
    ExplicitVRLittleEndian: ("YBR_ICT", "YBR_RCT", "YBR_PARTIAL_420"),
    RLELossless: ("YBR_FULL_422", "YBR_ICT"),
    JPEGBaseline8Bit: ("YBR_FULL", "PALETTE COLOR", "YBR_ICT"),
    JPEGExtended12Bit: ("RGB", "YBR_FULL_422"),
    JPEGLosslessSV1: ("YBR_FULL_422", "YBR_RCT"),
    JPEGLSLossless: ("YBR_RCT",),
    JPEGLSNearLossless: ("PALETTE COLOR",),
    JPEG2000Lossless: ("YBR_ICT", "YBR_FULL_422"),
    JPEG2000: ("PALETTE COLOR", "YBR_FULL_422"),
    MPEG2MPML: ("RGB", "YBR_FULL_422"),
}


@pytest.mark.parametrize("syntax", ALLOWED)
def test_photometric_interpretation_of_the_syntax_is_accepted(
    validator: Validator, syntax: str
) -> None:
    for photometric in ALLOWED[syntax]:
        assert about(validator, color("1.2.3", photometric, syntax)) == []


@pytest.mark.parametrize("syntax", REFUSED)
def test_photometric_interpretation_of_other_syntaxes_is_reported(
    validator: Validator, syntax: str
) -> None:
    for photometric in REFUSED[syntax]:
        (finding,) = about(validator, color("1.2.3", photometric, syntax))
        assert finding.path == "PhotometricInterpretation"
        assert finding.message.startswith(f"{photometric} is not allowed")
        assert finding.reference.startswith("PS3.5 8.2")


@pytest.mark.parametrize(
    ("sop_class", "photometric", "syntax", "wrong"),
    [
        (ULTRASOUND, "RGB", ExplicitVRLittleEndian, False),
        (ULTRASOUND, "YBR_FULL_422", ExplicitVRLittleEndian, True),
        (ULTRASOUND, "YBR_FULL", ImplicitVRLittleEndian, True),
        (ULTRASOUND, "YBR_FULL", RLELossless, False),
        (ULTRASOUND, "RGB", JPEGBaseline8Bit, True),
        (ULTRASOUND, "YBR_FULL_422", JPEGBaseline8Bit, False),
        (ULTRASOUND, "YBR_RCT", JPEG2000Lossless, False),
        (ULTRASOUND, "RGB", JPEG2000Lossless, True),
        (PHOTOGRAPH, "RGB", JPEGBaseline8Bit, True),
        (PHOTOGRAPH, "RGB", JPEGLosslessSV1, False),
        (RETINA, "YBR_FULL_422", ExplicitVRLittleEndian, True),
        (WHOLE_SLIDE, "RGB", JPEGBaseline8Bit, False),
        (WHOLE_SLIDE, "YBR_FULL_422", JPEGBaseline8Bit, False),
        (WHOLE_SLIDE, "YBR_FULL_422", ExplicitVRLittleEndian, True),
    ],
)
def test_modules_of_color_images_narrow_the_syntax(
    validator: Validator, sop_class: str, photometric: str, syntax: str, wrong: bool
) -> None:
    found = about(validator, color(sop_class, photometric, syntax))

    assert [each.reference[:9] for each in found] == (["PS3.3 C.8"] if wrong else [])


def test_grey_ultrasound_is_not_a_color_image(validator: Validator) -> None:
    image = color(ULTRASOUND, "MONOCHROME2", ExplicitVRLittleEndian)
    image.SamplesPerPixel = 1

    assert about(validator, image) == []


@pytest.mark.parametrize(
    ("photometric", "planar", "wrong"),
    [
        ("YBR_FULL_422", 1, True),
        ("YBR_FULL_422", 0, False),
        ("RGB", 1, False),
        ("YBR_FULL", 1, False),
    ],
)
def test_samples_by_plane_are_reported_where_they_must_be_by_pixel(
    structure: Codes, photometric: str, planar: int, wrong: bool
) -> None:
    image = secondary_capture()
    image.update(item(SamplesPerPixel=3, PhotometricInterpretation=photometric))
    image.update(item(PlanarConfiguration=planar))

    found = ("planar-configuration", "PlanarConfiguration") in structure(image)
    assert found is wrong
