"""Values that another attribute, or the sequence of their item, determines."""

from collections.abc import Callable
from struct import pack

import pytest
from pydicom import Dataset

from iodize import example

from ..objects import item

Codes = Callable[[Dataset], list[tuple[str, str]]]


def image(iod: str, **values: object) -> Dataset:
    dataset = example.build(iod)
    dataset.update(item(**values))
    return dataset


@pytest.mark.parametrize(
    ("iod", "stored", "good"),
    [
        ("UltrasoundImage", 8, True),
        ("UltrasoundImage", 7, False),
        ("SecondaryCaptureImage", 7, True),
    ],
)
def test_ultrasound_images_store_all_bits(
    structure: Codes, iod: str, stored: int, good: bool
) -> None:
    thing = image(iod, BitsAllocated=8, BitsStored=stored, HighBit=stored - 1)
    thing.PixelData = bytes(thing.Rows * thing.Columns)

    assert structure(thing) == ([] if good else [("value-relation", "BitsStored")])


@pytest.mark.parametrize(("depth", "good"), [(0.5, True), (0.0, False)])
def test_depth_of_an_imaged_volume_is_not_zero(
    structure: Codes, depth: float, good: bool
) -> None:
    slide = image("VLWholeSlideMicroscopyImage", ImagedVolumeDepth=depth)

    expected = [] if good else [("value-relation", "ImagedVolumeDepth")]
    assert structure(slide) == expected


@pytest.mark.parametrize(
    ("length", "good"), [("120", True), ("120.04", True), ("125", False)]
)
def test_length_of_a_channel_is_that_of_applicator_and_tube(
    structure: Codes, length: str, good: bool
) -> None:
    channel = item(
        ChannelLength=length, SourceApplicatorLength="100", TransferTubeLength="20"
    )
    plan = image("RTPlan", ApplicationSetupSequence=[item(ChannelSequence=[channel])])

    assert ("value-sum" not in dict(structure(plan))) is good


@pytest.mark.parametrize(
    ("values", "good"),
    [
        ({"PixelPaddingValue": 0}, True),
        ({"PixelPaddingValue": 4095}, True),
        ({"PixelPaddingValue": 4096}, False),
        ({"PixelPaddingValue": 3, "PixelPaddingRangeLimit": 3}, True),
        ({"PixelPaddingValue": 3, "PixelPaddingRangeLimit": 5}, True),
        ({"PixelPaddingValue": 5, "PixelPaddingRangeLimit": 3}, False),
        (
            {
                "PixelPaddingValue": 5,
                "PixelPaddingRangeLimit": 3,
                "PhotometricInterpretation": "MONOCHROME1",
            },
            True,
        ),
        (
            {
                "PixelPaddingValue": 3,
                "PixelPaddingRangeLimit": 5,
                "PhotometricInterpretation": "MONOCHROME1",
            },
            False,
        ),
    ],
)
def test_padding_is_a_pixel_value_at_the_dark_end_of_its_range(
    structure: Codes, values: dict[str, object], good: bool
) -> None:
    thing = image("CTImage", BitsAllocated=16, BitsStored=12, HighBit=11)
    thing.PixelRepresentation = 0
    thing.PixelData = bytes(thing.Rows * thing.Columns * 2)
    thing["PixelData"].VR = "OW"
    thing.update(item(**values))

    assert structure(thing) == (
        [] if good else [("pixel-padding", "PixelPaddingValue")]
    )


@pytest.mark.parametrize(("value", "good"), [(-2048, True), (-2049, False)])
def test_padding_of_signed_pixels_may_be_negative(
    structure: Codes, value: int, good: bool
) -> None:
    thing = image("CTImage", BitsAllocated=16, BitsStored=12, HighBit=11)
    thing.PixelRepresentation = 1
    thing.PixelData = bytes(thing.Rows * thing.Columns * 2)
    thing["PixelData"].VR = "OW"
    thing.add_new("PixelPaddingValue", "SS", value)

    assert structure(thing) == (
        [] if good else [("pixel-padding", "PixelPaddingValue")]
    )


@pytest.mark.parametrize(("ticks", "good"), [("CENTER", True), ("TOP", False)])
def test_ticks_of_crosshairs_are_centered(
    structure: Codes, ticks: str, good: bool
) -> None:
    graphic = item(CompoundGraphicType="CROSSHAIR", TickAlignment=ticks)
    annotation = item(CompoundGraphicSequence=[graphic])
    state = image("GrayscaleSoftcopyPresentationState")
    state.GraphicAnnotationSequence = [annotation]

    assert ("value-relation" in dict(structure(state))) != good


@pytest.mark.parametrize(
    ("first", "second", "good"), [(0.0, 1.0, True), (0.5, 1.0, False)]
)
def test_mapping_of_dose_begins_at_zero(
    structure: Codes, first: float, second: float, good: bool
) -> None:
    mapping = [
        item(CumulativeMeterset=n, RadiationDoseValue=n) for n in (first, second)
    ]
    thing = image("RTRadiationSet")
    thing.RadiationDoseIdentificationSequence = [
        item(MetersetToDoseMappingSequence=mapping)
    ]

    assert ("value-relation" in dict(structure(thing))) != good


@pytest.mark.parametrize(("flag", "good"), [("YES", True), ("NO", False)])
def test_combination_of_segments_is_a_combination(
    structure: Codes, flag: str, good: bool
) -> None:
    combination = item(ConceptualVolumeCombinationFlag=flag)
    thing = image("RTSegmentAnnotation")
    thing.SegmentReferenceSequence = [
        item(CombinationSegmentReferenceSequence=[combination])
    ]

    assert ("value-relation" in dict(structure(thing))) != good


@pytest.mark.parametrize(
    ("angle", "code", "good"),
    [
        (0.0, "130334", True),
        (90.0, "130335", True),
        (0.0, "130335", False),
        (45.0, "130335", True),
    ],
)
def test_label_of_a_delimiter_is_that_of_its_angle(
    structure: Codes, angle: float, code: str, good: bool
) -> None:
    label = item(CodeValue=code, CodingSchemeDesignator="DCM", CodeMeaning="Demo")
    delimiter = item(
        BeamModifierOrientationAngle=angle,
        ParallelRTBeamDelimiterDeviceOrientationLabelCodeSequence=[label],
    )
    radiation = image("CArmPhotonElectronRadiation")
    radiation.RTBeamLimitingDeviceDefinitionSequence = [delimiter]

    assert ("value-relation" in dict(structure(radiation))) is not good


@pytest.mark.parametrize(
    ("pointer", "good"),
    [(0x00080060, True), (0x00091001, False), (0x00090001, True)],
)
def test_private_selector_is_without_its_block(
    structure: Codes, pointer: int, good: bool
) -> None:
    protocol = image("HangingProtocol")
    selector = protocol.ImageSetsSequence[0].ImageSetSelectorSequence[0]
    selector.SelectorAttribute = pointer

    assert ("value-relation" in dict(structure(protocol))) is not good


@pytest.mark.parametrize(("first", "good"), [(1, True), (2, False)])
def test_indices_of_annotations_begin_with_the_first_coordinate(
    structure: Codes, first: int, good: bool
) -> None:
    group = item(GraphicType="POLYLINE", NumberOfAnnotations=2)
    group.add_new("LongPrimitivePointIndexList", "OL", pack("<2L", first, 5))
    annotations = image("MicroscopyBulkSimpleAnnotations")
    annotations.AnnotationGroupSequence = [group]

    assert ("value-relation" in dict(structure(annotations))) is not good
