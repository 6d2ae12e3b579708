"""Attributes of a module whose condition is not met, and attributes that replace others."""

import pytest
from pydicom import Dataset

from iodize import example
from iodize.validation.engine.engine import Validator

FRAME_TIME = 0x00181063

SEGMENTS = bytes([0, 0, 1, 0, 2, 0, 1, 0, 255, 0, 255, 255])
"""Segments of 256 entries: one of a single entry, and a linear one."""


def found(
    validator: Validator, thing: Dataset, path: str = ""
) -> list[tuple[str, str]]:
    return [
        (finding.code, finding.path)
        for finding in validator.check(thing).findings
        if finding.code not in ("term-unknown", "attribute-outside")
        and (not path or path in finding.path)
    ]


def image(iod: str, **values: object) -> Dataset:
    dataset = example.build(iod)
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.mark.parametrize(
    ("iod", "attribute", "value"),
    [
        # Multi-frame: only of several frames.
        ("RTImage", "FrameIncrementPointer", 0x00200013),
        # Palette Color Lookup Table: only of PALETTE COLOR.
        ("UltrasoundImage", "SegmentedRedPaletteColorLookupTableData", SEGMENTS),
        # Image Pixel: only with Pixel Data, which a map of floating-point numbers lacks.
        ("ParametricMap", "PlanarConfiguration", 0),
    ],
)
def test_stray_attribute_is_the_only_finding(
    validator: Validator, iod: str, attribute: str, value: object
) -> None:
    before = found(validator, image(iod))
    after = found(validator, image(iod, **{attribute: value}))

    assert set(after) - set(before) == {("condition-not-met", attribute)}


@pytest.mark.parametrize(
    "iod", ["RTImage", "XRayAngiographicImage", "XRayRadiofluoroscopicImage"]
)
def test_multi_frame_module_of_a_single_frame_is_allowed(
    validator: Validator, iod: str
) -> None:
    """PS3.3 C.7.6.6.1.2: an increment of zero, for example."""
    before = found(validator, image(iod))
    frames: dict[str, object] = {
        "NumberOfFrames": 1,
        "FrameIncrementPointer": FRAME_TIME,
        "FrameTime": "0",
    }
    assert set(found(validator, image(iod, **frames))) == set(before)

    after = found(validator, image(iod, NumberOfFrames=1))
    assert set(after) - set(before) == {("condition-not-met", "NumberOfFrames")}


def test_segmented_data_stand_for_a_palette(validator: Validator) -> None:
    names = ("Red", "Green", "Blue")
    grey = image("UltrasoundImage", PhotometricInterpretation="PALETTE COLOR")
    for name in names:
        setattr(grey, f"{name}PaletteColorLookupTableDescriptor", [256, 0, 16])
    missing = {
        path for code, path in found(validator, grey, "LookupTableData") if "1c" in code
    }
    assert missing == {f"{name}PaletteColorLookupTableData" for name in names}

    for name in names:
        setattr(grey, f"Segmented{name}PaletteColorLookupTableData", SEGMENTS)
    assert [
        path for code, path in found(validator, grey, "LookupTableData") if "1c" in code
    ] == []


def test_optional_attributes_of_an_unasked_module_have_one_finding(
    validator: Validator,
) -> None:
    before = found(validator, image("ParametricMap"))
    after = found(validator, image("ParametricMap", LargestImagePixelValue=1))

    assert set(after) - set(before) == {("module-not-asked", "")}


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        # Of the macros of composite objects, images and waveforms.
        ("ReferencedSOPSequence", []),
        # Of coordinates in the plane and in space.
        ("GraphicType", "POINT"),
    ],
)
def test_attribute_of_several_macros_is_not_allowed_without_one_of_them(
    validator: Validator, keyword: str, value: object
) -> None:
    report = example.build("Comprehensive3DSR")
    text = next(item for item in report.ContentSequence if item.ValueType == "TEXT")
    setattr(text, keyword, value)
    assert ("condition-not-met", f"ContentSequence[0].{keyword}") in found(
        validator, report, keyword
    )


@pytest.mark.parametrize("value_type", ["COMPOSITE", "IMAGE", "WAVEFORM"])
def test_attribute_of_several_macros_is_allowed_with_one_of_them(
    validator: Validator, value_type: str
) -> None:
    report = example.build("Comprehensive3DSR")
    content = report.ContentSequence[0]
    content.ValueType = value_type
    content.ReferencedSOPSequence = []
    assert ("condition-not-met", "ContentSequence[0].ReferencedSOPSequence") not in (
        found(validator, report)
    )
